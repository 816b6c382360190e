/**
 * Time stretching by phase vocoder with identity phase locking. With H = N/4 the output hop, t_k = k·H/factor, X_t the
 * spectrum of the N samples around t under a Hann window, and P(j) the spectral peak whose region holds bin j,
 *
 *   Y_k[j] = X_{t_k}[j]·ρ(P(j)),   ρ(p) = (Y_{k−1}[p]·X*_{t_k − H}[p]) / |…|
 *
 * so a peak's phase moves on from the last output frame as the sound moves over the same H samples, and all bins around
 * it turn with it: vertical coherence stays. Where the power rises by more than `onsetDb` over H samples an attack has
 * begun, and ρ = 1: its shape is kept. Peaks exceed two neighbours on either side; regions meet half way.
 * Channels turn together, by the peaks of their sum. At factor 1 it is the identity.
 * Laroche & Dolson, "Improved phase vocoder time-scale modification of audio", IEEE Trans. SAP 7(3), 1999, IV.
 */
import { realFft } from '../fft.ts';
import type { RealFft } from '../fft.ts';
import type { SampleSource } from '../sampleSource.ts';
import { makeWindow } from '../window.ts';
import type { FrameMaker } from './frameMaker.ts';
import type { StretchParams } from './stretchParams.ts';

const frameSec = 0.05;
const onsetDb = 10;

interface Spectrum {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

export class PhaseVocoder implements FrameMaker {
  readonly frameSize: number;
  readonly hopLength: number;
  readonly #channels: readonly SampleSource[];
  readonly #factor: number;
  readonly #fft: RealFft;
  readonly #window: Float64Array;
  readonly #frame: Float64Array;
  readonly #now: Spectrum;
  readonly #before: Spectrum;
  readonly #last: Spectrum; // Y of the sum
  readonly #turn: Spectrum; // ρ of every bin
  #isFirst = true;

  constructor(channels: readonly SampleSource[], { sampleRateHz, factor }: StretchParams) {
    this.frameSize = Math.max(64, 2 ** Math.round(Math.log2(frameSec * sampleRateHz)));
    this.hopLength = this.frameSize / 4;
    this.#channels = channels;
    this.#factor = factor;
    this.#fft = realFft(this.frameSize);
    this.#window = makeWindow('hann', this.frameSize);
    this.#frame = new Float64Array(this.frameSize);
    const spectrum = () => ({ re: new Float64Array(this.#fft.nBins), im: new Float64Array(this.#fft.nBins) });
    this.#now = spectrum();
    this.#before = spectrum();
    this.#last = spectrum();
    this.#turn = spectrum();
  }

  make(k: number, frames: readonly Float64Array[]): void {
    const at = Math.round((k * this.hopLength) / this.#factor);
    this.#transform(this.#channels, at, this.#now);
    this.#transform(this.#channels, at - this.hopLength, this.#before);
    this.#findTurns();
    turned(this.#now, this.#turn, this.#last);
    const spectrum = { re: new Float64Array(this.#fft.nBins), im: new Float64Array(this.#fft.nBins) };
    this.#channels.forEach((channel, c) => {
      this.#transform([channel], at, spectrum);
      turned(spectrum, this.#turn, spectrum);
      const frame = frames[c]!;
      this.#fft.inverse(spectrum.re, spectrum.im, frame);
      for (let n = 0; n < frame.length; n++) frame[n] = (frame[n]! * this.#window[n]!) / 1.5; // Σ hann² at N/4
    });
  }

  /** The sum of the channels around sample `at`. */
  #transform(channels: readonly SampleSource[], at: number, { re, im }: Spectrum): void {
    this.#frame.fill(0);
    for (const channel of channels) {
      const x = channel.read(at - this.frameSize / 2, this.frameSize);
      for (let n = 0; n < x.length; n++) this.#frame[n] = this.#frame[n]! + x[n]! * this.#window[n]!;
    }
    this.#fft.forward(this.#frame, re, im);
  }

  #findTurns(): void {
    const { re, im } = this.#turn;
    const power = powers(this.#now);
    const rise = sum(power) / Math.max(sum(powers(this.#before)), 1e-30);
    if (this.#isFirst || rise > 10 ** (onsetDb / 10)) {
      this.#isFirst = false;
      re.fill(1);
      im.fill(0);
      return;
    }
    const peaks = peaksOf(power);
    peaks.forEach((p, i) => {
      const turnRe = this.#last.re[p]! * this.#before.re[p]! + this.#last.im[p]! * this.#before.im[p]!;
      const turnIm = this.#last.im[p]! * this.#before.re[p]! - this.#last.re[p]! * this.#before.im[p]!;
      const size = Math.hypot(turnRe, turnIm);
      const from = i === 0 ? 0 : Math.ceil((peaks[i - 1]! + p) / 2);
      const to = i === peaks.length - 1 ? re.length : Math.ceil((p + peaks[i + 1]!) / 2);
      re.fill(size > 1e-30 ? turnRe / size : 1, from, to);
      im.fill(size > 1e-30 ? turnIm / size : 0, from, to);
    });
  }
}

function turned(x: Spectrum, turn: Spectrum, out: Spectrum): void {
  for (let q = 0; q < x.re.length; q++) {
    const re = x.re[q]! * turn.re[q]! - x.im[q]! * turn.im[q]!;
    out.im[q] = x.re[q]! * turn.im[q]! + x.im[q]! * turn.re[q]!;
    out.re[q] = re;
  }
}

function powers({ re, im }: Spectrum): Float64Array {
  return re.map((value, q) => value * value + im[q]! * im[q]!);
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function peaksOf(power: Float64Array): number[] {
  const peaks: number[] = [];
  for (let q = 0; q < power.length; q++) {
    const value = power[q]!;
    const isPeak = [q - 2, q - 1, q + 1, q + 2].every((j) => (power[j] ?? -1) < value);
    if (isPeak) peaks.push(q);
  }
  return peaks.length > 0 ? peaks : [0];
}
