import { describe, expect, it } from 'vitest';
import { regionSection } from '../../../main/engine/dsp/mask/regionSection.ts';
import { checkMask } from '../../../main/engine/dsp/mask/maskJson.ts';
import {
  brushRegion,
  harmonicRegion,
  lassoRegion,
  regionBounds,
} from '../../../renderer/features/effects/mask/maskRegion.ts';
import type { MaskRegion } from '../../../preload/contract/maskShapes.ts';
import { regionOf, selectRegion } from '../../../renderer/features/effects/mask/maskShape.ts';
import { useSelection } from '../../../renderer/state/selection.ts';

const points = [
  { sample: 100.4, hz: 500 },
  { sample: 300, hz: 900 },
  { sample: 500, hz: 200 },
];
const lasso = lassoRegion(points)!;
const brush = brushRegion(points, { radiusSamples: 20, radiusHz: 50 });
const cells: MaskRegion = {
  kind: 'cells',
  fromSample: 64,
  stepSamples: 32,
  binHz: 31.25,
  columns: [
    [3, 6],
    [4, 9, 12, 14],
  ],
};
const voice = harmonicRegion(points, { firstHarmonic: 2, nHarmonics: 3, bandwidthHz: 40 })!;
const rectangle: MaskRegion = { kind: 'rectangle', fromSample: 150, toSample: 400, fLowHz: 300, fHighHz: 800 };
const regions: readonly MaskRegion[] = [
  lasso,
  brush,
  cells,
  voice,
  rectangle,
  { kind: 'union', regions: [lasso, cells] },
  { kind: 'intersection', regions: [lasso, rectangle] },
  { kind: 'difference', regions: [rectangle, lasso] },
];

describe('a region that is drawn', () => {
  it.each(regions)('of kind $kind is one to the engine, and lies within its bounds', (region) => {
    const mask = checkMask({ region, featherSamples: 0, featherHz: 0 });
    const { startSample, endSample, lowHz, highHz } = regionBounds(region)!;
    expect(lowHz).toBeLessThan(highHz);
    const { fromSample, toSample } = regionSection(mask.region);
    expect(startSample).toBeLessThanOrEqual(fromSample);
    expect(endSample).toBeGreaterThanOrEqual(Math.floor(toSample));
  });

  it('that covers nothing has no bounds', () => {
    const late: MaskRegion = { ...rectangle, fromSample: 900, toSample: 950 };
    expect(regionBounds({ kind: 'intersection', regions: [rectangle, late] })).toBeNull();
    expect(regionBounds({ kind: 'union', regions: [{ ...cells, columns: [[]] }] })).toBeNull();
  });

  it('of a fundamental forgets what was drawn before going back in time', () => {
    const drawn = [
      { sample: 10, hz: 100 },
      { sample: 50, hz: 110 },
      { sample: 30, hz: 120 },
      { sample: 40, hz: 130 },
    ];
    const params = { firstHarmonic: 1, nHarmonics: 2, bandwidthHz: 10 };
    expect(harmonicRegion(drawn, params)).toMatchObject({ samples: [10, 30, 40], hz: [100, 120, 130] });
    expect(harmonicRegion(drawn.slice(0, 1), params)).toBeNull();
  });

  it('needs three points to be a lasso', () => {
    expect(lassoRegion(points.slice(0, 2))).toBeNull();
  });

  it('is selected with the rectangle around it, is added to, and goes with its selection', () => {
    selectRegion(lasso, 'new', 16_000);
    const { selection } = useSelection.getState();
    expect(selection).toEqual({ startSample: 100, endSample: 501, band: { lowHz: 200, highHz: 900 } });
    expect(regionOf(selection)).toEqual(lasso);
    selectRegion(brush, 'union', 16_000);
    expect(regionOf(useSelection.getState().selection)).toEqual({ kind: 'union', regions: [lasso, brush] });
    expect(selectRegion({ ...rectangle, fromSample: 9000, toSample: 9001 }, 'intersection', 16_000)).toBe(false);
    selectRegion(cells, 'difference', 16_000);
    expect(regionOf(useSelection.getState().selection)).toMatchObject({ kind: 'difference', regions: [{}, cells] });
    useSelection.getState().select(10, 20);
    expect(regionOf(useSelection.getState().selection)).toBeNull();
  });

  it('is added to a rectangle that is selected too', () => {
    useSelection.getState().select(100, 200, { lowHz: 300, highHz: 400 });
    selectRegion(lasso, 'union', 16_000);
    const before = { kind: 'rectangle', fromSample: 100, toSample: 200, fLowHz: 300, fHighHz: 400 };
    expect(regionOf(useSelection.getState().selection)).toEqual({ kind: 'union', regions: [before, lasso] });
  });
});
