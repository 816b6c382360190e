/** Every effect with its fields and what it is to the engine, in the order in which they are offered. */
import type { EffectForm } from './effectForm.ts';
import type { EffectName, EffectSettings } from './effectSettings.ts';
import { filterForms } from './forms/filterForms.ts';
import { generateForms } from './forms/generateForms.ts';
import { levelForms } from './forms/levelForms.ts';
import { spectralForms } from './forms/spectralForms.ts';
import { timeForms } from './forms/timeForms.ts';

export type EffectForms = { readonly [K in EffectName]: EffectForm<EffectSettings[K]> };

export const effectForms: EffectForms = {
  ...levelForms,
  ...filterForms,
  ...timeForms,
  ...spectralForms,
  ...generateForms,
};

export const effectNames = Object.keys(effectForms) as readonly EffectName[];
