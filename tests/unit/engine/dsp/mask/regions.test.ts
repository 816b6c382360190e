import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mask, MaskRegion } from '../../../../../main/engine/dsp/mask/mask.ts';
import { MaskRaster, rasterizeMask } from '../../../../../main/engine/dsp/mask/maskRaster.ts';
import { checkMask, decodeMask, encodeMask } from '../../../../../main/engine/dsp/mask/maskJson.ts';
import { regionSection } from '../../../../../main/engine/dsp/mask/regionSection.ts';
import { shiftMask } from '../../../../../main/engine/dsp/mask/shiftMask.ts';
import { contains } from './contains.ts';
import { anyMask, anyRegion } from './anyMask.ts';

const grid = { sampleRateHz: 16_000, fftSize: 256, hopLength: 64, originSample: 0 };
const hard = (region: MaskRegion): Mask => ({ region, featherSamples: 0, featherHz: 0 });

const isIn = (bands: readonly number[], hz: number) => bands.filter((edge) => edge <= hz).length % 2 === 1;

describe('regionSection', () => {
  it('cuts every shape and combination where a point-by-point test finds it', () => {
    fc.assert(
      fc.property(
        anyRegion,
        fc.integer({ min: -50, max: 1050 }),
        fc.double({ min: 1, max: 7999, noNaN: true }),
        (region, sample, hz) => {
          const bands = regionSection(region).bandsAt(sample, 1);
          if (bands.some((edge) => Math.abs(edge - hz) < 1e-6)) return;
          expect(isIn(bands, hz)).toBe(contains(region, sample, hz));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('gives rising edges in pairs, and nothing outside its ends', () => {
    fc.assert(
      fc.property(anyRegion, fc.integer({ min: -500, max: 1500 }), (region, sample) => {
        const section = regionSection(region);
        const bands = section.bandsAt(sample, 1);
        expect(bands.length % 2).toBe(0);
        expect(bands.every((edge, i) => edge >= 0 && (i === 0 || edge > bands[i - 1]!))).toBe(true);
        if (sample < section.fromSample - 1 || sample > section.toSample + 1) expect(bands).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('is even-odd where a lasso crosses itself', () => {
    const star = {
      kind: 'polygon',
      samples: [50, 80, 10, 90, 20],
      hz: [100, 10, 65, 65, 10].map((v) => v * 10),
    } as const;
    const bands = regionSection(star).bandsAt(50, 1);
    expect(isIn(bands, 450)).toBe(false); // the middle of the star
    expect(isIn(bands, 900)).toBe(true);
  });

  it('does not lose what lies between two frames or two bins', () => {
    const thin = { kind: 'rectangle', fromSample: 100, toSample: 103, fLowHz: 1010, fHighHz: 1011 } as const;
    const gains = rasterizeMask(hard(thin), grid, 0, 5);
    const found = [...gains.keys()].filter((i) => gains[i] === 1);
    expect(found).toEqual([2 * 129 + 16]); // frame at 128, bin at 1000 Hz
  });
});

describe('MaskRaster', () => {
  it('has gain 1 in the region and falls as the definition says', () => {
    const h = (distance: number, feather: number) =>
      distance <= 0 ? 1 : distance >= feather ? 0 : 0.5 + 0.5 * Math.cos((Math.PI * distance) / feather);
    fc.assert(
      fc.property(anyMask, (mask) => {
        const section = regionSection(mask.region);
        const bands = Array.from({ length: 40 }, (_, m) => section.bandsAt((m - 10) * 64, 64));
        const gains = rasterizeMask(mask, grid, 0, 20);
        for (const [m, k] of [
          [0, 3],
          [4, 20],
          [9, 64],
          [13, 100],
          [19, 127],
        ] as const) {
          let wanted = 0;
          bands.forEach((list, j) => {
            for (let i = 0; i < list.length; i += 2) {
              const [low, high] = [list[i]!, list[i + 1]!];
              const isThin = Math.floor(high / 62.5) < Math.ceil(low / 62.5) && Math.round((low + high) / 125) === k;
              const across = isThin ? 1 : h(Math.max(low - k * 62.5, k * 62.5 - high), mask.featherHz);
              wanted = Math.max(wanted, across * h(Math.abs(j - 10 - m) * 64, mask.featherSamples));
            }
          });
          if (mask.featherSamples <= 600) expect(gains[m * 129 + k]!).toBeCloseTo(wanted, 6);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('moved by whole samples with its grid is the same to the bit', () => {
    fc.assert(
      fc.property(anyMask, fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), (mask, by) => {
        const moved = rasterizeMask(shiftMask(mask, by), { ...grid, originSample: by }, -3, 24);
        expect(moved).toEqual(rasterizeMask(mask, grid, -3, 24));
      }),
      { numRuns: 100 },
    );
  });

  it('is 0 in all frames that it does not count as its own', () => {
    fc.assert(
      fc.property(anyMask, (mask) => {
        const raster = new MaskRaster(mask, grid);
        const column = new Float64Array(raster.nBins);
        const gains = rasterizeMask(mask, grid, raster.firstFrame - 5, 5);
        expect(gains.every((gain) => gain === 0)).toBe(true);
        expect(raster.column(raster.endFrame, column)).toBe(false);
      }),
    );
  });

  it.each([
    [{ hopLength: 0 }, 'hopLength=0'],
    [{ fftSize: 1 }, 'fftSize=1'],
    [{ sampleRateHz: NaN }, 'sampleRateHz=NaN'],
  ])('refuses %o', (change, message) => {
    const region = { kind: 'rectangle', fromSample: 0, toSample: 1, fLowHz: 0, fHighHz: 1 } as const;
    expect(() => new MaskRaster(hard(region), { ...grid, ...change })).toThrow(message);
  });
});

describe('maskJson', () => {
  it('gives back what it was given', () => {
    fc.assert(
      fc.property(anyMask, (mask) => {
        expect(decodeMask(encodeMask(mask))).toEqual(mask);
      }),
    );
  });

  it('refuses or accepts anything, without failing otherwise', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        try {
          checkMask(value);
        } catch (error) {
          expect(error).toMatchObject({ code: 'E_PARAM' });
        }
      }),
    );
    expect(() => decodeMask('{')).toThrow(expect.objectContaining({ code: 'E_FORMAT' }));
  });

  const rectangle = { kind: 'rectangle', fromSample: 0, toSample: 10, fLowHz: 0, fHighHz: 100 };
  const nested = (depth: number): unknown =>
    depth === 0 ? rectangle : { kind: 'union', regions: [nested(depth - 1)] };
  it.each<[unknown, string]>([
    [null, 'mask.region=null must be an object'],
    [{ ...rectangle, kind: 'circle' }, 'mask.region.kind=circle must be'],
    [{ ...rectangle, toSample: 0 }, 'mask.region.toSample=0 must be an integer ≥ 1'],
    [{ ...rectangle, fromSample: 0.5 }, 'mask.region.fromSample=0.5 must be an integer'],
    [{ ...rectangle, fHighHz: 0 }, 'mask.region.fHighHz=0 must be a finite number > 0'],
    [{ kind: 'polygon', samples: [1, 2], hz: [1, 2] }, 'mask.region.samples=2 long must be at least 3'],
    [{ kind: 'polygon', samples: [1, 2, 3], hz: [1, 2] }, 'mask.region.hz=2 long must be as long as samples'],
    [{ kind: 'polygon', samples: [1, 2, 3], hz: [1, 2, null] }, 'mask.region.hz[2]=null must be a finite number ≥ 0'],
    [
      { kind: 'brush', samples: [1], hz: [1], radiusSamples: 0, radiusHz: 1 },
      'radiusSamples=0 must be a finite number > 0',
    ],
    [{ kind: 'harmonics', samples: [1, 1], hz: [1, 1] }, 'samples[1]=1 must be after 1'],
    [
      { kind: 'cells', fromSample: 0, stepSamples: 1, binHz: 1, columns: [[3, 3]] },
      'columns[0][1]=3 must be an integer ≥ 4',
    ],
    [{ kind: 'cells', fromSample: 0, stepSamples: 1, binHz: 1, columns: [[3]] }, 'an even number'],
    [{ kind: 'union', regions: [] }, 'mask.region.regions=0 long must be at least 1'],
    [{ kind: 'union', regions: [rectangle, 7] }, 'mask.region.regions[1]=7 must be an object'],
    [nested(20), 'nested at most 16 deep'],
  ])('refuses %j', (region, message) => {
    expect(() => checkMask({ region, featherSamples: 0, featherHz: 0 })).toThrow(message);
  });

  it('refuses a feather below 0 and a shift that is not whole', () => {
    expect(() => checkMask({ region: rectangle, featherSamples: -1, featherHz: 0 })).toThrow('featherSamples=-1');
    expect(() => checkMask({ region: rectangle, featherSamples: 1e9, featherHz: 0 })).toThrow('≤ 262144');
    expect(() => shiftMask(hard(rectangle as MaskRegion), 0.5)).toThrow('bySamples=0.5');
  });
});
