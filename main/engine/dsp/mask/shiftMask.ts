import { requireInteger } from '../requireInteger.ts';
import type { Mask, MaskRegion } from './mask.ts';

/** The same mask `bySamples` later, as its clip moves: every gain of it is the very same number. @throws EngineError E_PARAM */
export function shiftMask(mask: Mask, bySamples: number): Mask {
  return { ...mask, region: shiftRegion(mask.region, bySamples) };
}

/** @throws EngineError E_PARAM */
export function shiftRegion(region: MaskRegion, bySamples: number): MaskRegion {
  requireInteger('bySamples', bySamples, Number.MIN_SAFE_INTEGER);
  return bySamples === 0 ? region : shifted(region, bySamples);
}

function shifted(region: MaskRegion, by: number): MaskRegion {
  switch (region.kind) {
    case 'rectangle':
      return { ...region, fromSample: region.fromSample + by, toSample: region.toSample + by };
    case 'cells':
      return { ...region, fromSample: region.fromSample + by };
    case 'polygon':
    case 'brush':
    case 'harmonics':
      return { ...region, samples: region.samples.map((sample) => sample + by) };
    case 'union':
    case 'intersection':
    case 'difference':
      return { ...region, regions: region.regions.map((part) => shifted(part, by)) };
  }
}
