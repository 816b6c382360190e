/**
 * Intensity: the level of the sound around a time, smoothed so that a voice of minPitchHz or more shows no ripple.
 *
 *   L = 10·log₁₀( Σ w[i]·(x[i] − x̄)² / Σ w[i] / p₀² ),   p₀ = 2·10⁻⁵
 *
 * The samples are taken as pascals: a sine of amplitude 1 is 90.97 dB. w is a Kaiser window I₀((2π² + ½)·√(1 − τ²)),
 * τ = −1 … 1 over 6.4/minPitchHz seconds, whose effective length is half of that; x̄ the mean of the samples under it
 * (0 with subtractMean false). Frames are as many as fit, centred in the whole; silence is −300 dB.
 * Boersma & Weenink, Praat manual, "Sound: To Intensity..."; Kaiser, Proc. IEEE ISCAS, 1974.
 */
import { EngineError, throwIfAborted } from '../../core/errors.ts';
import type { WorkOptions } from '../../core/progress.ts';
import { besselI0 } from '../besselI0.ts';
import { cellMean, quantile, sortedValues, type FrameGrid } from '../frameCells.ts';
import { requireFiniteSamples } from '../requireFiniteSamples.ts';
import { requireAbove } from '../requireInteger.ts';
import { toSource } from '../sampleSource.ts';
import type { Signal } from '../sampleSource.ts';
import { requireFrameCount } from '../pitch/frameTimes.ts';

export interface IntensityParams {
  readonly sampleRateHz: number;
  readonly minPitchHz?: number | undefined; // 100
  readonly timeStepSec?: number | undefined; // 0: 0.8/minPitchHz
  readonly subtractMean?: boolean | undefined; // true
}

export const intensityDefaults = { minPitchHz: 100, timeStepSec: 0, subtractMean: true } as const;

export interface Intensity {
  readonly nFrames: number;
  readonly firstTimeSec: number;
  readonly timeStepSec: number;
  readonly db: Float64Array; // [nFrames], re 2·10⁻⁵
}

/** Sound pressure that 0 dB stands for, Pa. */
export const referencePressure = 2e-5;
const silenceDb = -300;
const chunkSamples = 65_536;

/**
 * @param signal mono
 * @throws EngineError E_PARAM: a bad parameter, or a sample that is not finite; E_SHAPE: shorter than the window of 6.4/minPitchHz; E_ABORTED
 */
export function measureIntensity(
  signal: Signal,
  params: IntensityParams,
  { signal: abort, onProgress }: WorkOptions = {},
): Intensity {
  const { sampleRateHz } = params;
  const { minPitchHz = intensityDefaults.minPitchHz, subtractMean = intensityDefaults.subtractMean } = params;
  requireAbove('sampleRateHz', sampleRateHz, 0);
  requireAbove('minPitchHz', minPitchHz, 0);
  const given = params.timeStepSec ?? intensityDefaults.timeStepSec;
  if (!(given >= 0 && Number.isFinite(given))) throw new EngineError('E_PARAM', `timeStepSec=${given} must be ≥ 0`);
  const timeStepSec = given > 0 ? given : 0.8 / minPitchHz;
  const windowSec = 6.4 / minPitchHz;
  const source = toSource(signal);
  const dx = 1 / sampleRateHz;
  const durationSec = dx * source.nSamples;
  if (durationSec < windowSec) {
    const rule = `must be at least 6.4/minPitchHz = ${windowSec} s long`;
    throw new EngineError('E_SHAPE', `${source.nSamples} samples are ${durationSec} s, ${rule}`);
  }
  const nFrames = Math.floor((durationSec - windowSec) / timeStepSec) + 1;
  requireFrameCount(nFrames, timeStepSec);
  // Times often lie half-way between two samples: the order of these sums decides which is the middle.
  const firstTimeSec = 0.5 * durationSec - 0.5 * nFrames * timeStepSec + 0.5 * timeStepSec;
  const half = Math.floor((0.5 * windowSec) / dx);
  const window = kaiserWindow(half, dx / (0.5 * windowSec));
  const db = new Float64Array(nFrames);
  const chunkLength = Math.max(chunkSamples, 4 * (2 * half + 1));
  let chunk: Float32Array = new Float32Array(0);
  let chunkStart = 0;
  for (let m = 0; m < nFrames; m++) {
    const middle = Math.round((firstTimeSec + m * timeStepSec - 0.5 * dx) / dx + 1) - 1;
    const from = Math.max(0, middle - half);
    const to = Math.min(source.nSamples - 1, middle + half);
    if (from < chunkStart || to >= chunkStart + chunk.length) {
      throwIfAborted(abort);
      onProgress?.({ done: m, total: nFrames, unit: 'frames' });
      chunk = source.read(from, Math.min(chunkLength, source.nSamples - from));
      requireFiniteSamples(chunk, from);
      chunkStart = from;
    }
    const x = chunk.subarray(from - chunkStart, to + 1 - chunkStart);
    const power = weightedPower(x, window.subarray(half + from - middle, half + to + 1 - middle), subtractMean);
    const relative = power / (referencePressure * referencePressure);
    db[m] = relative < 1e-30 ? silenceDb : 10 * Math.log10(relative);
  }
  return { nFrames, firstTimeSec, timeStepSec, db };
}

/** [2·half + 1]; `step`: distance of two samples in half windows. */
function kaiserWindow(half: number, step: number): Float64Array {
  return Float64Array.from({ length: 2 * half + 1 }, (_, i) => {
    const root = 1 - ((i - half) * step) ** 2;
    return root <= 0 ? 0 : besselI0((2 * Math.PI ** 2 + 0.5) * Math.sqrt(root));
  });
}

function weightedPower(x: Float32Array, window: Float64Array, subtractMean: boolean): number {
  let mean = 0;
  if (subtractMean) {
    for (let i = 0; i < x.length; i++) mean += x[i]!;
    mean /= x.length;
  }
  let sum = 0;
  let weights = 0;
  for (let i = 0; i < x.length; i++) {
    const value = x[i]! - mean;
    sum += value * value * window[i]!;
    weights += window[i]!;
  }
  return sum / weights;
}

export type IntensityAveraging = 'energy' | 'sones' | 'dB' | 'median';

/**
 * Level of a stretch: of the mean energy, of the mean loudness (2^((L − 40)/10) sones), the mean of the levels, or their
 * median. NaN if no frame lies there.
 */
export function intensityMean(intensity: Intensity, startSec: number, endSec: number, how: IntensityAveraging): number {
  const grid = intensityGrid(intensity);
  if (how === 'median') return quantile(sortedValues(grid, startSec, endSec), 0.5);
  if (how === 'dB') return cellMean(grid, startSec, endSec);
  if (how === 'energy') return 10 * Math.log10(cellMean(grid, startSec, endSec, (db) => 10 ** (db / 10)));
  return 40 + 10 * Math.log2(cellMean(grid, startSec, endSec, (db) => 2 ** ((db - 40) / 10)));
}

export function intensityGrid({ nFrames, firstTimeSec, timeStepSec, db }: Intensity): FrameGrid {
  return { nFrames, firstTimeSec, timeStepSec, valueAt: (m) => db[m]! };
}
