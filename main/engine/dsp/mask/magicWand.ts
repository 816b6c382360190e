/** Selects what looks like the point that was clicked on: floodFill.ts over the levels of an STFT around it. */
import { EngineError } from '../../core/errors.ts';
import { powerToDb } from '../decibel.ts';
import { toSource } from '../sampleSource.ts';
import type { Signal } from '../sampleSource.ts';
import { stftSpectra } from '../stft.ts';
import { requireAbove, requireInteger } from '../requireInteger.ts';
import type { WindowName } from '../window.ts';
import { floodFill } from './floodFill.ts';
import type { Cells } from './mask.ts';
import { readFinite } from '../readFinite.ts';

export interface WandParams {
  readonly sampleRateHz: number;
  readonly fftSize: number; // of the spectrogram that is looked at
  readonly hopLength: number;
  readonly window?: WindowName | undefined; // hann
  readonly sample: number; // the seed
  readonly hz: number;
  readonly toleranceDb: number;
  readonly reachSamples?: number | undefined; // nothing further away is looked at; 5 s, at most 2²³ cells
}

const mostCells = 2 ** 23;

/**
 * @throws EngineError E_PARAM: the seed lies outside the sound or its frequencies, a parameter breaks its rule, or a sample
 *   near it is not finite (its index in the message)
 */
export function magicWand(signal: Signal, params: WandParams): Cells {
  const { sampleRateHz, fftSize: N, hopLength: H, window = 'hann', sample, hz, toleranceDb } = params;
  const source = toSource(signal);
  requireAbove('sampleRateHz', sampleRateHz, 0);
  requireInteger('fftSize', N, 2);
  requireInteger('hopLength', H, 1);
  requireInteger('sample', sample, 0, source.nSamples - 1);
  if (!(hz >= 0 && hz <= sampleRateHz / 2))
    throw new EngineError('E_PARAM', `hz=${hz} must be from 0 to ${sampleRateHz / 2}`);
  const nBins = N / 2 + 1;
  const reach = Math.min(params.reachSamples ?? 5 * sampleRateHz, (mostCells / nBins / 2 - 1) * H);
  const before = Math.floor(Math.min(sample, reach) / H); // frames
  const after = Math.floor(Math.min(source.nSamples - 1 - sample, reach) / H);
  const first = sample - before * H; // the middle of frame 0: the seed is the middle of a frame
  const span = (before + after) * H + N;
  const around = {
    nSamples: span,
    read: (start: number, count: number) => readFinite(source, first - N / 2 + start, count),
  };
  const levels = stftSpectra(around, { fftSize: N, hopLength: H, window, pad: 'none' }, 'power');
  for (let i = 0; i < levels.values.length; i++) levels.values[i] = powerToDb(levels.values[i]!);
  const bin = Math.round((hz * N) / sampleRateHz);
  const { firstFrame, columns } = floodFill(levels, { frame: before, bin, toleranceDb });
  const fromSample = first + firstFrame * H - Math.floor(H / 2);
  return { kind: 'cells', fromSample, stepSamples: H, binHz: sampleRateHz / N, columns };
}
