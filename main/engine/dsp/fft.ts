/**
 * Discrete Fourier transforms of one size, unscaled forward and 1/N inverse, float64 inside:
 *
 *   X[k] = Σₙ x[n]·exp(−2πi·k·n/N)        x[n] = (1/N)·Σₖ X[k]·exp(+2πi·k·n/N)
 *
 * Sizes with prime factors up to 13 run as mixed-radix Stockham passes, others by Bluestein (fftKernel.ts).
 * Plans hold work buffers and are cached by size; a plan's calls do not overlap because they are synchronous.
 * Real transforms of even N use one complex transform of N/2: Cooley, Lewis & Welch, "The fast Fourier transform
 * algorithm: programming considerations …", J. Sound Vib. 12(3), 1970.
 */
import { makeKernel } from './fftKernel.ts';
import type { FftKernel } from './fftKernel.ts';
import { requireInteger } from './requireInteger.ts';
import { EngineError } from '../core/errors.ts';

export const maxFftSize = 2 ** 20;

type Samples = Float32Array | Float64Array;

/** Complex transform in place on split arrays [size]. */
export class ComplexFft {
  readonly size: number;
  readonly #kernel: FftKernel;

  constructor(size: number) {
    requireInteger('fftSize', size, 1, maxFftSize);
    this.size = size;
    this.#kernel = makeKernel(size);
  }

  forward(re: Float64Array, im: Float64Array): void {
    this.#transform(re, im);
  }

  inverse(re: Float64Array, im: Float64Array): void {
    this.#transform(im, re);
    const scale = 1 / this.size;
    for (let n = 0; n < this.size; n++) {
      re[n] = re[n]! * scale;
      im[n] = im[n]! * scale;
    }
  }

  #transform(re: Float64Array, im: Float64Array): void {
    requireLength('re', re, this.size);
    requireLength('im', im, this.size);
    const kernel = this.#kernel;
    kernel.inRe.set(re);
    kernel.inIm.set(im);
    kernel.execute();
    re.set(kernel.outRe);
    im.set(kernel.outIm);
  }
}

/** Real transform of even size: [size] real samples ↔ [nBins] = size/2 + 1 complex bins, k·sampleRateHz/size Hz each. */
export class RealFft {
  readonly size: number;
  readonly nBins: number;
  readonly #kernel: FftKernel;
  readonly #cos: Float64Array; // cos(2πk/N)/2, k = 0 … N/4
  readonly #sin: Float64Array;

  constructor(size: number) {
    requireInteger('fftSize', size, 2, maxFftSize);
    if (size % 2 !== 0) throw new EngineError('E_PARAM', `fftSize=${size} must be even`);
    this.size = size;
    this.nBins = size / 2 + 1;
    this.#kernel = makeKernel(size / 2);
    const n = Math.floor(size / 4) + 1;
    this.#cos = Float64Array.from({ length: n }, (_, k) => Math.cos((2 * Math.PI * k) / size) / 2);
    this.#sin = Float64Array.from({ length: n }, (_, k) => Math.sin((2 * Math.PI * k) / size) / 2);
  }

  /** Transforms `frame` [size]; bin k goes to re[offset + k], im[offset + k]. */
  forward(frame: Float64Array, re: Samples, im: Samples, offset = 0): void {
    requireRoom('re', re, offset + this.nBins);
    requireRoom('im', im, offset + this.nBins);
    this.#load(frame);
    const { outRe, outIm } = this.#kernel;
    const h = this.size / 2;
    re[offset] = outRe[0]! + outIm[0]!;
    im[offset] = 0;
    re[offset + h] = outRe[0]! - outIm[0]!;
    im[offset + h] = 0;
    for (let k = 1, j = h - 1; k <= j; k++, j--) {
      const evenRe = 0.5 * (outRe[k]! + outRe[j]!);
      const evenIm = 0.5 * (outIm[k]! - outIm[j]!);
      const dr = outRe[k]! - outRe[j]!;
      const di = outIm[k]! + outIm[j]!;
      const c = this.#cos[k]!;
      const s = this.#sin[k]!;
      const oddRe = c * di - s * dr;
      const oddIm = -(c * dr + s * di);
      re[offset + k] = evenRe + oddRe;
      im[offset + k] = evenIm + oddIm;
      re[offset + j] = evenRe - oddRe;
      im[offset + j] = oddIm - evenIm;
    }
  }

  /** |X[k]|² of `frame` [size] into power[0 … nBins−1]. */
  power(frame: Float64Array, power: Samples): void {
    requireRoom('power', power, this.nBins);
    this.#load(frame);
    const { outRe, outIm } = this.#kernel;
    const cos = this.#cos;
    const sin = this.#sin;
    const h = this.size / 2;
    power[0] = (outRe[0]! + outIm[0]!) ** 2;
    power[h] = (outRe[0]! - outIm[0]!) ** 2;
    for (let k = 1, j = h - 1; k <= j; k++, j--) {
      const evenRe = 0.5 * (outRe[k]! + outRe[j]!);
      const evenIm = 0.5 * (outIm[k]! - outIm[j]!);
      const dr = outRe[k]! - outRe[j]!;
      const di = outIm[k]! + outIm[j]!;
      const oddRe = cos[k]! * di - sin[k]! * dr;
      const oddIm = cos[k]! * dr + sin[k]! * di;
      const pr = evenRe + oddRe;
      const pi = evenIm - oddIm;
      const nr = evenRe - oddRe;
      const ni = evenIm + oddIm;
      power[k] = pr * pr + pi * pi;
      power[j] = nr * nr + ni * ni;
    }
  }

  /** The real signal of a half spectrum read at `offset`, with the 1/N scale; im of the first and last bin is ignored. */
  inverse(re: Samples, im: Samples, frame: Float64Array, offset = 0): void {
    requireRoom('re', re, offset + this.nBins);
    requireRoom('im', im, offset + this.nBins);
    requireLength('frame', frame, this.size);
    const { inRe, inIm, outRe, outIm } = this.#kernel;
    const h = this.size / 2;
    // The kernel runs forward with re and im exchanged: that is the inverse.
    inIm[0] = 0.5 * (re[offset]! + re[offset + h]!);
    inRe[0] = 0.5 * (re[offset]! - re[offset + h]!);
    for (let k = 1, j = h - 1; k <= j; k++, j--) {
      const evenRe = 0.5 * (re[offset + k]! + re[offset + j]!);
      const evenIm = 0.5 * (im[offset + k]! - im[offset + j]!);
      const dr = re[offset + k]! - re[offset + j]!;
      const di = im[offset + k]! + im[offset + j]!;
      const c = this.#cos[k]!;
      const s = this.#sin[k]!;
      const oddRe = c * dr - s * di;
      const oddIm = c * di + s * dr;
      inIm[k] = evenRe - oddIm;
      inRe[k] = evenIm + oddRe;
      inIm[j] = evenRe + oddIm;
      inRe[j] = oddRe - evenIm;
    }
    this.#kernel.execute();
    const scale = 1 / h;
    for (let n = 0; n < h; n++) {
      frame[2 * n] = outIm[n]! * scale;
      frame[2 * n + 1] = outRe[n]! * scale;
    }
  }

  #load(frame: Float64Array): void {
    requireLength('frame', frame, this.size);
    const { inRe, inIm } = this.#kernel;
    for (let n = 0; n < inRe.length; n++) {
      inRe[n] = frame[2 * n]!;
      inIm[n] = frame[2 * n + 1]!;
    }
    this.#kernel.execute();
  }
}

function requireLength(name: string, array: Float64Array, length: number): void {
  if (array.length !== length)
    throw new EngineError('E_SHAPE', `${name} has ${array.length} values, must have ${length}`);
}

function requireRoom(name: string, array: Samples, length: number): void {
  if (array.length < length)
    throw new EngineError('E_SHAPE', `${name} has ${array.length} values, must have at least ${length}`);
}

const complexPlans = new Map<number, ComplexFft>();
const realPlans = new Map<number, RealFft>();

/** @throws EngineError E_PARAM: size is not an integer from 1 to 2²⁰ */
export function complexFft(size: number): ComplexFft {
  return cached(complexPlans, size, () => new ComplexFft(size));
}

/** @throws EngineError E_PARAM: size is not an even integer from 2 to 2²⁰ */
export function realFft(size: number): RealFft {
  return cached(realPlans, size, () => new RealFft(size));
}

/** A session uses a handful of sizes; a sweep over many must not keep them all. */
const maxCachedPlans = 16;

function cached<Plan>(plans: Map<number, Plan>, size: number, make: () => Plan): Plan {
  const plan = plans.get(size) ?? make();
  plans.delete(size);
  plans.set(size, plan);
  if (plans.size > maxCachedPlans) plans.delete(plans.keys().next().value!);
  return plan;
}
