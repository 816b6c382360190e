/** The same samples with NaN and ±∞ as 0: one bad sample must not blank a whole spectrum. Copies only if there is one. */
export function finiteSamples(x: Float32Array): Float32Array {
  let sum = 0;
  for (let n = 0; n < x.length; n++) sum += x[n]! * 0; // NaN as soon as one sample is NaN or infinite
  return sum === 0 ? x : x.map((value) => (Number.isFinite(value) ? value : 0));
}
