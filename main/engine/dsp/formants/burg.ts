/**
 * Linear prediction by Burg's method: coefficients a₀ = 1, a₁ … a_p of the filter A(z) = Σ aᵢ·z⁻ⁱ that minimises, order
 * after order, the sum of the squared forward and backward errors
 *
 *   f[n] = Σᵢ aᵢ·x[n − i],   b[n] = Σᵢ aᵢ·x[n − m + i],   n = m … N − 1
 *
 * The step from order m to m + 1 is a′ = [a, 0] + k·[0, reversed a] with
 *
 *   k = −2·Σ f[n]·b[n − 1] / Σ (f[n]² + b[n − 1]²)
 *
 * The errors themselves are never formed: both sums are quadratic forms in the covariances
 * S[i, j] = Σₙ x[n − i]·x[n − j], n ≥ m, which follow from the p + 1 autocorrelations and the samples at the two ends.
 * That is N·(p + 1) multiplications instead of 4·N·p.
 * Burg, "Maximum entropy spectral analysis", 1967; Andersen, "On the calculation of filter coefficients for maximum
 * entropy spectral analysis", Geophysics 39, 1974; Vos, "A fast implementation of Burg's method", 2013.
 */
export class BurgPredictor {
  readonly order: number; // p
  readonly coefficients: Float64Array; // [p + 1], a₀ = 1; the result of the last solve
  readonly #lags: Float64Array;
  readonly #covariance: Float64Array; // S, [p + 1, p + 1]
  readonly #previous: Float64Array;

  constructor(order: number) {
    this.order = order;
    this.coefficients = new Float64Array(order + 1);
    this.#lags = new Float64Array(4 * Math.ceil((order + 1) / 4));
    this.#covariance = new Float64Array((order + 1) ** 2);
    this.#previous = new Float64Array(order + 1);
  }

  /**
   * @param x [> p] samples, any scale
   * @returns the residual power relative to that of x, 0 … 1; 0 leaves the coefficients of the order reached
   */
  solve(x: Float64Array): number {
    const p = this.order;
    const a = this.coefficients;
    const before = this.#previous;
    autocorrelate(x, this.#lags);
    a.fill(0);
    a[0] = 1;
    let residual = 1;
    if (!(this.#lags[0]! > 0)) return 0;
    this.#begin(x);
    for (let m = 0; m < p; m++) {
      const k = this.#reflection(m);
      if (!(Math.abs(k) <= 1 && residual > 0)) return 0; // nothing is left to predict
      before.set(a);
      for (let i = 1; i <= m + 1; i++) a[i] = before[i]! + k * before[m + 1 - i]!;
      residual *= 1 - k * k;
      if (m + 1 < p) this.#advance(x, m + 1);
    }
    return residual;
  }

  /** S for m = 1 holds rows 0 and 1: sums from n = 1 on. */
  #begin(x: Float64Array): void {
    const width = this.order + 1;
    const s = this.#covariance;
    const last = x[x.length - 1]!;
    s[0] = this.#lags[0]! - x[0]! * x[0]!;
    s[1] = this.#lags[1]!;
    s[width + 1] = this.#lags[0]! - last * last;
  }

  /** k of the step from order m, from S over n = m + 1 … N − 1 with rows 0 … m + 1. */
  #reflection(m: number): number {
    const width = this.order + 1;
    const s = this.#covariance;
    const a = this.coefficients;
    let cross = 0;
    let forward = 0;
    let backward = 0;
    for (let i = 0; i <= m + 1; i++) {
      // (S·[a, 0])ᵢ and (S·[0, reversed a])ᵢ; only the upper triangle is kept.
      let withForward = 0;
      let withBackward = 0;
      for (let j = 0; j < i; j++) {
        const value = s[j * width + i]!;
        withForward += value * a[j]!;
        withBackward += value * a[m + 1 - j]!;
      }
      for (let j = i; j <= m + 1; j++) {
        const value = s[i * width + j]!;
        withForward += value * a[j]!;
        withBackward += value * a[m + 1 - j]!;
      }
      forward += a[i]! * withForward;
      cross += a[i]! * withBackward;
      backward += a[m + 1 - i]! * withBackward;
    }
    const total = forward + backward;
    return total > 0 ? (-2 * cross) / total : 0;
  }

  /** From S over n ≥ m to S over n ≥ m + 1, with row m + 1. */
  #advance(x: Float64Array, m: number): void {
    const width = this.order + 1;
    const s = this.#covariance;
    const end = x.length - 1;
    for (let i = m; i >= 0; i--) {
      // Column m + 1 is column m one row up, shifted by a sample: its last term falls away.
      s[(i + 1) * width + m + 1] = s[i * width + m]! - x[end - i]! * x[end - m]!;
    }
    s[m + 1] = this.#lags[m + 1]!;
    for (let i = 0; i <= m; i++) {
      for (let j = i; j <= m; j++) s[i * width + j]! -= x[m - i]! * x[m - j]!;
    }
  }
}

/** lags[l] = Σₙ x[n]·x[n − l]; four lags a pass, [a multiple of 4]. */
function autocorrelate(x: Float64Array, lags: Float64Array): void {
  for (let lag = 0; lag < lags.length; lag += 4) {
    let c0 = 0;
    let c1 = 0;
    let c2 = 0;
    let c3 = 0;
    const whole = Math.min(lag + 3, x.length);
    for (let n = lag; n < whole; n++) {
      c0 += x[n]! * x[n - lag]!;
      if (n >= lag + 1) c1 += x[n]! * x[n - lag - 1]!;
      if (n >= lag + 2) c2 += x[n]! * x[n - lag - 2]!;
    }
    for (let n = lag + 3; n < x.length; n++) {
      const value = x[n]!;
      const at = n - lag;
      c0 += value * x[at]!;
      c1 += value * x[at - 1]!;
      c2 += value * x[at - 2]!;
      c3 += value * x[at - 3]!;
    }
    lags[lag] = c0;
    lags[lag + 1] = c1;
    lags[lag + 2] = c2;
    lags[lag + 3] = c3;
  }
}
