/**
 * Butterworth and Chebyshev filters as second-order sections: the analogue low pass of analogPrototype.ts, moved to its
 * band and to z by bandTransform.ts, cut into sections by pairSections.ts. Transfer functions as of scipy.signal.butter,
 * cheby1 and cheby2 (order: of the prototype, so band filters have 2·order poles).
 */
import { analogPrototype } from './analogPrototype.ts';
import type { IirFamily } from './analogPrototype.ts';
import { digitalBand } from './bandTransform.ts';
import type { FilterBand } from './bandTransform.ts';
import type { Biquad } from './biquad.ts';
import { pairSections } from './pairSections.ts';

export type IirParams = IirFamily & FilterBand & { readonly order: number; readonly sampleRateHz: number };

/**
 * @throws EngineError E_PARAM: order not an integer from 1 to 64, rippleDb or attenuationDb not > 0, or edges that do not
 *   rise between 0 and sampleRateHz/2
 */
export function designIir(params: IirParams): Biquad[] {
  return pairSections(digitalBand(analogPrototype(params.order, params), params, params.sampleRateHz));
}
