/** Logarithms of probabilities from logits; −∞ stands for what is not allowed. */

/** log Σ exp(xᵢ) of x[from … to); −∞ for none. */
export function logSumExp(x: Float32Array, from = 0, to = x.length): number {
  let max = -Infinity;
  for (let i = from; i < to; i++) if (x[i]! > max) max = x[i]!;
  if (max === -Infinity) return -Infinity;
  let sum = 0;
  for (let i = from; i < to; i++) sum += Math.exp(x[i]! - max);
  return max + Math.log(sum);
}

/** The index of the greatest; the first of equals. */
export function argMax(x: Float32Array): number {
  let best = 0;
  for (let i = 1; i < x.length; i++) if (x[i]! > x[best]!) best = i;
  return best;
}

/** The indices of the `count` greatest finite or infinite values above −∞, greatest first, the earlier of equals first. */
export function topIndices(x: Float32Array, count: number): number[] {
  const best: number[] = [];
  for (let i = 0; i < x.length; i++) {
    const value = x[i]!;
    if (value === -Infinity || (best.length === count && !(value > x[best[count - 1]!]!))) continue;
    let at = best.length === count ? count - 1 : best.length;
    while (at > 0 && value > x[best[at - 1]!]!) {
      if (at < count) best[at] = best[at - 1]!;
      at--;
    }
    best[at] = i;
  }
  return best;
}
