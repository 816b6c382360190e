/** Edits of what is selected in time and frequency: a rectangle or what was drawn, with feathered edges (engine/dsp/mask/mask.ts). */
import type { EffectForm, EffectPlace } from '../effectForm.ts';
import type { EffectForms } from '../effectForms.ts';
import { limits } from '../effectRules.ts';
import type { FeatherSettings, SpectralLevelSettings } from '../effectSettings.ts';
import { decibel, hertz, seconds } from './fields.ts';

export type MaskAction = { readonly type: 'level'; readonly gainDb: number } | { readonly type: PlainAction };
type PlainAction = 'erase' | 'heal' | 'inside' | 'outside';

const feather: FeatherSettings = { featherSec: 0.01, featherHz: 50 };
const longestFeatherSamples = 2 ** 18;

const featherRows = (sampleRateHz: number) =>
  [
    {
      ...seconds,
      key: 'featherSec',
      label: 'Feather in time',
      minValue: 0,
      maxValue: Math.min(longestFeatherSamples / sampleRateHz, 1),
      step: 0.005,
    },
    { ...hertz(sampleRateHz), key: 'featherHz', label: 'Feather in frequency', minValue: 0 },
  ] as const;

/** The shape that was drawn, or the rectangle of the selection: all frequencies where it has no band. */
export function maskEffect(action: MaskAction, { featherSec, featherHz }: FeatherSettings, place: EffectPlace) {
  const { selection, sampleRateHz } = place;
  if (selection === null) return 'select a time, or a time and frequencies in the spectrogram, first';
  const { startSample: fromSample, endSample: toSample, band } = selection;
  const topHz = sampleRateHz / 2;
  const fLowHz = band?.lowHz ?? 0;
  const fHighHz = Math.min(band?.highHz ?? topHz, topHz);
  if (fHighHz <= fLowHz) return `the selected frequencies lie above ${String(topHz)} Hz, the highest of the sound`;
  const region = place.region ?? { kind: 'rectangle', fromSample, toSample, fLowHz, fHighHz };
  const mask = { region, featherSamples: Math.round(featherSec * sampleRateHz), featherHz };
  return { kind: 'mask', mask, action };
}

function plainForm(title: string, type: 'erase' | 'heal'): EffectForm<FeatherSettings> {
  return {
    title,
    group: 'Spectrogram',
    defaults: feather,
    rows: (_, { sampleRateHz }) => featherRows(sampleRateHz),
    effectOf: (settings, place) => maskEffect({ type }, settings, place),
  };
}

function levelForm(title: string, gainDb: number): EffectForm<SpectralLevelSettings> {
  return {
    title,
    group: 'Spectrogram',
    defaults: { gainDb, ...feather },
    rows: (_, { sampleRateHz }) => [
      { ...decibel, ...limits('gainDb'), key: 'gainDb', label: 'Gain' },
      ...featherRows(sampleRateHz),
    ],
    effectOf: (settings, place) => maskEffect({ type: 'level', gainDb: settings.gainDb }, settings, place),
  };
}

export const spectralForms: Pick<EffectForms, 'attenuate' | 'boost' | 'erase' | 'heal'> = {
  attenuate: levelForm('Attenuate what is selected', -12),
  boost: levelForm('Boost what is selected', 6),
  erase: plainForm('Erase what is selected', 'erase'),
  heal: plainForm('Heal what is selected', 'heal'),
};
