/**
 * Short-time Fourier transform of a real signal:
 *
 *   X[m, k] = Σₙ w[n] · x̃[m·H + n − p] · exp(−2πi·k·n/N),   n = 0 … N−1,  k = 0 … N/2
 *
 * N = fftSize, H = hopLength, w the window placed in the middle of N, p = padSamples (N/2 when centred, 0 for
 * pad `none`), x̃ the padded signal (frameReader.ts). No scaling: a full-scale sine on a bin centre gives |X| = Σw/2.
 * These are librosa's conventions; SciPy's `stft` is this with pad `constant`, divided by Σw (scaling 'spectrum').
 * Where a kernel of native/ has the size, X is computed in float32: within 1e-6 of the frame's largest magnitude.
 * Allen & Rabiner, "A unified approach to short-time Fourier analysis and synthesis", Proc. IEEE 65(11), 1977.
 */
import { EngineError, throwIfAborted } from '../core/errors.ts';
import type { WorkOptions } from '../core/progress.ts';
import { hasFftKernel } from '../native/kernels.ts';
import type { Kernels } from '../native/kernels.ts';
import { kernels } from '../native/loadKernels.ts';
import { amplitudeToDb } from './decibel.ts';
import { realFft } from './fft.ts';
import { frameBlocks } from './frameBlocks.ts';
import { FrameReader } from './frameReader.ts';
import { toSource } from './sampleSource.ts';
import type { Signal } from './sampleSource.ts';
import { placedWindow, stftFraming } from './stftParams.ts';
import type { StftParams } from './stftParams.ts';
import { requireAbove } from './requireInteger.ts';

/** Row-major [nFrames, nBins]: bin k of frame m is at m·nBins + k and lies at k·sampleRateHz/N Hz. */
export interface ComplexFrames {
  readonly re: Float32Array;
  readonly im: Float32Array;
  readonly nFrames: number; // 1 + ⌊(nSamples + 2p − N)/H⌋, ⌈⌉ with padEnd
  readonly nBins: number; // N/2 + 1
}

export interface StftFrame {
  readonly index: number; // m
  readonly re: Float64Array; // [nBins], reused by the next frame
  readonly im: Float64Array;
}

/** @throws EngineError E_PARAM, E_SHAPE as `stft` */
export function countStftFrames(nSamples: number, params: StftParams): number {
  return new FrameReader({ nSamples, read: (_, count) => new Float32Array(count) }, stftFraming(params)).nFrames;
}

/** The frames one by one, in memory independent of the signal's length. @throws EngineError E_PARAM, E_SHAPE as `stft` */
export function* stftFrames(signal: Signal, params: StftParams): Generator<StftFrame, void, undefined> {
  const kernel = hasFftKernel(params.fftSize) ? kernels() : null;
  yield* kernel ? kernelFrames(kernel, signal, params) : referenceFrames(signal, params);
}

function* referenceFrames(signal: Signal, params: StftParams): Generator<StftFrame, void, undefined> {
  const window = placedWindow(params);
  const fft = realFft(params.fftSize);
  const reader = new FrameReader(toSource(signal), stftFraming(params));
  const frame = new Float64Array(fft.size);
  const re = new Float64Array(fft.nBins);
  const im = new Float64Array(fft.nBins);
  for (let index = 0; index < reader.nFrames; index++) {
    reader.readWindowed(index, window, frame);
    fft.forward(frame, re, im);
    yield { index, re, im };
  }
}

function* kernelFrames(kernel: Kernels, signal: Signal, params: StftParams): Generator<StftFrame, void, undefined> {
  const nBins = params.fftSize / 2 + 1;
  const re = new Float64Array(nBins);
  const im = new Float64Array(nBins);
  for (const block of blocksOf(signal, params)) {
    const blockRe = new Float32Array(block.nFrames * nBins);
    const blockIm = new Float32Array(block.nFrames * nBins);
    kernel.stft(block, blockRe, blockIm);
    for (let m = 0; m < block.nFrames; m++) {
      re.set(blockRe.subarray(m * nBins, (m + 1) * nBins));
      im.set(blockIm.subarray(m * nBins, (m + 1) * nBins));
      yield { index: block.first + m, re, im };
    }
  }
}

function blocksOf(signal: Signal, params: StftParams) {
  const source = toSource(signal);
  const nFrames = countStftFrames(source.nSamples, params);
  return frameBlocks(source, stftFraming(params), Float32Array.from(placedWindow(params)), nFrames);
}

/**
 * @param signal mono, full scale ±1
 * @throws EngineError E_PARAM: bad fftSize, hopLength, winLength or window, a sample that is not finite (its index in
 *   the message); E_SHAPE: the signal holds no frame, or a window array is not [winLength]; E_ABORTED
 */
export function stft(
  signal: Signal,
  params: StftParams,
  { signal: abort, onProgress }: WorkOptions = {},
): ComplexFrames {
  const nFrames = countStftFrames(toSource(signal).nSamples, params);
  const nBins = params.fftSize / 2 + 1;
  const re = new Float32Array(nFrames * nBins);
  const im = new Float32Array(nFrames * nBins);
  const advance = (done: number) => {
    throwIfAborted(abort);
    onProgress?.({ done, total: nFrames, unit: 'frames' });
  };
  const kernel = hasFftKernel(params.fftSize) ? kernels() : null;
  if (kernel) {
    for (const block of blocksOf(signal, params)) {
      const part = [block.first * nBins, (block.first + block.nFrames) * nBins] as const;
      advance(block.first);
      kernel.stft(block, re.subarray(...part), im.subarray(...part));
    }
    return { re, im, nFrames, nBins };
  }
  for (const frame of referenceFrames(signal, params)) {
    re.set(frame.re, frame.index * nBins);
    im.set(frame.im, frame.index * nBins);
    if (frame.index % 1024 === 0) advance(frame.index);
  }
  return { re, im, nFrames, nBins };
}

export interface SpectrumBlock {
  readonly first: number; // frame
  readonly nFrames: number;
  readonly values: Float32Array; // [nFrames, nBins], reused by the next block
}

/**
 * |X| or |X|² of a signal of any length, many frames at a time, in memory independent of that length.
 * @throws EngineError as `stft`
 */
export function* spectrumBlocks(
  signal: Signal,
  params: StftParams,
  output: 'magnitude' | 'power',
): Generator<SpectrumBlock, void, undefined> {
  stftFraming(params); // refuses a size before there is memory for it
  const nBins = params.fftSize / 2 + 1;
  const kernel = hasFftKernel(params.fftSize) ? kernels() : null;
  let memory = new Float32Array(nBins);
  if (!kernel) {
    for (const { index, re, im } of referenceFrames(signal, params)) {
      for (let k = 0; k < nBins; k++) {
        const power = re[k]! * re[k]! + im[k]! * im[k]!;
        memory[k] = output === 'power' ? power : Math.sqrt(power);
      }
      yield { first: index, nFrames: 1, values: memory };
    }
    return;
  }
  for (const block of blocksOf(signal, params)) {
    const { first, nFrames } = block;
    if (memory.length < nFrames * nBins) memory = new Float32Array(nFrames * nBins);
    const values = memory.subarray(0, nFrames * nBins);
    kernel.stftLevels(block, output, values);
    yield { first, nFrames, values };
  }
}

/**
 * `stftLevels` of `stft` without the complex frames between: the fast way to |X| or |X|² of a long signal.
 * @throws EngineError as `stft`
 */
export function stftSpectra(
  signal: Signal,
  params: StftParams,
  output: 'magnitude' | 'power',
  work: WorkOptions = {},
): { readonly values: Float32Array; readonly nFrames: number; readonly nBins: number } {
  const kernel = hasFftKernel(params.fftSize) ? kernels() : null;
  if (!kernel) {
    const frames = stft(signal, params, work);
    return { values: stftLevels(frames, output), nFrames: frames.nFrames, nBins: frames.nBins };
  }
  const nBins = params.fftSize / 2 + 1;
  const nFrames = countStftFrames(toSource(signal).nSamples, params);
  const values = new Float32Array(nFrames * nBins);
  for (const block of blocksOf(signal, params)) {
    throwIfAborted(work.signal);
    work.onProgress?.({ done: block.first, total: nFrames, unit: 'frames' });
    kernel.stftLevels(block, output, values.subarray(block.first * nBins, (block.first + block.nFrames) * nBins));
  }
  return { values, nFrames, nBins };
}

export type StftOutput = 'magnitude' | 'power' | 'db';

/**
 * |X|, |X|² or 20·log₁₀(max(|X|, floor)/reference) of every bin, [nFrames, nBins].
 * `reference` and `floor` are magnitudes: 1 and 1e-10 (−200 dB) unless given.
 * @throws EngineError E_SHAPE: re and im differ in length; E_PARAM: reference or floor not > 0
 */
export function stftLevels(
  { re, im }: ComplexFrames,
  output: StftOutput,
  { reference = 1, floor = 1e-10 }: { reference?: number | undefined; floor?: number | undefined } = {},
): Float32Array {
  if (im.length !== re.length)
    throw new EngineError('E_SHAPE', `re has ${re.length} values and im ${im.length}, must have as many`);
  requireAbove('reference', reference, 0);
  requireAbove('floor', floor, 0);
  const out = new Float32Array(re.length);
  for (let i = 0; i < out.length; i++) {
    const power = re[i]! * re[i]! + im[i]! * im[i]!;
    if (output === 'power') out[i] = power;
    else if (output === 'magnitude') out[i] = Math.sqrt(power);
    else out[i] = amplitudeToDb(Math.sqrt(power), reference, floor);
  }
  return out;
}
