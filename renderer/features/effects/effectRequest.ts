import type { Effect, EffectPlace, SampleSpan } from './effectForm.ts';
import { effectForms } from './effectForms.ts';
import type { EffectName, EffectSettings } from './effectSettings.ts';

export interface EffectRequest extends SampleSpan {
  readonly effect: Effect;
  readonly resultEndSample: number;
  readonly more: readonly SampleSpan[]; // the same there
}

/** @returns what is asked of the studio, or why it cannot be done here */
export function effectRequest<K extends EffectName>(
  name: K,
  settings: EffectSettings[K],
  place: EffectPlace,
): EffectRequest | string {
  const form = effectForms[name];
  const takesOne = form.spanOf !== undefined || form.lengthOf !== undefined || form.group === 'Spectrogram';
  const { others } = place;
  if (takesOne && others.length > 0) return `${String(others.length + 1)} ranges are selected: this effect takes one`;
  const effect = form.effectOf(settings, place);
  if (typeof effect === 'string') return effect;
  const { startSample, endSample } = form.spanOf?.(settings, place) ?? place.span;
  const lengthSamples = form.lengthOf?.(settings, place) ?? endSample - startSample;
  return { effect, startSample, endSample, resultEndSample: startSample + lengthSamples, more: others };
}
