/** The smallest of mantissa · 10ⁿ that is ≥ `least`; mantissas ascending in [1, 10). */
export function niceStep(least: number, mantissas: readonly number[] = [1, 2, 5]): number {
  const decade = 10 ** Math.floor(Math.log10(least));
  for (const mantissa of mantissas) {
    const step = mantissa * decade;
    if (step >= least * (1 - 1e-9)) return step;
  }
  return decade * 10;
}

/** Multiples of `step` in [from, to], as multipliers (exact integers, so that ticks never accumulate rounding). */
export function multiplesWithin(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

/** Digits after the point that a number on this grid needs. */
export function decimalsOf(step: number): number {
  for (let digits = 0; digits < 12; digits++) {
    const scaled = step * 10 ** digits;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * scaled) return digits;
  }
  return 12;
}
