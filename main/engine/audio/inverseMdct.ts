/**
 * Inverse modified discrete cosine transform:
 *
 *   y[n] = Σₖ X[k] · cos(π/M · (n + ½ + M/2) · (k + ½)),   k = 0 … M−1,  n = 0 … 2M−1
 *
 * by way of a DCT-IV and a complex FFT of M/2 points. M is a power of two ≥ 4.
 */
export class InverseMdct {
  private readonly size: number; // M
  private readonly cosines: Float64Array; // of π(8k + 1)/(8M)
  private readonly sines: Float64Array;
  private readonly re: Float64Array;
  private readonly im: Float64Array;
  private readonly twiddleRe: Float64Array;
  private readonly twiddleIm: Float64Array;

  constructor(size: number) {
    const half = size / 2;
    const angle = (k: number): number => (Math.PI * (8 * k + 1)) / (8 * size);
    this.size = size;
    this.cosines = Float64Array.from({ length: half }, (_, k) => Math.cos(angle(k)));
    this.sines = Float64Array.from({ length: half }, (_, k) => Math.sin(angle(k)));
    this.re = new Float64Array(half);
    this.im = new Float64Array(half);
    this.twiddleRe = Float64Array.from({ length: half / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / half));
    this.twiddleIm = Float64Array.from({ length: half / 2 }, (_, k) => -Math.sin((2 * Math.PI * k) / half));
  }

  /**
   * @param spectrum X, [M]
   * @param out y, [2M]; written
   */
  transform(spectrum: Float32Array, out: Float32Array): void {
    const { size: M, re, im, cosines, sines } = this;
    const half = M / 2;
    for (let k = 0; k < half; k++) {
      const a = spectrum[2 * k]!;
      const b = spectrum[M - 1 - 2 * k]!;
      re[k] = a * cosines[k]! + b * sines[k]!;
      im[k] = b * cosines[k]! - a * sines[k]!;
    }
    this.fft();
    for (let k = 0; k < half; k++) {
      const even = re[k]! * cosines[k]! + im[k]! * sines[k]!; // DCT-IV at 2k
      const odd = re[k]! * sines[k]! - im[k]! * cosines[k]!; // DCT-IV at M − 1 − 2k
      unfold(out, M, 2 * k, even);
      unfold(out, M, M - 1 - 2 * k, odd);
    }
  }

  private fft(): void {
    const { re, im, twiddleRe, twiddleIm } = this;
    const n = re.length;
    for (let i = 1, j = 0; i < n; i++) {
      let bit = n >>> 1;
      for (; j & bit; bit >>>= 1) j ^= bit;
      j ^= bit;
      if (i < j) {
        [re[i], re[j]] = [re[j]!, re[i]!];
        [im[i], im[j]] = [im[j]!, im[i]!];
      }
    }
    for (let length = 2; length <= n; length *= 2) {
      const stride = n / length;
      const half = length / 2;
      for (let start = 0; start < n; start += length) {
        for (let k = 0; k < half; k++) {
          const [p, q] = [start + k, start + k + half];
          const wr = twiddleRe[k * stride]!;
          const wi = twiddleIm[k * stride]!;
          const xr = re[q]! * wr - im[q]! * wi;
          const xi = re[q]! * wi + im[q]! * wr;
          re[q] = re[p]! - xr;
          im[q] = im[p]! - xi;
          re[p] = re[p]! + xr;
          im[p] = im[p]! + xi;
        }
      }
    }
  }
}

/** Puts sample m of the DCT-IV where its symmetries place it: y[n] = d[n + M/2], d[2M − 1 − m] = −d[m] = d[m + 2M]. */
function unfold(out: Float32Array, M: number, m: number, value: number): void {
  if (m >= M / 2) out[m - M / 2] = value;
  else out[m + (3 * M) / 2] = -value;
  out[(3 * M) / 2 - 1 - m] = -value;
}
