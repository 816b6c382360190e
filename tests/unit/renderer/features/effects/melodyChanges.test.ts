import { expect, it } from 'vitest';
import { changeMelody, type MelodyChange } from '../../../../../renderer/features/effects/manipulate/melodyChanges.ts';
import { pointsOf } from '../../../../../renderer/features/effects/manipulate/points.ts';

const limits = { minValue: 20, maxValue: 2000 };
const points = pointsOf({ timesSec: Float64Array.of(0, 1, 2), values: Float64Array.of(100, 200, 400) });
const all = new Set(points.map(({ id }) => id));
const changed = (change: MelodyChange, ids = all) =>
  changeMelody(points, ids, change, limits).map(({ value }) => value);

it.each([
  ['shift', { kind: 'shift', semitones: 12 }, [200, 400, 800]],
  ['multiply', { kind: 'multiply', factor: 1.5 }, [150, 300, 600]],
  ['half the range about the mean of 12 st', { kind: 'range', factor: 0.5 }, [141.4214, 200, 282.8427]],
  ['twice the range', { kind: 'range', factor: 2 }, [50, 200, 800]],
  ['upside down', { kind: 'range', factor: -1 }, [400, 200, 100]],
  ['monotone at the mean', { kind: 'monotone', hz: null }, [200, 200, 200]],
  ['monotone', { kind: 'monotone', hz: 130 }, [130, 130, 130]],
] as const)('%s', (_, change, expected) => {
  changed(change).forEach((hz, i) => {
    expect(hz).toBeCloseTo(expected[i]!, 3);
  });
});

it('changes the points that are picked and no others, and holds them in the limits', () => {
  const first = new Set([points[0]!.id]);
  expect(changed({ kind: 'shift', semitones: -48 }, first)).toEqual([20, 200, 400]);
  expect(changed({ kind: 'monotone', hz: 90 }, first)).toEqual([90, 200, 400]);
  expect(changeMelody(points, new Set(), { kind: 'multiply', factor: 2 }, limits)).toBe(points);
});
