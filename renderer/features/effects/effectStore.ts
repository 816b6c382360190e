/** The effect that the panel shows, what it is asked with, and what became of it. */
import { create } from 'zustand';
import type { MaskedSound, SampleSpan } from './effectForm.ts';
import { effectForms, effectNames } from './effectForms.ts';
import type { EffectName, EffectSettings, FeatherSettings } from './effectSettings.ts';

export const defaultEffectSettings = Object.fromEntries(
  effectNames.map((name) => [name, effectForms[name].defaults]),
) as unknown as EffectSettings;

export interface EffectStore {
  readonly name: EffectName;
  readonly settings: EffectSettings;
  /** What noise reduction takes for noise: a stretch of this document. */
  readonly noise: (SampleSpan & { readonly documentId: string }) | null;
  /** What was copied out of a mask, on the host's clipboard. */
  readonly masked: MaskedSound | null;
  readonly problem: string | null; // why the last try failed
  readonly jobId: string | null; // while it is computed
  readonly focusRequests: number; // counted: the panel takes the focus at each
  change<K extends EffectName>(name: K, change: Partial<EffectSettings[K]>): void;
  choose(name: EffectName): void;
}

const spectralNames = ['attenuate', 'boost', 'erase', 'heal'] as const;

/** A feather is of what is selected, whatever is done to it. */
function withFeather(settings: EffectSettings, change: Partial<FeatherSettings>): EffectSettings {
  const feather: Partial<FeatherSettings> = {
    ...(change.featherSec === undefined ? {} : { featherSec: change.featherSec }),
    ...(change.featherHz === undefined ? {} : { featherHz: change.featherHz }),
  };
  if (Object.keys(feather).length === 0) return settings;
  const feathered = spectralNames.map((name) => [name, { ...settings[name], ...feather }] as const);
  return { ...settings, ...Object.fromEntries(feathered) };
}

export const useEffects = create<EffectStore>()((set) => ({
  name: 'normalizePeak',
  settings: defaultEffectSettings,
  noise: null,
  masked: null,
  problem: null,
  jobId: null,
  focusRequests: 0,
  change: (name, change) => {
    set(({ settings }) => {
      const changed = { ...settings, [name]: { ...settings[name], ...change } };
      return { settings: withFeather(changed, change), problem: null };
    });
  },
  choose: (name) => {
    set({ name, problem: null });
  },
}));
