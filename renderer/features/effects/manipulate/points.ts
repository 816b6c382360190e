/** Points of a curve that are taken hold of: each keeps its id while it moves, so that what is selected stays so. */
import type { PointCurve } from '../../../kernels/melody.ts';

export interface CurvePoint {
  readonly id: number;
  readonly sec: number; // from the beginning of the span
  readonly value: number; // Hz, or times the length
}

/** In the order of time, no two at one. */
export type CurvePoints = readonly CurvePoint[];

export const leastGapSec = 0.0005;

export interface PointLimits {
  readonly lengthSec: number;
  readonly minValue: number;
  readonly maxValue: number;
}

export function curveOf(points: CurvePoints): PointCurve {
  return {
    timesSec: Float64Array.from(points, ({ sec }) => sec),
    values: Float64Array.from(points, ({ value }) => value),
  };
}

let lastId = 0;

export function pointsOf({ timesSec, values }: PointCurve): CurvePoints {
  return Array.from(timesSec, (sec, i) => ({ id: ++lastId, sec, value: values[i] ?? Number.NaN }));
}

const within = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

/** Null where there is no room for another. */
export function withPoint(
  points: CurvePoints,
  { sec, value }: Omit<CurvePoint, 'id'>,
  { lengthSec, minValue, maxValue }: PointLimits,
): { readonly points: CurvePoints; readonly id: number } | null {
  const at = within(sec, 0, lengthSec);
  if (points.some((point) => Math.abs(point.sec - at) < leastGapSec)) return null;
  const added = { id: ++lastId, sec: at, value: within(value, minValue, maxValue) };
  return { points: [...points, added].sort((a, b) => a.sec - b.sec), id: added.id };
}

export function withoutPoints(points: CurvePoints, ids: ReadonlySet<number>): CurvePoints {
  return points.filter(({ id }) => !ids.has(id));
}

/** As far as the points that stay, and the ends of the span, let them. */
export function movedBy(points: CurvePoints, ids: ReadonlySet<number>, bySec: number, lengthSec: number): CurvePoints {
  let [least, most] = [-Infinity, Infinity];
  points.forEach(({ id, sec }, i) => {
    if (!ids.has(id)) return;
    const [before, after] = [points[i - 1], points[i + 1]];
    const from = before === undefined ? 0 : before.sec + leastGapSec;
    const to = after === undefined ? lengthSec : after.sec - leastGapSec;
    if (before === undefined || !ids.has(before.id)) least = Math.max(least, from - sec);
    if (after === undefined || !ids.has(after.id)) most = Math.min(most, to - sec);
  });
  const by = within(bySec, Math.min(least, 0), Math.max(most, 0));
  return points.map((point) => (ids.has(point.id) ? { ...point, sec: point.sec + by } : point));
}

/** New values of these points, each held within the limits. */
export function withValues(
  points: CurvePoints,
  ids: ReadonlySet<number>,
  change: (value: number) => number,
  { minValue, maxValue }: Pick<PointLimits, 'minValue' | 'maxValue'>,
): CurvePoints {
  return points.map((point) =>
    ids.has(point.id) ? { ...point, value: within(change(point.value), minValue, maxValue) } : point,
  );
}
