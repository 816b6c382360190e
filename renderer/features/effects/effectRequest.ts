import type { Effect, EffectPlace, SampleSpan } from './effectForm.ts';
import { effectForms } from './effectForms.ts';
import type { EffectName, EffectSettings } from './effectSettings.ts';

export interface EffectRequest extends SampleSpan {
  readonly effect: Effect;
  readonly resultEndSample: number;
}

/** @returns what is asked of the studio, or why it cannot be done here */
export function effectRequest<K extends EffectName>(
  name: K,
  settings: EffectSettings[K],
  place: EffectPlace,
): EffectRequest | string {
  const form = effectForms[name];
  const effect = form.effectOf(settings, place);
  if (typeof effect === 'string') return effect;
  const { startSample, endSample } = form.spanOf?.(settings, place) ?? place.span;
  const lengthSamples = form.lengthOf?.(settings, place) ?? endSample - startSample;
  return { effect, startSample, endSample, resultEndSample: startSample + lengthSamples };
}
