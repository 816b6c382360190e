/**
 * The picture of a spectrogram: level of every pixel in dB re a full-scale sine.
 *
 * A pixel covers a span of time and a band of frequency. In time it takes the greatest power (or the mean) of the frames
 * centred in the span (where hops are longer, the nearest frame); in frequency the greatest of the bins in the band (where bins
 * are wider, the level between the two nearest bins).
 */
import { throwIfAborted } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import type { FrequencyScale } from '../../engine/dsp/frequencyScale.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';
import { reassignedTilePowers } from '../../engine/dsp/reassign/reassignedTilePowers.ts';
import { spectrogramGain } from '../../engine/dsp/spectrogramGain.ts';
import { countStftFrames, stftFrames } from '../../engine/dsp/stft.ts';
import { placedWindow, type StftParams } from '../../engine/dsp/stftParams.ts';
import { createTimeSlice } from '../audio/timeSlice.ts';
import { pixelRows } from './spectrogramRaster.ts';

export const reduceNames = ['max', 'mean'] as const;
export type ReduceName = (typeof reduceNames)[number];

export const spectrogramMethods = ['power', 'reassigned'] as const;
export type SpectrogramMethod = (typeof spectrogramMethods)[number];

export interface SpectrogramRequest {
  readonly method?: SpectrogramMethod | undefined; // power
  readonly params: StftParams;
  readonly sampleRateHz: number;
  readonly scale: FrequencyScale;
  readonly fMinHz: number;
  readonly fMaxHz: number;
  readonly width: number; // pixels
  readonly height: number;
  readonly preEmphasis?: number | undefined; // a of y[n] = x[n] − a·x[n−1]; 0
  readonly reduce?: ReduceName | undefined; // max
}

const silenceDb = -200;

/** @returns [height, width] dB, the highest frequency first. @throws EngineError as `stft` */
export async function spectrogramLevels(
  signal: SampleSource,
  request: SpectrogramRequest,
  { signal: abort, onProgress }: WorkOptions = {},
): Promise<Float32Array> {
  const { params, width, height, reduce = 'max' } = request;
  const levels = new Float32Array(width * height);
  const toRows = pixelRows(request, request.sampleRateHz / params.fftSize, params.fftSize / 2 + 1);
  const column = new Float32Array(params.fftSize / 2 + 1);
  const rows = new Float32Array(height);
  const frames = powerFrames(signal, request);
  const yieldIfDue = createTimeSlice();
  const nFrames = countStftFrames(signal.nSamples, params);
  const samplesPerPixel = signal.nSamples / width;
  const frameAt = (sample: number) => sample / params.hopLength;
  for (let x = 0; x < width; x++) {
    throwIfAborted(abort);
    const first = Math.ceil(frameAt(x * samplesPerPixel));
    const last = Math.min(nFrames, Math.ceil(frameAt((x + 1) * samplesPerPixel))); // exclusive
    const nearest = Math.min(nFrames - 1, Math.round(frameAt((x + 0.5) * samplesPerPixel)));
    column.fill(0);
    const [from, to] = first < last ? [first, last] : [nearest, nearest + 1];
    for (let m = from; m < to; m++) {
      const power = frames.at(m);
      if (reduce === 'max') raiseTo(column, power);
      else for (let k = 0; k < column.length; k++) column[k]! += power[k]! / (to - from);
      await yieldIfDue();
    }
    for (let k = 0; k < column.length; k++) column[k] = Math.max(silenceDb, 10 * Math.log10(column[k]!));
    toRows(column, rows);
    for (let y = 0; y < height; y++) levels[y * width + x] = rows[y]!;
    onProgress?.({ done: x + 1, total: width, unit: 'columns', note: 'computing' });
  }
  return levels;
}

/** Frames in ascending order, each as often as wanted. */
function powerFrames(signal: SampleSource, request: SpectrogramRequest): { at(wanted: number): Float32Array } {
  return request.method === 'reassigned' ? reassignedPowers(signal, request) : plainPowers(signal, request);
}

const framesPerPiece = 256;

/** As in the lane: the cells of reassignedTilePowers.ts, a frame a column. */
function reassignedPowers(signal: SampleSource, { params, sampleRateHz, preEmphasis = 0 }: SpectrogramRequest) {
  const gain = spectrogramGain(placedWindow(params), params.fftSize, {
    sampleRateHz,
    preEmphasisCoefficient: preEmphasis,
  });
  const nBins = gain.length;
  const power = new Float32Array(nBins);
  let first = -framesPerPiece;
  let piece: Float32Array = new Float32Array(0);
  return {
    at(wanted: number): Float32Array {
      if (wanted >= first + framesPerPiece || wanted < first) {
        first = Math.floor(wanted / framesPerPiece) * framesPerPiece;
        const cells = {
          ...{ nColumns: framesPerPiece, firstFrame: first, framesPerColumn: 1, nFrames: 1, reduce: 'max' as const },
          frameAt: (column: number) => first + column,
        };
        piece = reassignedTilePowers(signal, { ...params, sampleRateHz }, cells, () => false);
      }
      const offset = (wanted - first) * nBins;
      for (let k = 0; k < nBins; k++) power[k] = gain[k]! * piece[offset + k]!;
      return power;
    },
  };
}

function plainPowers(signal: SampleSource, { params, sampleRateHz, preEmphasis = 0 }: SpectrogramRequest) {
  const window = placedWindow(params);
  const gain = spectrogramGain(window, params.fftSize, { sampleRateHz, preEmphasisCoefficient: preEmphasis });
  const frames = stftFrames(signal, params);
  const power = new Float32Array(gain.length);
  let index = -1;
  return {
    at(wanted: number): Float32Array {
      let frame;
      while (index < wanted) {
        frame = frames.next().value;
        index++;
      }
      if (frame) for (let k = 0; k < power.length; k++) power[k] = gain[k]! * (frame.re[k]! ** 2 + frame.im[k]! ** 2);
      return power;
    },
  };
}

function raiseTo(column: Float32Array, power: Float32Array): void {
  for (let k = 0; k < column.length; k++) if (power[k]! > column[k]!) column[k] = power[k]!;
}
