/**
 * The kernels of native/ with the types and rules of their arguments. Each has its reference in TypeScript, which says
 * what it computes; here is what it takes. Arrays that are written must not overlap others.
 */
import { EngineError } from '../core/errors.ts';
import { callKernel } from './rawKernels.ts';
import type { RawKernels } from './rawKernels.ts';

/** Frame m begins at sample m·hopLength and is as long as the window; zeros follow up to fftSize. */
export interface KernelFrames<Precision extends Float32Array | Float64Array = Float32Array> {
  readonly samples: Float32Array; // [≥ (nFrames − 1)·hopLength + window.length], finite
  readonly window: Precision; // [1 … fftSize]; its type is that of the arithmetic
  readonly fftSize: number; // N, hasFftKernel
  readonly hopLength: number; // ≥ 1
  readonly nFrames: number; // ≥ 1
}

export interface KernelFilters<Precision extends Float32Array | Float64Array = Float32Array> {
  readonly firstBins: Int32Array; // [nMels]
  readonly counts: Int32Array; // [nMels]; firstBin + count ≤ nBins
  readonly weights: Precision; // [Σ counts], filter after filter
}

export interface KernelMelLevels {
  readonly power: 1 | 2;
  readonly powerOffset: number; // ≥ 0
  readonly logScale: number; // times ln; 0: no logarithm
  readonly floor: number; // ≥ 2^−126; before the logarithm
}

export interface Kernels {
  readonly kind: 'addon' | 'wasm';
  readonly instructionSet: string;
  /** engine/dsp/stft.ts: complex frames into re, im [nFrames, nBins]. */
  stft(frames: KernelFrames, re: Float32Array, im: Float32Array): void;
  /** |X| or |X|² into out [nFrames, nBins]. */
  stftLevels(frames: KernelFrames, output: 'magnitude' | 'power', out: Float32Array): void;
  /** engine/dsp/istft.ts: adds gains·frame to sum [(nFrames − 1)·hopLength + gains.length]. */
  overlapAdd(spectra: KernelSpectra, gains: Float32Array, hopLength: number, sum: Float64Array): void;
  /** engine/dsp/mel.ts without its finish: out [nFrames, nMels]. */
  mel(frames: KernelFrames, filters: KernelFilters, levels: KernelMelLevels, out: Float32Array): void;
  /** The same in float64 up to the bands: where one far below its frame's loudest counts. */
  melPrecise(
    frames: KernelFrames<Float64Array>,
    filters: KernelFilters<Float64Array>,
    levels: KernelMelLevels,
    out: Float32Array,
  ): void;
  /**
   * engine/dsp/spectrogramColumns.ts: raises columns [⌈nFrames/framesPerColumn⌉, nBins] to the powers of their frames,
   * or adds those.
   */
  spectrogram(frames: KernelFrames, framesPerColumn: number, reduce: 'max' | 'sum', columns: Float32Array): void;
  /**
   * engine/dsp/formants/burg.ts: a predictor of each frame samples[start … start + window.length − 1]·window into
   * coefficients [nFrames, order + 1] and residuals [nFrames], 0 where there is none. The bits are those of TypeScript.
   */
  burg(frames: KernelPredictorFrames, order: number, out: KernelPredictors): void;
  /** Index of the first sample that is NaN or infinite; −1 if all are finite. */
  firstNonFinite(samples: Float32Array): number;
  /** In place: max(level, greatest − range), then (level + offset)/divisor. engine/dsp/mel.ts, finishWhisper. */
  limitRange(levels: Float32Array, range: number, offset: number, divisor: number): void;
  /** engine/dsp/peakBins.ts: bins of binSamples (a multiple of 16); a sum that is not finite tells of bad samples. */
  peaks(samples: Float32Array | Int16Array, binSamples: number, bins: KernelPeaks): void;
  /** Sum, smallest and greatest sample; a sum that is not finite tells of bad samples. */
  extent(samples: Float32Array): KernelExtent;
  /** engine/dsp/pitch/autocorrelation.ts and pitchCandidates.ts: peaks, lags and heights of the candidates of each frame. */
  pitchCandidates(samples: Float32Array, lefts: Int32Array, how: KernelPitch, out: KernelCandidates): void;
  /** engine/dsp/pitch/crossCorrelation.ts and pitchCandidates.ts. */
  crossPitchCandidates(samples: Float32Array, sites: KernelSites, how: KernelCrossPitch, out: KernelCandidates): void;
  /** engine/dsp/resample/fftCore.ts in float32: out[i] is output `skip` + i of the blocks. */
  resample(samples: Float32Array, blocks: KernelResampleBlocks, skip: number, out: Float32Array): void;
}

/** Block b takes the inputs position + b·step … + fftIn − 1, zeros where there are none, and gives blockOut outputs. */
export interface KernelResampleBlocks {
  readonly position: number;
  readonly step: number; // 1 … fftIn
  readonly fftIn: number; // hasFftKernel
  readonly fftOut: number; // hasFftKernel
  readonly gain: Float32Array; // [1 … half of the smaller] of bin q, with the 2/fftOut of the inverse transform
  readonly margin: number; // outputs of the transform before those that count; margin + blockOut ≤ fftOut
  readonly blockOut: number;
}

export interface KernelExtent {
  readonly sum: number;
  readonly min: number; // Infinity where there is no sample
  readonly max: number;
}

/** Which maxima of a correlation r[0 … nLags] become candidates. */
export interface KernelPitchSearch {
  readonly tabledWeights: Float64Array; // sincPeak.ts
  readonly shortWeights: Float64Array;
  readonly maxLag: number;
  readonly threshold: number;
  readonly most: number; // 1 … 1000
  readonly octaveCost: number;
  readonly floorLag: number; // samples of the floor's period
}

export interface KernelPitch extends KernelPitchSearch {
  readonly window: Float64Array; // [nWindow], even
  readonly inverseWindowR: Float64Array; // [nLags + 1], nLags ≤ nWindow
  readonly nPeriod: number; // 1 … nWindow/2
  readonly fftSize: number; // it and its half hasFftKernel, > nWindow + nLags
}

export interface KernelCrossPitch extends KernelPitchSearch {
  readonly nWindow: number; // even
  readonly nPeriod: number;
  readonly nLags: number; // ≥ maxLag
  readonly fftSize: number; // hasFftKernel, ≥ nWindow + maxLag
}

export interface KernelSites {
  readonly lefts: Int32Array; // [nFrames] the last sample at or before the frame's centre
  readonly starts: Int32Array; // [nFrames] the first of its nWindow + maxLag samples
}

export interface KernelCandidates {
  readonly peaks: Float64Array; // [nFrames]
  readonly counts: Int32Array; // [nFrames]
  readonly lags: Float64Array; // [nFrames, most]
  readonly strengths: Float64Array; // [nFrames, most]
}

export interface KernelSpectra {
  readonly re: Float32Array; // [nFrames, nBins]
  readonly im: Float32Array;
  readonly nFrames: number;
}

export interface KernelPredictorFrames {
  readonly samples: Float64Array; // finite
  readonly window: Float64Array; // [> order]
  readonly starts: Int32Array; // [nFrames], each frame within the samples
}

export interface KernelPredictors {
  readonly coefficients: Float64Array; // [nFrames, order + 1]
  readonly residuals: Float64Array; // [nFrames]
}

export interface KernelPeaks {
  readonly min: Float32Array; // [nBins]
  readonly max: Float32Array;
  readonly sumSquares: Float32Array;
}

/** Sizes that the kernels transform: even, up to 2²⁰, N/2 without prime factors above 13. */
export function hasFftKernel(fftSize: number): boolean {
  if (!(Number.isInteger(fftSize) && fftSize >= 2 && fftSize <= 2 ** 20 && fftSize % 2 === 0)) return false;
  let rest = fftSize / 2;
  for (const factor of [2, 3, 5, 7, 11, 13]) while (rest % factor === 0) rest /= factor;
  return rest === 1;
}

function requireLength(name: string, array: ArrayBufferView & { readonly length: number }, length: number): void {
  if (array.length === length) return;
  throw new EngineError('E_SHAPE', `${name} has ${array.length} values, must have ${length}`);
}

function requireCount(name: string, value: number, min: number, max = 2 ** 31): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new EngineError('E_PARAM', `${name}=${value} must be an integer from ${min} to ${max}`);
}

function requireTransforms(...sizes: readonly number[]): void {
  for (const size of sizes) if (!hasFftKernel(size)) throw new EngineError('E_PARAM', `fftSize=${size} has no kernel`);
}

function searchOf(how: KernelPitchSearch) {
  const { tabledWeights, shortWeights, maxLag, threshold, most, octaveCost, floorLag } = how;
  requireCount('maxLag', maxLag, 0);
  requireCount('most', most, 1, 1000);
  return [tabledWeights, shortWeights, maxLag, threshold, most, octaveCost, floorLag] as const;
}

function candidatesOf({ peaks, counts, lags, strengths }: KernelCandidates, nFrames: number, most: number) {
  requireLength('peaks', peaks, nFrames);
  requireLength('counts', counts, nFrames);
  requireLength('lags', lags, nFrames * most);
  requireLength('strengths', strengths, nFrames * most);
  return [peaks, counts, lags, strengths] as const;
}

type AnyFrames = KernelFrames<Float32Array | Float64Array>;

function checkFrames({ samples, window, fftSize, hopLength, nFrames }: AnyFrames): number {
  requireTransforms(fftSize);
  requireCount('hopLength', hopLength, 1, 2 ** 40);
  requireCount('nFrames', nFrames, 1);
  requireCount('winLength', window.length, 1, fftSize);
  const wanted = (nFrames - 1) * hopLength + window.length;
  if (samples.length < wanted) {
    throw new EngineError(
      'E_SHAPE',
      `${samples.length} samples hold less than ${nFrames} frames, which take ${wanted}`,
    );
  }
  return fftSize / 2 + 1;
}

export function checkedKernels(raw: RawKernels): Kernels {
  const framing = ({ samples, window, fftSize, hopLength, nFrames }: AnyFrames) =>
    [samples, window, fftSize, hopLength, nFrames] as const;
  const none = new Float32Array(0);
  const extent = new Float64Array(3);
  const callMel = (
    name: string,
    frames: AnyFrames,
    { firstBins, counts, weights }: KernelFilters<Float32Array | Float64Array>,
    { power, powerOffset, logScale, floor }: KernelMelLevels,
    out: Float32Array,
  ) => {
    checkFrames(frames);
    requireLength('counts', counts, firstBins.length);
    const nWeights = counts.reduce((sum, count) => sum + count, 0);
    requireLength('weights', weights, nWeights);
    requireLength('out', out, frames.nFrames * firstBins.length);
    const levels = [power, powerOffset, logScale, floor];
    callKernel(raw, name, ...framing(frames), firstBins, counts, weights, ...levels, out);
  };
  return {
    kind: raw.kind,
    instructionSet: raw.instructionSet,
    stft(frames, re, im) {
      const nBins = checkFrames(frames);
      requireLength('re', re, frames.nFrames * nBins);
      requireLength('im', im, frames.nFrames * nBins);
      callKernel(raw, 'stft', ...framing(frames), 0, re, im);
    },
    stftLevels(frames, output, out) {
      const nBins = checkFrames(frames);
      requireLength('out', out, frames.nFrames * nBins);
      callKernel(raw, 'stft', ...framing(frames), output === 'magnitude' ? 1 : 2, out, none);
    },
    overlapAdd({ re, im, nFrames }, gains, hopLength, sum) {
      const fftSize = gains.length;
      requireTransforms(fftSize);
      requireCount('hopLength', hopLength, 1, 2 ** 40);
      requireCount('nFrames', nFrames, 1);
      requireLength('re', re, nFrames * (fftSize / 2 + 1));
      requireLength('im', im, nFrames * (fftSize / 2 + 1));
      requireLength('sum', sum, (nFrames - 1) * hopLength + fftSize);
      callKernel(raw, 'overlapAdd', re, im, gains, hopLength, nFrames, sum);
    },
    mel: (frames, filters, levels, out) => {
      callMel('mel', frames, filters, levels, out);
    },
    melPrecise: (frames, filters, levels, out) => {
      callMel('melPrecise', frames, filters, levels, out);
    },
    spectrogram(frames, framesPerColumn, reduce, columns) {
      const nBins = checkFrames(frames);
      requireCount('framesPerColumn', framesPerColumn, 1);
      requireLength('columns', columns, Math.ceil(frames.nFrames / framesPerColumn) * nBins);
      callKernel(raw, 'spectrogram', ...framing(frames), framesPerColumn, reduce === 'max' ? 0 : 1, columns);
    },
    burg({ samples, window, starts }, order, { coefficients, residuals }) {
      requireCount('order', order, 1, 64);
      requireCount('winLength', window.length, order + 1, samples.length);
      requireCount('nFrames', starts.length, 1);
      for (const start of starts) requireCount('start', start, 0, samples.length - window.length);
      requireLength('coefficients', coefficients, starts.length * (order + 1));
      requireLength('residuals', residuals, starts.length);
      callKernel(raw, 'burg', samples, window, starts, order, coefficients, residuals);
    },
    firstNonFinite(samples) {
      const index = new Int32Array(1);
      callKernel(raw, 'firstNonFinite', samples, index);
      return index[0]!;
    },
    limitRange(levels, range, offset, divisor) {
      callKernel(raw, 'limitRange', levels, range, offset, divisor);
    },
    peaks(samples, binSamples, { min, max, sumSquares }) {
      requireCount('binSamples', binSamples, 16, 2 ** 30);
      if (binSamples % 16 !== 0) throw new EngineError('E_PARAM', `binSamples=${binSamples} must be a multiple of 16`);
      requireLength('samples', samples, min.length * binSamples);
      requireLength('max', max, min.length);
      requireLength('sumSquares', sumSquares, min.length);
      callKernel(raw, samples instanceof Int16Array ? 'peaks16' : 'peaks', samples, binSamples, min, max, sumSquares);
    },
    extent(samples) {
      const [sum, min, max] = (callKernel(raw, 'extent', samples, extent), extent);
      return { sum: sum!, min: min!, max: max! };
    },
    pitchCandidates(samples, lefts, how, out) {
      const { window, inverseWindowR, nPeriod, fftSize } = how;
      requireTransforms(fftSize, fftSize / 2);
      requireCount('nPeriod', nPeriod, 1, window.length / 2);
      const frames = [samples, lefts, window, inverseWindowR, nPeriod, fftSize];
      callKernel(raw, 'pitchCandidates', ...frames, ...searchOf(how), ...candidatesOf(out, lefts.length, how.most));
    },
    crossPitchCandidates(samples, { lefts, starts }, how, out) {
      const { nWindow, nPeriod, nLags, fftSize } = how;
      requireTransforms(fftSize);
      requireLength('starts', starts, lefts.length);
      const frames = [samples, lefts, starts, nWindow, nPeriod, nLags, fftSize];
      callKernel(
        raw,
        'crossPitchCandidates',
        ...frames,
        ...searchOf(how),
        ...candidatesOf(out, lefts.length, how.most),
      );
    },
    resample(samples, { position, step, fftIn, fftOut, gain, margin, blockOut }, skip, out) {
      requireTransforms(fftIn, fftOut);
      requireCount('step', step, 1, fftIn);
      requireCount('nGains', gain.length, 1, Math.min(fftIn, fftOut) / 2);
      requireCount('margin', margin, 0, fftOut - 1);
      requireCount('blockOut', blockOut, 1, fftOut - margin);
      requireCount('skip', skip, 0, blockOut - 1);
      callKernel(raw, 'resample', samples, position, step, fftIn, fftOut, gain, margin, blockOut, skip, out);
    },
  };
}
