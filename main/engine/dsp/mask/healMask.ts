import type { SampleSource } from '../sampleSource.ts';
import { interpolateGap } from './interpolateGap.ts';
import type { Mask } from './mask.ts';
import type { MaskParams } from './maskFraming.ts';
import { spectralHeal } from './spectralHeal.ts';

const longestGapSec = 0.02;

/**
 * What is inside a mask replaced by what its surroundings suggest. A rectangle of all frequencies that lasts 20 ms at most,
 * a click, is filled sample by sample from the sound before and after (interpolateGap.ts); its feather has no meaning
 * then, and the rest is untouched to the bit. Everything else is filled in time and frequency (spectralHeal.ts).
 * @throws EngineError E_PARAM; reading: a sample that is not finite, its index in the message
 */
export function healMask(source: SampleSource, mask: Mask, params: MaskParams): SampleSource {
  const { region } = mask;
  const { sampleRateHz } = params;
  if (region.kind === 'rectangle' && region.fLowHz === 0 && region.fHighHz >= sampleRateHz / 2) {
    const fromSample = Math.max(0, region.fromSample);
    const toSample = Math.min(source.nSamples, region.toSample);
    if (region.toSample - region.fromSample <= longestGapSec * sampleRateHz)
      return toSample > fromSample ? interpolateGap(source, { fromSample, toSample }) : source;
  }
  return spectralHeal(source, mask, params);
}
