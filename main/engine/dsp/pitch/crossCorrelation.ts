/**
 * Forward cross-correlation: a stretch a of the signal against the stretches that follow it,
 *
 *   r[k] = Σₙ a[n]·b[n+k] / √(Σₙ a[n]² · Σₙ b[n+k]²),   n = 0 … nWindow−1
 *
 * b the signal from the frame's beginning less its local mean, a = b[0 … nWindow−1]. Praat manual, "pitch analysis by
 * raw cross-correlation". The products are summed in the frequency domain, the energies by a running sum.
 */
import { realFft, type RealFft } from '../fft.ts';
import { localMean, localPeak, type Correlator, type FrameSite } from './correlator.ts';
import type { PitchGeometry } from './pitchGeometry.ts';

export class CrossCorrelator implements Correlator {
  readonly #geometry: PitchGeometry;
  readonly #fft: RealFft;
  readonly #span: Float64Array; // b
  readonly #frame: Float64Array; // a, later the sums of products
  readonly #a: Spectrum;
  readonly #b: Spectrum;

  constructor(geometry: PitchGeometry) {
    this.#geometry = geometry;
    this.#fft = realFft(2 ** Math.ceil(Math.log2(geometry.nWindow + geometry.maxLag + 1)));
    this.#span = new Float64Array(this.#fft.size);
    this.#frame = new Float64Array(this.#fft.size);
    this.#a = emptySpectrum(this.#fft.nBins);
    this.#b = emptySpectrum(this.#fft.nBins);
  }

  correlate(x: Float32Array, site: FrameSite, r: Float64Array): number {
    const { nWindow, nPeriod, nLags, maxLag } = this.#geometry;
    const mean = localMean(x, site, nPeriod);
    const frame = this.#frame.fill(0);
    for (let n = 0; n < nWindow; n++) frame[n] = x[site.left + 1 - nWindow / 2 + n]! - mean;
    const peak = localPeak(frame, nWindow, nPeriod);
    const span = this.#span.fill(0);
    for (let n = 0; n < nWindow + maxLag; n++) span[n] = x[site.start + n]! - mean;
    frame.set(span.subarray(0, nWindow));
    this.#sumProducts();
    r.fill(0);
    r[nLags] = 1;
    let energy = 0;
    for (let n = 0; n < nWindow; n++) energy += span[n]! * span[n]!;
    let shifted = energy;
    for (let k = 1; k <= maxLag; k++) {
      shifted += span[nWindow + k - 1]! ** 2 - span[k - 1]! ** 2;
      const scale = Math.sqrt(energy * Math.max(0, shifted));
      if (scale > 0) r[nLags + k] = r[nLags - k] = frame[k]! / scale;
    }
    return peak;
  }

  /** frame[k] becomes Σₙ a[n]·b[n+k]: the inverse transform of conj(A)·B. */
  #sumProducts(): void {
    const { re: ar, im: ai } = this.#a;
    const { re: br, im: bi } = this.#b;
    this.#fft.forward(this.#frame, ar, ai);
    this.#fft.forward(this.#span, br, bi);
    for (let k = 0; k < ar.length; k++) {
      const re = ar[k]! * br[k]! + ai[k]! * bi[k]!;
      bi[k] = ar[k]! * bi[k]! - ai[k]! * br[k]!;
      br[k] = re;
    }
    this.#fft.inverse(br, bi, this.#frame);
  }
}

interface Spectrum {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

function emptySpectrum(nBins: number): Spectrum {
  return { re: new Float64Array(nBins), im: new Float64Array(nBins) };
}
