/** The order that the items of a tier must keep, checked as each is added. */
import { EngineError } from '../core/errors.ts';
import type { LabelledInterval, LabelledPoint } from './textGrid.ts';

/** Boundaries that other programs have rounded may overlap by this. */
const toleranceSec = 1e-6;

/** @throws EngineError E_FORMAT: the last interval begins before the one before it ends */
export function checkIntervals(intervals: readonly LabelledInterval[], where: string): void {
  const [before, last] = intervals.slice(-2);
  if (before === undefined || last === undefined || last.startSec >= before.endSec - toleranceSec) return;
  const found = `an interval begins at ${last.startSec} s`;
  throw new EngineError('E_FORMAT', `${where}: ${found}, before the end of the one before it at ${before.endSec} s`);
}

/** @throws EngineError E_FORMAT: the last point lies before the one before it */
export function checkPoints(points: readonly LabelledPoint[], where: string): void {
  const [before, last] = points.slice(-2);
  if (before === undefined || last === undefined || last.timeSec >= before.timeSec) return;
  throw new EngineError('E_FORMAT', `${where}: a point at ${last.timeSec} s follows one at ${before.timeSec} s`);
}
