import { quantile } from '../../engine/dsp/frameCells.ts';
import type { ContourSeries } from '../contours/contourSeries.ts';
import type { FigureCurve } from './spectrogramPanel.ts';

export interface CurveView {
  readonly startSec: number; // of what is shown
  readonly endSec: number;
  /** A view with more frames shows the median of as many as a column holds. */
  readonly mostColumns: number;
  /** What the contour's own time 0 is in the view's time; 0. */
  readonly offsetSec?: number | undefined;
}

const beyondFrames = 2; // lines lead out of the view

/** The part of a contour that a figure shows. */
export function figureCurve(
  contour: ContourSeries,
  { startSec, endSec, mostColumns, offsetSec = 0 }: CurveView,
): FigureCurve {
  const { nFrames, firstTimeSec, timeStepSec, nSeries } = contour;
  const frameAt = (sec: number) => (sec - offsetSec - firstTimeSec) / timeStepSec;
  const first = Math.max(0, Math.floor(frameAt(startSec)) - beyondFrames);
  const end = Math.min(nFrames, Math.ceil(frameAt(endSec)) + beyondFrames + 1);
  const perColumn = Math.max(1, Math.floor((end - first) / mostColumns));
  const nColumns = Math.max(0, Math.ceil((end - first) / perColumn));
  const series = Array.from({ length: nSeries }, (_, s) =>
    Float64Array.from({ length: nColumns }, (_column, c) => {
      const from = first + c * perColumn;
      const values = Array.from({ length: Math.min(perColumn, end - from) }, (_value, i) =>
        contour.valueAt(s, from + i),
      );
      return quantile(Float64Array.from(values.filter((value) => !Number.isNaN(value))).sort(), 0.5);
    }),
  );
  const middle = first + (perColumn - 1) / 2;
  return {
    firstTimeSec: offsetSec + firstTimeSec + middle * timeStepSec,
    timeStepSec: perColumn * timeStepSec,
    series,
  };
}
