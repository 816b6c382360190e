import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TierItem } from '../../../../../preload/contract/tiers.ts';
import {
  edgeAt,
  edgesNear,
  limitsOf,
  snapped,
  within,
  withBoundaryMoved,
} from '../../../../../renderer/features/tiersLane/boundaries.ts';

const item = (startSample: number, endSample: number): TierItem => ({
  itemId: `${String(startSample)}-${String(endSample)}`,
  startSample,
  endSample,
  label: '',
  attributes: null,
});
const view = { startSample: 0, samplesPerPixel: 10, widthPx: 1000, lengthSamples: 10_000 };
const intervals = [item(0, 1000), item(1000, 2000), item(3000, 4000)];
const points = [item(500, 500), item(1500, 1500)];

it('a boundary is taken hold of within four pixels', () => {
  expect(edgeAt(intervals, view, 104)).toBe(1000);
  expect(edgeAt(intervals, view, 105)).toBeNull();
  expect(edgeAt(points, view, 47)).toBe(500);
});

describe('a boundary can go', () => {
  it('as far as its intervals keep a sample and no other is passed', () => {
    expect(limitsOf([intervals], 1000, 10_000)).toEqual({ minSample: 1, maxSample: 1999 });
    expect(limitsOf([intervals], 2000, 10_000)).toEqual({ minSample: 1001, maxSample: 3000 });
    expect(limitsOf([intervals], 4000, 10_000)).toEqual({ minSample: 3001, maxSample: 10_000 });
  });

  it('and a point not onto another', () => {
    expect(limitsOf([points], 500, 10_000)).toEqual({ minSample: 0, maxSample: 1499 });
  });

  it('in several tiers as far as it can in each', () => {
    expect(limitsOf([intervals, [item(900, 1000), item(1000, 1100)]], 1000, 10_000)).toEqual({
      minSample: 901,
      maxSample: 1099,
    });
  });

  it('and wherever that is, order and length of intervals stay', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(cuts, fc.nat(), fc.integer({ min: -2000, max: 3000 }), (unsorted, which, to) => {
        const sorted = unsorted.toSorted((a, b) => a - b);
        const items = sorted.slice(1).map((end, i) => item(sorted[i] ?? 0, end));
        const from = sorted[which % sorted.length] ?? 0;
        const moved = withBoundaryMoved(items, from, within(to, limitsOf([items], from, 1000)));
        expect(moved.every(({ startSample, endSample }) => startSample < endSample)).toBe(true);
        expect(moved.slice(1).every(({ startSample }, i) => startSample === moved[i]?.endSample)).toBe(true);
      }),
    );
  });
});

it('snaps to what is within six pixels, the nearest of it', () => {
  expect(snapped(1050, edgesNear(intervals, 1050, view), view)).toBe(1000);
  expect(snapped(1070, edgesNear(intervals, 1070, view), view)).toBeNull();
  expect(snapped(1050, [1000, 1060], view)).toBe(1060);
});
