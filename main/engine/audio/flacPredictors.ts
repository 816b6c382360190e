/**
 * The two predictors of FLAC (RFC 9639, 9.2.5 and 9.2.6). Fixed: the residual is the p-th difference of the samples,
 * p = 0 … 4. Linear:
 *
 *   r[n] = x[n] − ⌊ Σⱼ q[j] · x[n − 1 − j] / 2^s ⌋,   j = 0 … p−1
 *
 * with p integer coefficients q and a shift s.
 */
export interface LinearPredictor {
  readonly coefficients: Int32Array; // q, [order]
  readonly shift: number; // s, bits, 0 … 15
  readonly precisionBits: number; // of a coefficient, sign included
}

export const maxFixedOrder = 4;
const maxLinearOrder = 8;
const precisionBits = 14;
const maxShift = 15;
const residualLimit = 2 ** 30; // folded, a residual has to fit 32 bits

/** The order with the smallest sum of absolute differences, compared where all are defined. */
export function bestFixedOrder(x: Int32Array): number {
  const sums = new Float64Array(maxFixedOrder + 1);
  for (let n = maxFixedOrder; n < x.length; n++) {
    const [a, b, c, d, e] = [x[n]!, x[n - 1]!, x[n - 2]!, x[n - 3]!, x[n - 4]!];
    sums[0]! += Math.abs(a);
    sums[1]! += Math.abs(a - b);
    sums[2]! += Math.abs(a - 2 * b + c);
    sums[3]! += Math.abs(a - 3 * b + 3 * c - d);
    sums[4]! += Math.abs(a - 4 * b + 6 * c - 4 * d + e);
  }
  if (x.length <= maxFixedOrder) return 0;
  return sums.indexOf(Math.min(...sums));
}

/** @param x integers of at most 25 bits, so that four differences stay within 29; returns [nSamples] */
export function fixedResidual(x: Int32Array, order: number): Int32Array {
  const residual = Int32Array.from(x);
  for (let pass = 1; pass <= order; pass++) {
    for (let n = x.length - 1; n >= pass; n--) residual[n]! -= residual[n - 1]!;
  }
  return residual;
}

/** Null if a residual would not fit: then the fixed predictor serves. */
export function linearResidual(x: Int32Array, { coefficients, shift }: LinearPredictor): Int32Array | null {
  const order = coefficients.length;
  const residual = Int32Array.from(x);
  const scale = 2 ** -shift;
  for (let n = order; n < x.length; n++) {
    let sum = 0; // float64 holds 25 + 14 + 3 bits exactly
    for (let j = 0; j < order; j++) sum += coefficients[j]! * x[n - 1 - j]!;
    const difference = x[n]! - Math.floor(sum * scale);
    if (difference >= residualLimit || difference <= -residualLimit) return null;
    residual[n] = difference;
  }
  return residual;
}

/**
 * Linear prediction by the autocorrelation method, Tukey-windowed, solved by Levinson and Durbin, the order chosen by
 * the expected bits (½·log₂ of the error power a sample, plus the coefficients). Null if the block is too short or silent.
 */
export function fitLinearPredictor(x: Int32Array, bitsPerSample: number): LinearPredictor | null {
  const nSamples = x.length;
  if (nSamples < 4 * maxLinearOrder) return null;
  const correlation = autocorrelation(x, maxLinearOrder);
  if (!(correlation[0]! > 0)) return null;
  const tries = levinsonDurbin(correlation);
  const bitsOf = ({ error, weights }: LevinsonStep) =>
    0.5 * nSamples * Math.log2(Math.max(error / nSamples, 1e-3)) + weights.length * (precisionBits + bitsPerSample);
  const best = tries.reduce((a, b) => (bitsOf(b) < bitsOf(a) ? b : a));
  return quantiseWeights(best.weights);
}

function autocorrelation(x: Int32Array, maxLag: number): Float64Array {
  const nSamples = x.length;
  const windowed = new Float64Array(nSamples);
  const taper = nSamples / 4;
  for (let n = 0; n < nSamples; n++) {
    const edge = Math.min(n + 0.5, nSamples - n - 0.5);
    windowed[n] = x[n]! * (edge < taper ? 0.5 - 0.5 * Math.cos((Math.PI * edge) / taper) : 1);
  }
  const correlation = new Float64Array(maxLag + 1);
  for (let lag = 0; lag <= maxLag; lag++) {
    let sum = 0;
    for (let n = lag; n < nSamples; n++) sum += windowed[n]! * windowed[n - lag]!;
    correlation[lag] = sum;
  }
  return correlation;
}

interface LevinsonStep {
  readonly weights: Float64Array; // [order]
  readonly error: number; // power left over, summed over the block
}

function levinsonDurbin(correlation: Float64Array): LevinsonStep[] {
  const steps: LevinsonStep[] = [];
  let weights = new Float64Array(0);
  let error = correlation[0]!;
  for (let order = 1; order < correlation.length && error > 0; order++) {
    let sum = correlation[order]!;
    for (let j = 0; j < weights.length; j++) sum -= weights[j]! * correlation[order - 1 - j]!;
    const reflection = sum / error;
    const grown = new Float64Array(order);
    for (let j = 0; j < weights.length; j++) grown[j] = weights[j]! - reflection * weights[weights.length - 1 - j]!;
    grown[order - 1] = reflection;
    weights = grown;
    error *= 1 - reflection * reflection;
    steps.push({ weights, error });
  }
  return steps;
}

/** The rounding error of each coefficient is carried into the next. */
function quantiseWeights(weights: Float64Array): LinearPredictor | null {
  const largest = weights.reduce((max, weight) => Math.max(max, Math.abs(weight)), 0);
  if (!(largest > 0) || !Number.isFinite(largest)) return null;
  const limit = 2 ** (precisionBits - 1);
  const shift = Math.min(maxShift, precisionBits - 2 - Math.floor(Math.log2(largest)));
  if (shift < 0) return null;
  let carried = 0;
  const coefficients = Int32Array.from(weights, (weight) => {
    const exact = weight * 2 ** shift + carried;
    const rounded = Math.max(-limit, Math.min(limit - 1, Math.round(exact)));
    carried = exact - rounded;
    return rounded;
  });
  return { coefficients, shift, precisionBits };
}
