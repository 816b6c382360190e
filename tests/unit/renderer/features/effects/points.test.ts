import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  curveOf,
  leastGapSec,
  movedBy,
  pointsOf,
  withoutPoints,
  withPoint,
  withValues,
  type CurvePoints,
} from '../../../../../renderer/features/effects/manipulate/points.ts';

const limits = { lengthSec: 2, minValue: 20, maxValue: 2000 };
const made = (...rows: readonly (readonly [number, number])[]) =>
  pointsOf({ timesSec: Float64Array.from(rows, ([t]) => t), values: Float64Array.from(rows, ([, v]) => v) });
const ids = (points: CurvePoints, ...which: readonly number[]) => new Set(which.map((i) => points[i]!.id));
const rows = (points: CurvePoints) => points.map(({ sec, value }) => [sec, value]);

describe('points of a curve', () => {
  it('are added in the order of time and within the limits, never two at one time', () => {
    const points = made([0.5, 100], [1.5, 200]);
    const added = withPoint(points, { sec: 1, value: 5000 }, limits)!;
    expect(rows(added.points)).toEqual([
      [0.5, 100],
      [1, 2000],
      [1.5, 200],
    ]);
    expect(added.points[1]!.id).toBe(added.id);
    expect(withPoint(points, { sec: 0.5 + leastGapSec / 2, value: 100 }, limits)).toBeNull();
    expect(rows(withPoint(points, { sec: 9, value: 100 }, limits)!.points).at(-1)).toEqual([2, 100]);
  });
  it('keep their ids while they change', () => {
    const points = made([0.5, 100], [1, 150], [1.5, 200]);
    const changed = withValues(points, ids(points, 0, 2), (hz) => hz * 100, limits);
    expect(rows(changed)).toEqual([
      [0.5, 2000],
      [1, 150],
      [1.5, 2000],
    ]);
    expect(changed.map(({ id }) => id)).toEqual(points.map(({ id }) => id));
    expect(rows(withoutPoints(points, ids(points, 1)))).toEqual([
      [0.5, 100],
      [1.5, 200],
    ]);
  });
  it('move as far as those that stay, and the ends, let them', () => {
    const points = made([0.5, 100], [1, 150], [1.5, 200]);
    expect(movedBy(points, ids(points, 1), 0.2, 2)[1]!.sec).toBeCloseTo(1.2, 12);
    expect(movedBy(points, ids(points, 1), 5, 2)[1]!.sec).toBeCloseTo(1.5 - leastGapSec, 12);
    expect(movedBy(points, ids(points, 0, 1, 2), -5, 2).map(({ sec }) => sec)).toEqual([0, 0.5, 1]);
    expect(movedBy(points, ids(points, 2), 5, 2)[2]!.sec).toBe(2);
  });
  it('rise in time and stay in the span whatever is moved by how much', () => {
    const sample = fc.record({
      secs: fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 12 }),
      picked: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
      moves: fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1, maxLength: 5 }),
    });
    fc.assert(
      fc.property(sample, ({ secs, picked, moves }) => {
        const sorted = secs.toSorted((a, b) => a - b).map((t) => t / 500);
        let points = made(...sorted.map((t) => [t, 100] as const));
        const moving = new Set(points.flatMap(({ id }, i) => (picked[i] ? [id] : [])));
        for (const move of moves) {
          points = movedBy(points, moving, move, 2);
          const { timesSec } = curveOf(points);
          timesSec.forEach((t, i) => {
            expect(t).toBeGreaterThanOrEqual(0);
            expect(t).toBeLessThanOrEqual(2);
            if (i > 0) expect(t).toBeGreaterThan(timesSec[i - 1]!);
          });
        }
      }),
      { numRuns: 200 },
    );
  });
});
