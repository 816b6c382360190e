/** The formants of a whole signal as a table, and what is read from it. The definitions are in formantFrames.ts. */
import { throwIfAborted } from '../../core/errors.ts';
import type { WorkOptions } from '../../core/progress.ts';
import { cellMean, cellValue, type FrameGrid } from '../frameCells.ts';
import { toSource } from '../sampleSource.ts';
import type { Signal } from '../sampleSource.ts';
import { formantFrames, type FormantFraming } from './formantFrames.ts';
import type { FormantParams } from './formantParams.ts';
import { requireInteger } from '../requireInteger.ts';

/** Row-major [nFrames, maxFormants]: formant f of frame m is at m·maxFormants + f; NaN where there is none. */
export interface Formants extends FormantFraming {
  readonly hz: Float64Array;
  readonly bandwidthHz: Float64Array;
}

/** @param signal mono. @throws EngineError E_PARAM, E_SHAPE as `formantFrames`; E_ABORTED */
export function measureFormants(
  signal: Signal,
  params: FormantParams,
  { signal: abort, onProgress }: WorkOptions = {},
): Formants {
  const analysis = formantFrames(toSource(signal), params);
  const { nFrames, maxFormants, firstTimeSec, timeStepSec } = analysis;
  const hz = new Float64Array(nFrames * maxFormants).fill(Number.NaN);
  const bandwidthHz = new Float64Array(nFrames * maxFormants).fill(Number.NaN);
  for (const frame of analysis.frames()) {
    const at = frame.index * maxFormants;
    for (let f = 0; f < frame.nFormants; f++) {
      hz[at + f] = frame.hz[f]!;
      bandwidthHz[at + f] = frame.bandwidthHz[f]!;
    }
    if (frame.index % 256 === 0) {
      throwIfAborted(abort);
      onProgress?.({ done: frame.index, total: nFrames, unit: 'frames' });
    }
  }
  return { nFrames, maxFormants, firstTimeSec, timeStepSec, hz, bandwidthHz };
}

/** One formant, 0 the first, as values on the grid of the frames. @throws EngineError E_PARAM: not an integer ≥ 0 */
export function formantGrid(formants: Formants, formant: number, kind: 'hz' | 'bandwidthHz' = 'hz'): FrameGrid {
  requireInteger('formant', formant, 0);
  const values = formants[kind];
  const { nFrames, firstTimeSec, timeStepSec, maxFormants } = formants;
  return {
    nFrames,
    firstTimeSec,
    timeStepSec,
    valueAt: (m) => (formant < maxFormants ? values[m * maxFormants + formant]! : Number.NaN),
  };
}

/** Hz at a time, NaN where that formant is not; linear between frames. */
export function formantAt(formants: Formants, formant: number, timeSec: number): number {
  return cellValue(formantGrid(formants, formant), timeSec);
}

/** Hz averaged over a stretch, NaN if no frame there has that formant. */
export function formantMean(formants: Formants, formant: number, startSec: number, endSec: number): number {
  return cellMean(formantGrid(formants, formant), startSec, endSec);
}
