/**
 * Time stretching by waveform similarity overlap-add. Output frame k, N samples under a Hann window every N/2, is taken
 * from the input around
 *
 *   p_k = argmax over |p − k·(N/2)/factor| ≤ Δ of ⟨x(p_{k−1} + N/2), x(p)⟩ / ‖x(p)‖
 *
 * x(p) the N samples around p: what continues the previous frame best. Channels move together, judged by their sum.
 * At factor 1 it is the identity. Verhelst & Roelands, "An overlap-add technique based on waveform similarity (WSOLA) for
 * high quality time-scale modification of speech", ICASSP 1993. N = 40 ms, Δ = 10 ms: periods down to 50 Hz find their match.
 */
import { realFft } from '../fft.ts';
import type { RealFft } from '../fft.ts';
import type { SampleSource } from '../sampleSource.ts';
import { makeWindow } from '../window.ts';
import type { FrameMaker } from './frameMaker.ts';
import type { StretchParams } from './stretchParams.ts';

const frameSec = 0.04;
const searchSec = 0.01;

export class Wsola implements FrameMaker {
  readonly frameSize: number;
  readonly hopLength: number;
  readonly #channels: readonly SampleSource[];
  readonly #factor: number;
  readonly #reach: number; // Δ
  readonly #window: Float64Array;
  readonly #similarity: Similarity;
  #place = 0; // p of the last frame

  constructor(channels: readonly SampleSource[], { sampleRateHz, factor }: StretchParams) {
    this.hopLength = Math.max(2, Math.round((frameSec * sampleRateHz) / 2));
    this.frameSize = 2 * this.hopLength;
    this.#reach = Math.max(1, Math.round(searchSec * sampleRateHz));
    this.#channels = channels;
    this.#factor = factor;
    this.#window = makeWindow('hann', this.frameSize);
    this.#similarity = new Similarity(this.frameSize, this.#reach);
  }

  make(k: number, frames: readonly Float64Array[]): void {
    const target = Math.round((k * this.hopLength) / this.#factor);
    this.#place = k > 0 ? this.#bestNear(target, this.#place + this.hopLength) : target;
    this.#channels.forEach((channel, c) => {
      const x = channel.read(this.#place - this.hopLength, this.frameSize);
      for (let n = 0; n < x.length; n++) frames[c]![n] = x[n]! * this.#window[n]!;
    });
  }

  #bestNear(target: number, continuation: number): number {
    if (target === continuation) return target;
    const wanted = this.#sum(continuation - this.hopLength, this.frameSize);
    const around = this.#sum(target - this.hopLength - this.#reach, this.frameSize + 2 * this.#reach);
    return target - this.#reach + this.#similarity.best(wanted, around);
  }

  #sum(start: number, count: number): Float32Array {
    const first = this.#channels[0]!.read(start, count);
    if (this.#channels.length === 1) return first;
    const sum = first.slice();
    for (const channel of this.#channels.slice(1)) channel.read(start, count).forEach((v, n) => (sum[n]! += v));
    return sum;
  }
}

/** Where in a longer stretch a shorter one fits best, by FFT. */
class Similarity {
  readonly #fft: RealFft;
  readonly #frame: Float64Array;
  readonly #spectra: readonly { readonly re: Float64Array; readonly im: Float64Array }[];
  readonly #size: number;
  readonly #nLags: number;

  constructor(size: number, reach: number) {
    this.#size = size;
    this.#nLags = 2 * reach + 1;
    this.#fft = realFft(2 ** Math.ceil(Math.log2(size + 2 * reach)));
    this.#frame = new Float64Array(this.#fft.size);
    const half = () => new Float64Array(this.#fft.nBins);
    this.#spectra = [0, 1].map(() => ({ re: half(), im: half() }));
  }

  /** The lag l in 0 … 2Δ with the greatest Σ a[n]·b[n + l]/‖b[l …]‖; Δ where there is nothing to compare. */
  best(a: Float32Array, b: Float32Array): number {
    const [A, B] = [this.#spectra[0]!, this.#spectra[1]!];
    for (const [x, { re, im }] of [[a, A] as const, [b, B] as const]) {
      this.#frame.fill(0);
      this.#frame.set(x);
      this.#fft.forward(this.#frame, re, im);
    }
    for (let q = 0; q < A.re.length; q++) {
      const re = B.re[q]! * A.re[q]! + B.im[q]! * A.im[q]!;
      B.im[q] = B.im[q]! * A.re[q]! - B.re[q]! * A.im[q]!;
      B.re[q] = re;
    }
    this.#fft.inverse(B.re, B.im, this.#frame);
    let energy = 0;
    for (let n = 0; n < this.#size; n++) energy += b[n]! * b[n]!;
    let best = (this.#nLags - 1) / 2;
    let highest = 0;
    for (let lag = 0; lag < this.#nLags; lag++) {
      const likeness = this.#frame[lag]! / Math.sqrt(Math.max(energy, 1e-12));
      if (likeness > highest * (1 + 1e-9)) {
        highest = likeness;
        best = lag;
      }
      energy += b[lag + this.#size]! ** 2 - b[lag]! ** 2;
    }
    return best;
  }
}
