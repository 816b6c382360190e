/**
 * True peak: the largest magnitude between the samples, found on the signal interpolated R times,
 *
 *   y[Rn + p] = Σᵢ x[n − i]·h[Ri + p],   h a Kaiser-windowed sinc of 24 taps a phase,
 *
 * R = 4 below 96 kHz, 2 below 192 kHz, 1 above. The interpolator is flat to 0.05 dB up to 0.4 fs.
 * ITU-R BS.1770-4, annex 2.
 */
import { besselI0 } from './besselI0.ts';
import { requireAbove } from './requireInteger.ts';

const tapsPerPhase = 24;
const kaiserBeta = 8;

export class TruePeakMeter {
  readonly #phases: readonly Float64Array[]; // of the interpolated samples only: the others are the samples themselves
  readonly #history = new Float64Array(2 * tapsPerPhase); // twice, so that a window is always contiguous
  #at = 0;
  #peak = 0;

  /** @throws EngineError E_PARAM: sampleRateHz not > 0 */
  constructor(sampleRateHz: number) {
    requireAbove('sampleRateHz', sampleRateHz, 0);
    const ratio = sampleRateHz < 96_000 ? 4 : sampleRateHz < 192_000 ? 2 : 1;
    this.#phases = Array.from({ length: ratio - 1 }, (_, p) => interpolator((p + 1) / ratio));
  }

  /** Largest magnitude so far, linear. */
  get peak(): number {
    return this.#peak;
  }

  add(x: Float32Array): void {
    const history = this.#history;
    let peak = this.#peak;
    for (const sample of x) {
      const v = Number.isFinite(sample) ? sample : 0;
      history[this.#at] = history[this.#at + tapsPerPhase] = v;
      this.#at = (this.#at + 1) % tapsPerPhase;
      if (Math.abs(v) > peak) peak = Math.abs(v);
      for (const taps of this.#phases) {
        let y = 0;
        for (let i = 0; i < tapsPerPhase; i++) y += taps[i]! * history[this.#at + i]!;
        if (Math.abs(y) > peak) peak = Math.abs(y);
      }
    }
    this.#peak = peak;
  }

  /** Lets the last samples pass through the interpolator. */
  finish(): void {
    this.add(new Float32Array(tapsPerPhase));
  }
}

/** Taps that give the value `fraction` of a sample after the middle of the window, oldest sample first. */
function interpolator(fraction: number): Float64Array {
  const half = tapsPerPhase / 2;
  const taps = Float64Array.from({ length: tapsPerPhase }, (_, i) => {
    const t = half - 1 + fraction - i;
    const sinc = t === 0 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t);
    const edge = Math.max(0, 1 - (t / half) ** 2);
    return (sinc * besselI0(kaiserBeta * Math.sqrt(edge))) / besselI0(kaiserBeta);
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}
