/** Regions where time is taken out of their sound or put into it. */
import { requireInteger } from '../requireInteger.ts';
import type { MaskRegion } from './mask.ts';
import { regionSection } from './regionSection.ts';
import { shiftRegion } from './shiftMask.ts';

/** Above every frequency of a sound. */
const topHz = 1e9;

/**
 * What of a region lies from `fromSample` until before `toSample`; null: nothing. Cutting again nests no deeper: what was
 * cut is cut narrower.
 * @throws EngineError E_PARAM
 */
export function cutRegion(region: MaskRegion, fromSample: number, toSample: number): MaskRegion | null {
  requireInteger('fromSample', fromSample, Number.MIN_SAFE_INTEGER);
  requireInteger('toSample', toSample, Number.MIN_SAFE_INTEGER);
  return cut(region, fromSample, toSample);
}

function cut(region: MaskRegion, fromSample: number, toSample: number): MaskRegion | null {
  const there = regionSection(region);
  if (there.fromSample >= toSample || there.toSample <= fromSample) return null;
  if (there.fromSample >= fromSample && there.toSample <= toSample) return region;
  switch (region.kind) {
    case 'rectangle':
      return {
        ...region,
        fromSample: Math.max(region.fromSample, fromSample),
        toSample: Math.min(region.toSample, toSample),
      };
    case 'union':
      return uniteRegions(region.regions.map((part) => cut(part, fromSample, toSample)));
    case 'intersection':
    case 'difference': {
      const [first, ...others] = region.regions;
      const left = cut(first!, fromSample, toSample);
      return left === null ? null : { kind: region.kind, regions: [left, ...others] };
    }
    case 'polygon':
    case 'brush':
    case 'harmonics':
    case 'cells': {
      const window = {
        kind: 'rectangle',
        fromSample: Math.max(fromSample, Math.floor(there.fromSample)),
        toSample: Math.min(toSample, Math.ceil(there.toSample)),
        fLowHz: 0,
        fHighHz: topHz,
      } as const;
      return { kind: 'intersection', regions: [window, region] };
    }
  }
}

/** All of them as one, unions of unions as one union; null: there is none. */
export function uniteRegions(regions: readonly (MaskRegion | null)[]): MaskRegion | null {
  const parts = regions.flatMap((part) => (part === null ? [] : part.kind === 'union' ? part.regions : [part]));
  return parts.length > 1 ? { kind: 'union', regions: parts } : (parts[0] ?? null);
}

/** The span goes and what follows closes the gap. @throws EngineError E_PARAM */
export function removeRegionTime(region: MaskRegion, fromSample: number, toSample: number): MaskRegion | null {
  requireInteger('fromSample', fromSample, Number.MIN_SAFE_INTEGER);
  requireInteger('toSample', toSample, fromSample);
  const behind = cut(region, toSample, Infinity);
  return uniteRegions([cut(region, -Infinity, fromSample), behind && shiftRegion(behind, fromSample - toSample)]);
}

/** What is put in between belongs to no region. @throws EngineError E_PARAM */
export function insertRegionTime(region: MaskRegion, atSample: number, lengthSamples: number): MaskRegion {
  requireInteger('atSample', atSample, Number.MIN_SAFE_INTEGER);
  requireInteger('lengthSamples', lengthSamples, 0);
  const behind = cut(region, atSample, Infinity);
  const before = cut(region, -Infinity, atSample);
  return uniteRegions([before, behind && shiftRegion(behind, lengthSamples)]) ?? region;
}
