/** What is selected in time and frequency where it is no rectangle, as the engine describes it (engine/dsp/mask/mask.ts). */
import type { CellRegion } from '../../../../preload/contract/effects.ts';

export interface MaskPoint {
  readonly sample: number;
  readonly hz: number;
}

export interface PolygonRegion {
  readonly kind: 'polygon';
  readonly samples: readonly number[];
  readonly hz: readonly number[];
}

export interface BrushRegion {
  readonly kind: 'brush';
  readonly samples: readonly number[];
  readonly hz: readonly number[];
  readonly radiusSamples: number;
  readonly radiusHz: number;
}

/** What one gesture selects. */
export type DrawnRegion = PolygonRegion | BrushRegion | CellRegion;

export interface CombinedRegion {
  readonly kind: 'union' | 'difference';
  readonly regions: readonly [MaskRegion, DrawnRegion];
}

export type MaskRegion = DrawnRegion | CombinedRegion;
export type Combining = 'new' | CombinedRegion['kind'];

export interface RegionBounds {
  readonly startSample: number;
  readonly endSample: number;
  readonly lowHz: number;
  readonly highHz: number;
}

export function regionBounds(region: MaskRegion): RegionBounds {
  switch (region.kind) {
    case 'polygon':
      return around(region, 0, 0);
    case 'brush':
      return around(region, region.radiusSamples, region.radiusHz);
    case 'cells':
      return cellBounds(region);
    case 'union':
      return both(regionBounds(region.regions[0]), regionBounds(region.regions[1]));
    case 'difference':
      return regionBounds(region.regions[0]);
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

function cellBounds({ fromSample, stepSamples, binHz, columns }: CellRegion): RegionBounds {
  const filled = columns.filter((column) => column.length > 0);
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

const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -Infinity);

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

const columnsOf = (points: readonly MaskPoint[]) => ({
  samples: points.map(({ sample }) => Math.round(sample)),
  hz: points.map(({ hz }) => Math.max(0, hz)),
});
