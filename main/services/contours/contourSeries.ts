/** Contours as columns of numbers over frames, and the tiles that a window draws at any zoom. */
import { contourTileColumns } from '../../../preload/contract/contourFormat.ts';
import type { ContourInfo, ContourTile } from '../../../preload/contract/contours.ts';
import { quantile } from '../../engine/dsp/frameCells.ts';
import type { Formants } from '../../engine/dsp/formants/formants.ts';
import type { Intensity } from '../../engine/dsp/intensity/intensity.ts';
import { pitchHz, type PitchTrack } from '../../engine/dsp/pitch/pitchTrack.ts';

export interface ContourSeries extends ContourInfo {
  /** NaN: the frame has none. */
  valueAt(series: number, frame: number): number;
  /** By hand; absent: none is. */
  readonly isCorrected?: (frame: number) => boolean;
}

/** Corrected are the frames that take another candidate than in `analysed`. */
export function pitchSeries(track: PitchTrack, analysed = track): ContourSeries {
  const { nFrames, firstTimeSec, timeStepSec } = track;
  const valueAt = (_: number, frame: number) => pitchHz(track, frame) ?? Number.NaN;
  const isCorrected = (frame: number) => track.chosen[frame] !== analysed.chosen[frame];
  return { nFrames, firstTimeSec, timeStepSec, nSeries: 1, valueAt, isCorrected };
}

export function formantSeries({ nFrames, firstTimeSec, timeStepSec, maxFormants, hz }: Formants): ContourSeries {
  const valueAt = (series: number, frame: number) => hz[frame * maxFormants + series]!;
  return { nFrames, firstTimeSec, timeStepSec, nSeries: maxFormants, valueAt };
}

export function intensitySeries({ nFrames, firstTimeSec, timeStepSec, db }: Intensity): ContourSeries {
  return { nFrames, firstTimeSec, timeStepSec, nSeries: 1, valueAt: (_, frame) => db[frame]! };
}

/** Without the frames that are more than `rangeDb` quieter than the loudest. */
export function withinRange(series: ContourSeries, levels: Intensity, rangeDb: number): ContourSeries {
  const leastDb = levels.db.reduce((most, db) => Math.max(most, db), -Infinity) - rangeDb;
  const levelAt = (frame: number) => {
    const timeSec = series.firstTimeSec + frame * series.timeStepSec;
    const nearest = Math.round((timeSec - levels.firstTimeSec) / levels.timeStepSec);
    return levels.db[Math.min(Math.max(nearest, 0), levels.nFrames - 1)]!;
  };
  return { ...series, valueAt: (s, frame) => (levelAt(frame) < leastDb ? Number.NaN : series.valueAt(s, frame)) };
}

export function contourTile(series: ContourSeries, level: number, index: number): Omit<ContourTile, 'revision'> {
  const framesPerColumn = 2 ** level;
  const firstColumn = index * contourTileColumns;
  const nAll = Math.ceil(series.nFrames / framesPerColumn);
  const nColumns = Math.max(0, Math.min(contourTileColumns, nAll - firstColumn));
  const column = () => new Float64Array(series.nSeries * nColumns);
  const low = column();
  const tile = level === 0 ? { low, middle: low, high: low } : { low, middle: column(), high: column() };
  const values = new Float64Array(framesPerColumn);
  for (let s = 0; s < series.nSeries; s++) {
    for (let c = 0; c < nColumns; c++) {
      const from = (firstColumn + c) * framesPerColumn;
      const end = Math.min(series.nFrames, from + framesPerColumn);
      let n = 0;
      for (let frame = from; frame < end; frame++) {
        const value = series.valueAt(s, frame);
        if (!Number.isNaN(value)) values[n++] = value;
      }
      const sorted = values.subarray(0, n).sort();
      const at = s * nColumns + c;
      tile.low[at] = sorted[0] ?? Number.NaN;
      tile.middle[at] = quantile(sorted, 0.5);
      tile.high[at] = sorted[n - 1] ?? Number.NaN;
    }
  }
  return { nColumns, ...tile, corrected: correctedColumns(series, { framesPerColumn, firstColumn, nColumns }) };
}

function correctedColumns(
  { isCorrected, nFrames }: ContourSeries,
  columns: { readonly framesPerColumn: number; readonly firstColumn: number; readonly nColumns: number },
): Uint8Array {
  const { framesPerColumn, firstColumn, nColumns } = columns;
  const corrected = new Uint8Array(nColumns);
  if (isCorrected === undefined) return corrected;
  const from = firstColumn * framesPerColumn;
  const end = Math.min(nFrames, from + nColumns * framesPerColumn);
  for (let frame = from; frame < end; frame++)
    if (isCorrected(frame)) corrected[Math.floor((frame - from) / framesPerColumn)] = 1;
  return corrected;
}
