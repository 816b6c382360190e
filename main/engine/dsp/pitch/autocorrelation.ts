/**
 * Short-term autocorrelation of a windowed frame, freed from the window's own shape:
 *
 *   a[n] = (x[n] − μ)·w[n]        r[k] = (Σₙ a[n]·a[n+k] / Σₙ a[n]²) / (Σₙ w[n]·w[n+k] / Σₙ w[n]²)
 *
 * w is a Hanning window, or (very accurate) a Gaussian exp(−48·(n/N)²) of twice the length, brought to 0 at its edges.
 * By the Wiener–Khinchin theorem: the inverse transform of |A|². Boersma 1993, steps 3.1–3.11 and the postscript.
 */
import { realFft, type RealFft } from '../fft.ts';
import { localMean, localPeak, type Correlator, type FrameSite } from './correlator.ts';
import type { PitchGeometry } from './pitchGeometry.ts';

export function pitchWindow(nWindow: number, gaussian: boolean): Float64Array {
  const edge = Math.exp(-12);
  return Float64Array.from({ length: nWindow }, (_, n) => {
    const u = (n + 1) / (nWindow + 1);
    return gaussian ? (Math.exp(-48 * (u - 0.5) ** 2) - edge) / (1 - edge) : 0.5 - 0.5 * Math.cos(2 * Math.PI * u);
  });
}

/** A size for which lags up to nLags do not wrap around. */
export function correlationFftSize({ nWindow, nLags }: PitchGeometry): number {
  return 2 ** Math.ceil(Math.log2(nWindow + nLags + 1));
}

export class Autocorrelator implements Correlator {
  readonly #geometry: PitchGeometry;
  readonly window: Float64Array;
  readonly inverseWindowR: Float64Array; // 1/r_w[k]
  readonly #fft: RealFft;
  readonly #frame: Float64Array;
  readonly #power: Float64Array;
  readonly #zero: Float64Array;

  constructor(geometry: PitchGeometry, gaussian: boolean) {
    const { nWindow, nLags } = geometry;
    this.#geometry = geometry;
    this.window = pitchWindow(nWindow, gaussian);
    this.#fft = realFft(correlationFftSize(geometry));
    this.#frame = new Float64Array(this.#fft.size);
    this.#power = new Float64Array(this.#fft.nBins);
    this.#zero = new Float64Array(this.#fft.nBins);
    this.#frame.set(this.window);
    this.#transform();
    this.inverseWindowR = Float64Array.from({ length: nLags + 1 }, (_, k) => this.#frame[0]! / this.#frame[k]!);
  }

  correlate(x: Float32Array, site: FrameSite, r: Float64Array): number {
    const { nWindow, nPeriod, nLags } = this.#geometry;
    const frame = this.#frame;
    const mean = localMean(x, site, nPeriod);
    const start = site.left + 1 - nWindow / 2;
    for (let n = 0; n < nWindow; n++) frame[n] = (x[start + n]! - mean) * this.window[n]!;
    frame.fill(0, nWindow);
    const peak = localPeak(frame, nWindow, nPeriod);
    if (peak === 0) {
      r.fill(0);
      r[nLags] = 1;
      return 0;
    }
    this.#transform();
    const energy = frame[0]!;
    for (let k = 0; k <= nLags; k++) {
      r[nLags + k] = r[nLags - k] = (frame[k]! / energy) * this.inverseWindowR[k]!;
    }
    return peak;
  }

  /** The frame becomes its circular autocorrelation. */
  #transform(): void {
    this.#fft.power(this.#frame, this.#power);
    this.#fft.inverse(this.#power, this.#zero, this.#frame);
  }
}
