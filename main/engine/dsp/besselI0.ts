/**
 * Modified Bessel function of the first kind, order zero: I₀(x) = Σₖ ((x/2)ᵏ / k!)².
 * All terms are positive, so the sum loses no digits; it stops when a term no longer changes it.
 * Abramowitz & Stegun 9.6.12. Finite for |x| ≤ 700.
 */
export function besselI0(x: number): number {
  const quarter = (x * x) / 4;
  let term = 1;
  let sum = 1;
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= quarter / (k * k);
    sum += term;
  }
  return sum;
}
