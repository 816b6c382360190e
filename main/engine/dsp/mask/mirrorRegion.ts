import { requireInteger } from '../requireInteger.ts';
import type { MaskRegion } from './mask.ts';

/** The region of a sound that plays backwards: what lay at sample n lies at sumSamples − 1 − n. @throws EngineError E_PARAM */
export function mirrorRegion(region: MaskRegion, sumSamples: number): MaskRegion {
  requireInteger('sumSamples', sumSamples, Number.MIN_SAFE_INTEGER);
  return mirrored(region, sumSamples);
}

function mirrored(region: MaskRegion, sum: number): MaskRegion {
  switch (region.kind) {
    case 'rectangle':
      return { ...region, fromSample: sum - region.toSample, toSample: sum - region.fromSample };
    case 'cells': {
      const endSample = region.fromSample + region.columns.length * region.stepSamples;
      return { ...region, fromSample: sum - endSample, columns: region.columns.toReversed() };
    }
    case 'polygon':
    case 'brush':
    case 'harmonics':
      return {
        ...region,
        samples: region.samples.map((sample) => sum - 1 - sample).toReversed(),
        hz: region.hz.toReversed(),
      };
    case 'union':
    case 'intersection':
    case 'difference':
      return { ...region, regions: region.regions.map((part) => mirrored(part, sum)) };
  }
}
