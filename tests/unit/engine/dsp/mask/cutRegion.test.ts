/** Regions that lose time or get some in between, point by point: what lies where. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cutRegion,
  insertRegionTime,
  removeRegionTime,
  uniteRegions,
} from '../../../../../main/engine/dsp/mask/cutRegion.ts';
import type { MaskRegion } from '../../../../../main/engine/dsp/mask/mask.ts';
import { mirrorRegion } from '../../../../../main/engine/dsp/mask/mirrorRegion.ts';
import { checkMask } from '../../../../../main/engine/dsp/mask/maskJson.ts';
import { anyRegion } from './anyMask.ts';
import { contains } from './contains.ts';

const at = fc.integer({ min: -50, max: 1050 });
const point = fc.tuple(
  fc.integer({ min: -100, max: 1400 }),
  fc.integer({ min: 1, max: 8000 }).map((hz) => hz + 0.37),
);
const points = fc.array(point, { minLength: 20, maxLength: 20 });
const isIn = (region: MaskRegion | null, sample: number, hz: number) => region !== null && contains(region, sample, hz);
const valid = (region: MaskRegion | null) =>
  region === null || expect(checkMask({ region, featherSamples: 0, featherHz: 0 }).region).toEqual(region);

describe('time in a region', () => {
  it('cut to a span, it has what lay in the span and nothing else', () => {
    fc.assert(
      fc.property(anyRegion, at, at, points, (region, a, b, asked) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const left = cutRegion(region, from, to);
        valid(left);
        for (const [n, hz] of asked) expect(isIn(left, n, hz)).toBe(n >= from && n < to && contains(region, n, hz));
      }),
    );
  });

  it('taken out, what follows comes earlier', () => {
    fc.assert(
      fc.property(anyRegion, at, fc.integer({ min: 1, max: 500 }), points, (region, from, length, asked) => {
        const left = removeRegionTime(region, from, from + length);
        valid(left);
        for (const [n, hz] of asked) expect(isIn(left, n, hz)).toBe(contains(region, n < from ? n : n + length, hz));
      }),
    );
  });

  it('put in belongs to no region, and taken out again leaves what was there', () => {
    fc.assert(
      fc.property(anyRegion, at, fc.integer({ min: 1, max: 500 }), points, (region, from, length, asked) => {
        const wider = insertRegionTime(region, from, length);
        valid(wider);
        const back = removeRegionTime(wider, from, from + length);
        for (const [n, hz] of asked) {
          const isNew = n >= from && n < from + length;
          expect(isIn(wider, n, hz)).toBe(!isNew && contains(region, n < from ? n : n - length, hz));
          expect(isIn(back, n, hz)).toBe(contains(region, n, hz));
        }
      }),
    );
  });

  it('taken out and put in a hundred times nests no deeper', () => {
    const polygon: MaskRegion = { kind: 'polygon', samples: [0, 1000, 500], hz: [100, 100, 4000] };
    let region: MaskRegion = { kind: 'difference', regions: [{ kind: 'union', regions: [polygon, polygon] }, polygon] };
    for (let i = 0; i < 100; i++) {
      region = insertRegionTime(region, 5 * i, 2);
      region = removeRegionTime(region, 7 * i, 7 * i + 1) ?? region;
    }
    valid(region);
  });

  it('turned round twice is as it was; once, what came first comes last', () => {
    const rectangle: MaskRegion = { kind: 'rectangle', fromSample: 10, toSample: 30, fLowHz: 1, fHighHz: 2 };
    expect(mirrorRegion(rectangle, 100)).toEqual({ ...rectangle, fromSample: 70, toSample: 90 });
    fc.assert(
      fc.property(anyRegion, at, (region, sum) => {
        expect(mirrorRegion(mirrorRegion(region, sum), sum)).toEqual(region);
        valid(mirrorRegion(region, sum));
      }),
    );
  });

  it('of nothing is nothing', () => {
    expect(uniteRegions([null, null])).toBeNull();
    expect(uniteRegions([])).toBeNull();
  });
});
