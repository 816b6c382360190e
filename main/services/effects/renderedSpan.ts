import { EngineError } from '../../engine/core/errors.ts';
import { maskReach } from '../../engine/dsp/mask/maskFraming.ts';
import { patchStart, type Patch } from '../../engine/dsp/mask/patch.ts';
import type { EffectDescription } from '../../engine/dsp/rendering/effectDescription.ts';
import type { DocumentState } from '../../store/documentState.ts';
import type { Span } from '../edits/clipLists.ts';
import { requireSpan } from '../edits/editFunction.ts';
import { trackLength } from '../projects/projectInfo.ts';

/**
 * The span that an effect replaces: the one it is given; for a mask all that editing it can change, so that what is put
 * in place joins on exactly; for what is pasted all that it reaches; generated sound may be put between two samples.
 * @throws EngineError E_PARAM: the span is empty, or the mask does not reach the document
 */
export function renderedSpan(effect: EffectDescription, span: Span, document: DocumentState, patch?: Patch): Span {
  const { startSample, endSample } = span;
  if (effect.kind === 'generate' && startSample === endSample) return { startSample, endSample };
  if (effect.kind === 'pasteMasked') {
    if (patch === undefined) throw new EngineError('E_PARAM', 'nothing was copied out of a mask: copy something first');
    const start = patchStart(patch, effect.atSample);
    return requireSpan({ startSample: Math.max(0, start), endSample: start + (patch.channels[0]?.nSamples ?? 0) });
  }
  if (effect.kind !== 'mask') return requireSpan(span);
  const { sampleRateHz } = document;
  const lengthSamples = Math.max(0, ...document.tracks.map(trackLength));
  const reach = maskReach(effect.mask, lengthSamples, { sampleRateHz });
  if (reach.toSample === reach.fromSample)
    throw new EngineError('E_PARAM', `the mask does not reach the sound, which lasts ${lengthSamples} samples`);
  return { startSample: reach.fromSample, endSample: reach.toSample };
}
