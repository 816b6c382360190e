/** The effect that the panel shows, what it is asked with, and what became of it. */
import { create } from 'zustand';
import type { SampleSpan } from './effectForm.ts';
import { effectForms, effectNames } from './effectForms.ts';
import type { EffectName, EffectSettings } from './effectSettings.ts';

export const defaultEffectSettings = Object.fromEntries(
  effectNames.map((name) => [name, effectForms[name].defaults]),
) as unknown as EffectSettings;

export interface EffectStore {
  readonly name: EffectName;
  readonly settings: EffectSettings;
  /** What noise reduction takes for noise: a stretch of this document. */
  readonly noise: (SampleSpan & { readonly documentId: string }) | null;
  readonly problem: string | null; // why the last try failed
  readonly jobId: string | null; // while it is computed
  readonly focusRequests: number; // counted: the panel takes the focus at each
  change<K extends EffectName>(name: K, change: Partial<EffectSettings[K]>): void;
  choose(name: EffectName): void;
}

export const useEffects = create<EffectStore>()((set) => ({
  name: 'normalizePeak',
  settings: defaultEffectSettings,
  noise: null,
  problem: null,
  jobId: null,
  focusRequests: 0,
  change: (name, change) => {
    set(({ settings }) => ({ settings: { ...settings, [name]: { ...settings[name], ...change } }, problem: null }));
  },
  choose: (name) => {
    set({ name, problem: null });
  },
}));
