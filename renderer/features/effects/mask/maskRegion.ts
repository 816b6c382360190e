/** What is selected in time and frequency: regions from gestures, and the rectangle around a region. */
import type {
  BrushRegion,
  CellRegion,
  HarmonicRegion,
  MaskRegion,
  PolygonRegion,
  RectangleRegion,
} from '../../../../preload/contract/maskShapes.ts';
import type { Selection } from '../../../state/selection.ts';

export interface MaskPoint {
  readonly sample: number;
  readonly hz: number;
}

export type Combining = 'new' | 'union' | 'intersection' | 'difference';

export interface RegionBounds {
  readonly startSample: number;
  readonly endSample: number;
  readonly lowHz: number;
  readonly highHz: number;
}

/** Nothing of the region lies outside; null: it covers nothing. */
export function regionBounds(region: MaskRegion): RegionBounds | null {
  switch (region.kind) {
    case 'rectangle':
      return {
        startSample: region.fromSample,
        endSample: region.toSample,
        lowHz: region.fLowHz,
        highHz: region.fHighHz,
      };
    case 'polygon':
      return around(region, 0, 0);
    case 'brush':
      return around(region, region.radiusSamples, region.radiusHz);
    case 'harmonics':
      return harmonicBounds(region);
    case 'cells':
      return cellBounds(region);
    case 'union':
      return region.regions.map(regionBounds).reduce((a, b) => (a === null || b === null ? (a ?? b) : both(a, b)));
    case 'intersection':
      return region.regions.map(regionBounds).reduce((a, b) => (a === null || b === null ? null : common(a, b)));
    case 'difference':
      return region.regions[0] === undefined ? null : regionBounds(region.regions[0]);
  }
}

function around({ samples, hz }: PolygonRegion | BrushRegion, radiusSamples: number, radiusHz: number): RegionBounds {
  return {
    startSample: Math.floor(least(samples) - radiusSamples),
    endSample: Math.ceil(most(samples) + radiusSamples) + 1,
    lowHz: Math.max(0, least(hz) - radiusHz),
    highHz: most(hz) + radiusHz,
  };
}

function harmonicBounds({ samples, hz, firstHarmonic, nHarmonics, bandwidthHz }: HarmonicRegion): RegionBounds {
  return {
    startSample: least(samples),
    endSample: most(samples) + 1,
    lowHz: Math.max(0, firstHarmonic * least(hz) - bandwidthHz / 2),
    highHz: (firstHarmonic + nHarmonics - 1) * most(hz) + bandwidthHz / 2,
  };
}

function cellBounds({ fromSample, stepSamples, binHz, columns }: CellRegion): RegionBounds | null {
  const filled = columns.filter((column) => column.length > 0);
  if (filled.length === 0) return null;
  return {
    startSample: fromSample,
    endSample: fromSample + stepSamples * columns.length,
    lowHz: Math.max(0, (least(filled.map((column) => column[0] ?? 0)) - 0.5) * binHz),
    highHz: (most(filled.map((column) => column.at(-1) ?? 0)) - 0.5) * binHz,
  };
}

const both = (a: RegionBounds, b: RegionBounds): RegionBounds => ({
  startSample: Math.min(a.startSample, b.startSample),
  endSample: Math.max(a.endSample, b.endSample),
  lowHz: Math.min(a.lowHz, b.lowHz),
  highHz: Math.max(a.highHz, b.highHz),
});

function common(a: RegionBounds, b: RegionBounds): RegionBounds | null {
  const startSample = Math.max(a.startSample, b.startSample);
  const endSample = Math.min(a.endSample, b.endSample);
  const [lowHz, highHz] = [Math.max(a.lowHz, b.lowHz), Math.min(a.highHz, b.highHz)];
  return startSample < endSample && lowHz < highHz ? { startSample, endSample, lowHz, highHz } : null;
}

const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);

/** All frequencies where it has no band; null: the band lies above those of the sound. */
export function selectedRectangle(
  { startSample: fromSample, endSample: toSample, band }: Selection,
  sampleRateHz: number,
): RectangleRegion | null {
  const topHz = sampleRateHz / 2;
  const fLowHz = band?.lowHz ?? 0;
  const fHighHz = Math.min(band?.highHz ?? topHz, topHz);
  return fHighHz <= fLowHz ? null : { kind: 'rectangle', fromSample, toSample, fLowHz, fHighHz };
}

/** Inside what a lasso draws. */
export function lassoRegion(points: readonly MaskPoint[]): PolygonRegion | null {
  if (points.length < 3) return null;
  return { kind: 'polygon', ...columnsOf(points) };
}

export function brushRegion(
  points: readonly MaskPoint[],
  radius: Pick<BrushRegion, 'radiusSamples' | 'radiusHz'>,
): BrushRegion {
  return { kind: 'brush', ...columnsOf(points), ...radius };
}

/** Around the multiples of a fundamental that is drawn; where the pen goes back in time, what it drew there counts no more. */
export function harmonicRegion(
  points: readonly MaskPoint[],
  harmonics: Pick<HarmonicRegion, 'firstHarmonic' | 'nHarmonics' | 'bandwidthHz'>,
): HarmonicRegion | null {
  const risen: MaskPoint[] = [];
  for (const { sample, hz } of points) {
    const point = { sample: Math.round(sample), hz };
    while ((risen.at(-1)?.sample ?? -Infinity) >= point.sample) risen.pop();
    if (hz > 0) risen.push(point);
  }
  return risen.length < 2 ? null : { kind: 'harmonics', ...columnsOf(risen), ...harmonics };
}

const columnsOf = (points: readonly MaskPoint[]) => ({
  samples: points.map(({ sample }) => Math.round(sample)),
  hz: points.map(({ hz }) => Math.max(0, hz)),
});
