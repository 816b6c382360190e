/**
 * Mel spectrogram: M[m, i] = log(max(floor, Σₖ H[i, k]·(|X[m, k]|² + ε)^(power/2)))
 *
 * X as in stft.ts, H the filters of melFilterbank.ts, ε = powerOffset. log: `none`, `ln`, `log10`, or `db`
 * (10·log₁₀ of a power, 20·log₁₀ of a magnitude). Finish `whisper` then applies max(M, max M − 8) and (M + 4)/4 over
 * the whole result. Where a kernel of native/ has the size, it computes M (in float32 for Whisper).
 */
import { throwIfAborted } from '../core/errors.ts';
import type { WorkOptions } from '../core/progress.ts';
import { hasFftKernel } from '../native/kernels.ts';
import type { KernelFilters, KernelMelLevels, Kernels } from '../native/kernels.ts';
import { kernels } from '../native/loadKernels.ts';
import { realFft } from './fft.ts';
import { frameBlocks } from './frameBlocks.ts';
import { FrameReader } from './frameReader.ts';
import { maxBands, melFilters } from './melFilterbank.ts';
import type { MelFilter, MelFilterbankParams } from './melFilterbank.ts';
import { toSource } from './sampleSource.ts';
import type { Signal } from './sampleSource.ts';
import { placedWindow, stftFraming } from './stftParams.ts';
import type { StftParams } from './stftParams.ts';
import { requireAbove, requireInteger, requireWithin } from './requireInteger.ts';

export type MelLog = 'none' | 'ln' | 'log10' | 'db';

export interface MelParams extends StftParams, MelFilterbankParams {
  readonly fftSize: number;
  readonly power?: 1 | 2 | undefined; // 2
  readonly log?: MelLog | undefined; // none
  readonly floor?: number | undefined; // > 0; 1e-5 for ln, 1e-10 for log10 and db; unused for none
  readonly powerOffset?: number | undefined; // ε ≥ 0; 0
  readonly dropLastFrame?: boolean | undefined; // false
  readonly finish?: 'none' | 'whisper' | undefined; // none
}

/** Row-major [nFrames, nMels]. */
export interface MelFrames {
  readonly values: Float32Array;
  readonly nFrames: number;
  readonly nMels: number;
}

export interface MelFrame {
  readonly index: number; // m
  readonly values: Float64Array; // [nMels], before `finish`; reused by the next frame
}

/** @throws EngineError E_PARAM, E_SHAPE as `stft` */
export function countMelFrames(nSamples: number, params: MelParams): number {
  requireInteger('nMels', params.nMels, 1, maxBands);
  const silence = { nSamples, read: (_: number, count: number) => new Float32Array(count) };
  return new FrameReader(silence, stftFraming(params)).nFrames - (params.dropLastFrame === true ? 1 : 0);
}

/** The frames one by one without the finish, in memory independent of the signal's length. @throws as `melSpectrogram` */
export function* melFrames(signal: Signal, params: MelParams): Generator<MelFrame, void, undefined> {
  requireInteger('nMels', params.nMels, 1, maxBands);
  const kernel = melKernel(params);
  yield* kernel ? kernelFrames(kernel, signal, params) : referenceFrames(signal, params);
}

function* kernelFrames(kernel: Kernels, signal: Signal, params: MelParams): Generator<MelFrame, void, undefined> {
  const { nMels } = params;
  const values = new Float64Array(nMels);
  const out = (_: number, count: number) => new Float32Array(count * nMels);
  for (const block of melBlocks(kernel, signal, params, out)) {
    for (let m = 0; m < block.nFrames; m++) {
      values.set(block.values.subarray(m * nMels, (m + 1) * nMels));
      yield { index: block.first + m, values };
    }
  }
}

function* referenceFrames(signal: Signal, params: MelParams): Generator<MelFrame, void, undefined> {
  const source = toSource(signal);
  const nFrames = countMelFrames(source.nSamples, params);
  const window = placedWindow(params);
  const filters = melFilters(params);
  const level = levelOf(params);
  const fft = realFft(params.fftSize);
  const reader = new FrameReader(source, stftFraming(params));
  const frame = new Float64Array(fft.size);
  const spectrum = new Float64Array(fft.nBins);
  const values = new Float64Array(params.nMels);
  const { power = 2, powerOffset = 0 } = params;
  for (let index = 0; index < nFrames; index++) {
    reader.readWindowed(index, window, frame);
    fft.power(frame, spectrum);
    if (power === 1) {
      for (let k = 0; k < spectrum.length; k++) spectrum[k] = Math.sqrt(spectrum[k]! + powerOffset);
    } else if (powerOffset > 0) {
      for (let k = 0; k < spectrum.length; k++) spectrum[k] = spectrum[k]! + powerOffset;
    }
    for (let i = 0; i < values.length; i++) values[i] = level(applyFilter(filters[i]!, spectrum));
    yield { index, values };
  }
}

/**
 * @param signal mono at params.sampleRateHz, full scale ±1
 * @throws EngineError E_PARAM: a bad parameter, or a sample that is not finite; E_SHAPE: the signal holds no frame; E_ABORTED
 */
export function melSpectrogram(signal: Signal, params: MelParams, work: WorkOptions = {}): MelFrames {
  const { nMels } = params;
  const nFrames = countMelFrames(toSource(signal).nSamples, params);
  const values = new Float32Array(nFrames * nMels);
  const advance = (done: number) => {
    throwIfAborted(work.signal);
    work.onProgress?.({ done, total: nFrames, unit: 'frames' });
  };
  const kernel = melKernel(params);
  if (kernel) {
    const out = (first: number, count: number) => values.subarray(first * nMels, (first + count) * nMels);
    for (const block of melBlocks(kernel, signal, params, out)) advance(block.first + block.nFrames);
  } else {
    for (const frame of referenceFrames(signal, params)) {
      values.set(frame.values, frame.index * nMels);
      if (frame.index % 1024 === 0) advance(frame.index);
    }
  }
  if (params.finish === 'whisper') finishWhisper(values);
  return { values, nFrames, nMels };
}

/**
 * Whisper's dynamic range, in place: log10 levels below the greatest less 8 are raised to it, then (x + 4)/4.
 * What is no number becomes the lowest. openai/whisper, whisper/audio.py, log_mel_spectrogram.
 */
export function finishWhisper(logMel: Float32Array): void {
  const kernel = kernels();
  if (kernel?.kind === 'addon') {
    kernel.limitRange(logMel, 8, 4, 4);
    return;
  }
  let max = -Infinity;
  for (const value of logMel) if (value > max) max = value;
  const floor = max - 8;
  for (let i = 0; i < logMel.length; i++) logMel[i] = ((logMel[i]! > floor ? logMel[i]! : floor) + 4) / 4;
}

function applyFilter({ firstBin, weights }: MelFilter, spectrum: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < weights.length; j++) sum += weights[j]! * spectrum[firstBin + j]!;
  return sum;
}

/** The least value before the logarithm. @throws EngineError E_PARAM: floor is not a finite number > 0 */
export function melFloor({ log, floor }: Pick<MelParams, 'log' | 'floor'>): number {
  const lowest = floor ?? (log === 'ln' ? 1e-5 : 1e-10);
  requireAbove('floor', lowest, 0);
  return lowest;
}

function levelOf(params: MelParams): (value: number) => number {
  const { log = 'none', power = 2 } = params;
  const lowest = melFloor(params);
  if (log === 'ln') return (value) => Math.log(Math.max(value, lowest));
  if (log === 'log10') return (value) => Math.log10(Math.max(value, lowest));
  if (log === 'db') return (value) => (20 / power) * Math.log10(Math.max(value, lowest));
  return (value) => value;
}

interface MelBlock {
  readonly first: number;
  readonly nFrames: number;
  readonly values: Float32Array; // [nFrames, nMels], before the finish
}

const smallestNormalFloat32 = 2 ** -126;

/** The kernels, if they can do these parameters. */
function melKernel(params: MelParams): Kernels | null {
  const { powerOffset = 0 } = params;
  requireWithin('powerOffset', powerOffset, 0);
  const isWithin = melFloor(params) >= smallestNormalFloat32 && powerOffset >= 0 && powerOffset < 2 ** 100;
  return isWithin && hasFftKernel(params.fftSize) ? kernels() : null;
}

/** @param out where the values of `count` frames from `first` on go */
function* melBlocks(
  kernel: Kernels,
  signal: Signal,
  params: MelParams,
  out: (first: number, count: number) => Float32Array,
): Generator<MelBlock, void, undefined> {
  const source = toSource(signal);
  const framing = stftFraming(params);
  const window = placedWindow(params);
  const filters = kernelFilters(melFilters(params), params.fftSize / 2 + 1);
  const levels = kernelLevels(params);
  const nFrames = countMelFrames(source.nSamples, params);
  // Whisper's finish keeps 80 dB: float32 is enough for those. Elsewhere a band may lie further below the loudest.
  if (params.finish === 'whisper') {
    const rounded = { ...filters, weights: Float32Array.from(filters.weights) };
    for (const block of frameBlocks(source, framing, Float32Array.from(window), nFrames)) {
      const values = out(block.first, block.nFrames);
      kernel.mel(block, rounded, levels, values);
      yield { first: block.first, nFrames: block.nFrames, values };
    }
    return;
  }
  for (const block of frameBlocks(source, framing, window, nFrames)) {
    const values = out(block.first, block.nFrames);
    kernel.melPrecise(block, filters, levels, values);
    yield { first: block.first, nFrames: block.nFrames, values };
  }
}

function kernelFilters(filters: readonly MelFilter[], nBins: number): KernelFilters<Float64Array> {
  const firstBins = Int32Array.from(filters, ({ firstBin }) => Math.min(firstBin, nBins));
  const counts = Int32Array.from(filters, ({ weights }, i) => Math.min(weights.length, nBins - firstBins[i]!));
  const weights = filters.flatMap(({ weights: all }, i) => Array.from(all.subarray(0, counts[i])));
  return { firstBins, counts, weights: Float64Array.from(weights) };
}

function kernelLevels(params: MelParams): KernelMelLevels {
  const { log = 'none', power = 2, powerOffset = 0 } = params;
  const perLn = { none: 0, ln: 1, log10: Math.LOG10E, db: (20 / power) * Math.LOG10E }[log];
  return { power, powerOffset, logScale: perLn, floor: melFloor(params) };
}
