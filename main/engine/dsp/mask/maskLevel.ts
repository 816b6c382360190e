import { EngineError } from '../../core/errors.ts';
import { sumSource } from '../effects/sumSource.ts';
import type { SampleSource } from '../sampleSource.ts';
import { insideSource } from './insideSource.ts';
import type { Mask } from './mask.ts';
import type { MaskParams } from './maskFraming.ts';

/**
 * What lies inside a mask made louder or softer: y = x + (10^(gainDb/20) − 1)·inside. Under the feather the gain goes over
 * to 1. Phases stay.
 * @param gainDb −200 … 60
 * @throws EngineError E_PARAM: gainDb out of range; as insideSource
 */
export function changeMaskLevel(source: SampleSource, mask: Mask, params: MaskParams & { readonly gainDb: number }) {
  const { gainDb } = params;
  if (!(gainDb >= -200 && gainDb <= 60)) throw new EngineError('E_PARAM', `gainDb=${gainDb} must be from -200 to 60`);
  const gain = 10 ** (gainDb / 20) - 1;
  return sumSource([{ source }, { source: insideSource(source, mask, params), gain }], source.nSamples);
}
