/**
 * Inverse STFT: the signal whose STFT is nearest to the given frames in the least-squares sense,
 *
 *   x[n] = Σₘ w[n − m·H]·yₘ[n − m·H] / Σₘ w²[n − m·H],     yₘ = inverse DFT of frame m,
 *
 * less the padSamples at either end. Samples that no window covers are 0. It inverts `stft` exactly wherever Σw² > 0.
 * Griffin & Lim, "Signal estimation from modified short-time Fourier transform", IEEE Trans. ASSP 32(2), 1984, eq. 6.
 */
import { EngineError } from '../core/errors.ts';
import { hasFftKernel } from '../native/kernels.ts';
import type { Kernels } from '../native/kernels.ts';
import { kernels } from '../native/loadKernels.ts';
import { maxFftSize, realFft } from './fft.ts';
import { maxHopLength } from './frameReader.ts';
import { requireInteger } from './requireInteger.ts';
import type { ComplexFrames } from './stft.ts';
import { placedWindow, stftFraming } from './stftParams.ts';
import type { StftParams } from './stftParams.ts';
import { firstNotFinite } from './requireFiniteSamples.ts';

/** Below this Σw² the quotient would be rounding noise; the smallest normal float32, as librosa. */
const smallestWindowSum = 2 ** -126;

/**
 * @param frames [nFrames, nBins] with nBins = fftSize/2 + 1, made with the same `params`
 * @param params its `length` is the number of samples wanted, cut or filled with zeros; (nFrames − 1)·H + N − 2p
 * @returns mono, [length]
 * @throws EngineError E_SHAPE: nBins does not fit fftSize, or an array does not fit nFrames; E_PARAM: a parameter, or a
 *   value that is not finite (its frame and bin in the message)
 */
export function istft(
  { re, im, nFrames, nBins }: ComplexFrames,
  params: StftParams & { readonly length?: number | undefined },
): Float32Array {
  const fft = realFft(params.fftSize);
  const window = placedWindow(params);
  const { hopLength: H, padSamples: p } = stftFraming(params);
  requireInteger('hopLength', H, 1, maxHopLength);
  requireInteger('padSamples', p, 0, maxFftSize);
  if (nBins !== fft.nBins || re.length !== nFrames * nBins || im.length !== nFrames * nBins) {
    throw new EngineError(
      'E_SHAPE',
      `[${nFrames}, ${nBins}] frames do not fit fftSize=${fft.size} (${fft.nBins} bins)`,
    );
  }
  for (const half of [re, im]) requireFiniteFrames(half, nBins);
  const length = params.length ?? (nFrames === 0 ? 0 : Math.max(0, (nFrames - 1) * H + fft.size - 2 * p));
  requireInteger('length', length, 0, longestSignal);

  const x = new Float32Array(length);
  const kernel = hasFftKernel(fft.size) ? kernels() : null;
  if (kernel) {
    addBlocks(kernel, { re, im, nFrames, nBins }, { window, hopLength: H, start: -p }, x);
    return x;
  }
  const sum = new OverlapAdd(window, H);
  const frame = new Float64Array(fft.size);
  for (let m = 0; m < nFrames && m * H < length + p; m++) {
    fft.inverse(re, im, frame, m * nBins);
    sum.add(frame);
    sum.shiftInto(x, m * H - p, H);
  }
  sum.shiftInto(x, nFrames * H - p, fft.size);
  return x;
}

/** Half a day at 48 kHz: more is no length but a mistake. */
const longestSignal = 2 ** 31;

function requireFiniteFrames(values: Float32Array, nBins: number): void {
  const i = firstNotFinite(values);
  if (i < 0) return;
  const place = `frame ${Math.floor(i / nBins)}, bin ${i % nBins}`;
  throw new EngineError('E_PARAM', `${place} is ${values[i]}, must be finite`);
}

const blockValues = 2 ** 20;
const vectorFrames = 16;

/** The same by the kernel: blocks of frames are summed alone, then together where they overlap. */
function addBlocks(
  kernel: Kernels,
  { re, im, nFrames, nBins }: ComplexFrames,
  {
    window,
    hopLength: H,
    start,
  }: { readonly window: Float64Array; readonly hopLength: number; readonly start: number },
  x: Float32Array,
): void {
  const N = window.length;
  const gains = Float32Array.from(window);
  const fitting = Math.max(1, Math.floor(blockValues / (vectorFrames * Math.max(nBins, H)))) * vectorFrames;
  const perBlock = Math.max(1, Math.min(nFrames, fitting));
  const sum = new OverlapAdd(window, H, (perBlock - 1) * H + N);
  for (let first = 0; first < nFrames && first * H + start < x.length; first += perBlock) {
    const count = Math.min(perBlock, nFrames - first);
    const part = [first * nBins, (first + count) * nBins] as const;
    const block = new Float64Array((count - 1) * H + N);
    kernel.overlapAdd({ re: re.subarray(...part), im: im.subarray(...part), nFrames: count }, gains, H, block);
    sum.addBlock(block, count);
    const isLast = first + count >= nFrames;
    sum.shiftInto(x, first * H + start, isLast ? block.length : count * H);
  }
}

/** Running sums of w·y and w² over the samples that later frames may still touch. */
class OverlapAdd {
  readonly #window: Float64Array;
  readonly #hopLength: number;
  readonly #signal: Float64Array;
  readonly #weight: Float64Array;

  /** @param span samples that one addition touches */
  constructor(window: Float64Array, hopLength: number, span = window.length) {
    this.#window = window;
    this.#hopLength = hopLength;
    this.#signal = new Float64Array(Math.max(span, hopLength));
    this.#weight = new Float64Array(this.#signal.length);
  }

  add(frame: Float64Array): void {
    const w = this.#window;
    for (let n = 0; n < w.length; n++) this.#signal[n] = this.#signal[n]! + w[n]! * frame[n]!;
    this.#addWeights(0);
  }

  /** Σ w·y of `count` frames that follow each other. */
  addBlock(block: Float64Array, count: number): void {
    for (let n = 0; n < block.length; n++) this.#signal[n] = this.#signal[n]! + block[n]!;
    for (let m = 0; m < count; m++) this.#addWeights(m * this.#hopLength);
  }

  #addWeights(at: number): void {
    const w = this.#window;
    for (let n = 0; n < w.length; n++) this.#weight[at + n] = this.#weight[at + n]! + w[n]! * w[n]!;
  }

  /** Moves the first `count` samples out to x[start …], dropping what falls outside x. */
  shiftInto(x: Float32Array, start: number, count: number): void {
    const last = Math.min(count, this.#signal.length, x.length - start);
    for (let n = Math.max(0, -start); n < last; n++) {
      const weight = this.#weight[n]!;
      x[start + n] = weight > smallestWindowSum ? this.#signal[n]! / weight : 0;
    }
    for (const sums of [this.#signal, this.#weight]) {
      sums.copyWithin(0, count);
      sums.fill(0, Math.max(0, sums.length - count));
    }
  }
}
