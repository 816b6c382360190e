/**
 * Apple Lossless prediction: an FIR over the last samples, relative to the one before them, whose int16 coefficients
 * step by one towards the sign of each residual.
 */
const differenceOnly = 31;

/**
 * Residuals to samples, in place.
 * @param coefficients newest sample first, [order]; adapted in place
 * @param sampleBits to which sums wrap: 1–32
 * @param shift of the coefficients
 */
export function restoreAlac(x: Int32Array, coefficients: Int16Array, sampleBits: number, shift: number): void {
  const order = coefficients.length;
  if (order === 0) return;
  const unused = 32 - sampleBits;
  for (let n = 1; n <= order && n < x.length; n++) x[n] = ((x[n]! + x[n - 1]!) << unused) >> unused;
  const half = shift > 0 ? 1 << (shift - 1) : 0;
  for (let n = order + 1; n < x.length; n++) {
    const residual = x[n]!;
    const top = x[n - order - 1]!;
    let sum = 0;
    for (let k = 0; k < order; k++) sum = (sum + Math.imul(coefficients[k]!, x[n - 1 - k]! - top)) | 0;
    x[n] = ((residual + top + ((sum + half) >> shift)) << unused) >> unused;
    if (residual !== 0) adapt(x, n, coefficients, residual, shift);
  }
}

function adapt(x: Int32Array, n: number, coefficients: Int16Array, residual: number, shift: number): void {
  const order = coefficients.length;
  const top = x[n - order - 1]!;
  const direction = residual > 0 ? 1 : -1;
  let left = residual;
  for (let k = order - 1; k >= 0; k--) {
    const difference = top - x[n - 1 - k]!;
    const sign = Math.sign(difference) * direction;
    coefficients[k] = coefficients[k]! - sign;
    left -= (order - k) * ((sign * difference) >> shift);
    if (direction > 0 ? left <= 0 : left >= 0) return;
  }
}

/** The first of two passes in prediction mode 15: plain differences. */
export function restoreDifferences(x: Int32Array, sampleBits: number): void {
  const unused = 32 - sampleBits;
  for (let n = 1; n < x.length; n++) x[n] = ((x[n]! + x[n - 1]!) << unused) >> unused;
}

export function isDifferenceOnly(order: number): boolean {
  return order === differenceOnly;
}
