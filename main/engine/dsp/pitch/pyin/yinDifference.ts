/**
 * The cumulative mean normalised difference of a frame y[0 … N−1]:
 *
 *   d(k) = 2·(a(0) − a(k)) − Σ_{m<k} y[m]²,   a(k) = Σₘ y[m]·y[m+k]        d′(k) = d(k) / ((1/k)·Σ_{j=1}^{k} d(j))
 *
 * A trough of d′ near 0 lies at a period. de Cheveigné & Kawahara, "YIN, a fundamental frequency estimator for speech
 * and music", JASA 111(4), 2002, steps 2 and 3, in librosa's form of d.
 */
import { realFft, type RealFft } from '../../fft.ts';

export class YinDifference {
  readonly #frameLength: number;
  readonly #maxPeriod: number;
  readonly #fft: RealFft;
  readonly #frame: Float64Array;
  readonly #power: Float64Array;
  readonly #zero: Float64Array;

  constructor(frameLength: number, maxPeriod: number) {
    this.#frameLength = frameLength;
    this.#maxPeriod = maxPeriod;
    this.#fft = realFft(2 ** Math.ceil(Math.log2(frameLength + maxPeriod + 1)));
    this.#frame = new Float64Array(this.#fft.size);
    this.#power = new Float64Array(this.#fft.nBins);
    this.#zero = new Float64Array(this.#fft.nBins);
  }

  /** @param y [frameLength]; @param out d′(minPeriod … maxPeriod), [maxPeriod − minPeriod + 1] */
  compute(y: Float32Array, minPeriod: number, out: Float64Array): void {
    const frame = this.#frame.fill(0);
    frame.set(y.subarray(0, this.#frameLength));
    this.#fft.power(frame, this.#power);
    this.#fft.inverse(this.#power, this.#zero, frame);
    let energy = 0;
    let sum = 0;
    for (let k = 1; k <= this.#maxPeriod; k++) {
      energy += y[k - 1]! ** 2;
      const difference = 2 * (frame[0]! - frame[k]!) - energy;
      sum += difference;
      if (k >= minPeriod) out[k - minPeriod] = difference / (sum / k + Number.MIN_VALUE);
    }
  }
}
