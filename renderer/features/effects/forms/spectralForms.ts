/** Edits of what is selected in time and frequency: a rectangle or what was drawn, with feathered edges (engine/dsp/mask/mask.ts). */
import type { EffectForm, EffectPlace } from '../effectForm.ts';
import type { EffectForms } from '../effectForms.ts';
import { limits } from '../effectRules.ts';
import type { FeatherSettings, SpectralLevelSettings } from '../effectSettings.ts';
import { selectedRectangle } from '../mask/maskRegion.ts';
import { formatHzPlain } from '../../../shared/format/frequency.ts';
import { decibel, hertz, seconds } from './fields.ts';

export type MaskAction = { readonly type: 'level'; readonly gainDb: number } | { readonly type: PlainAction };
type PlainAction = 'erase' | 'heal' | 'inside' | 'outside';

const feather: FeatherSettings = { featherSec: 0.01, featherHz: 50 };
const longestFeatherSamples = 2 ** 18;

export const featherRows = (sampleRateHz: number) =>
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
  const region = place.region ?? selectedRectangle(selection, sampleRateHz);
  if (region === null)
    return `the selected frequencies lie above ${String(sampleRateHz / 2)} Hz, the highest of the sound`;
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

export const spectralForms: Pick<EffectForms, 'attenuate' | 'boost' | 'erase' | 'heal' | 'pasteMasked'> = {
  attenuate: levelForm('Attenuate what is selected', -12),
  boost: levelForm('Boost what is selected', 6),
  erase: plainForm('Erase what is selected', 'erase'),
  heal: plainForm('Heal what is selected', 'heal'),
  pasteMasked: {
    title: 'Paste masked sound at the cursor',
    group: 'Spectrogram',
    defaults: { shiftHz: 0, gainDb: 0, mode: 'mix' },
    rows: (_, { sampleRateHz }) => [
      {
        dimension: 'frequency',
        format: formatHzPlain,
        minValue: -sampleRateHz / 2,
        maxValue: sampleRateHz / 2,
        step: 10,
        key: 'shiftHz',
        label: 'Moved up by',
      },
      { ...decibel, ...limits('gainDb'), key: 'gainDb', label: 'Gain' },
      {
        key: 'mode',
        label: 'What is there',
        options: [
          { value: 'mix', title: 'Stays: mixed' },
          { value: 'replace', title: 'Goes: replaced' },
        ],
      },
    ],
    effectOf: ({ shiftHz, gainDb, mode }, { masked, cursorSample, sampleRateHz }) => {
      if (masked === null) return 'copy what is inside a selection in the spectrogram first';
      if (masked.sampleRateHz !== sampleRateHz)
        return `what was copied is of ${String(masked.sampleRateHz)} Hz, this sound of ${String(sampleRateHz)} Hz`;
      if (mode === 'replace' && shiftHz !== 0) return 'what is moved in frequency can only be mixed in';
      return { kind: 'pasteMasked', atSample: cursorSample, shiftHz, gainDb, mode };
    },
    spanOf: (_, { masked, cursorSample }) => ({
      startSample: cursorSample,
      endSample: cursorSample + (masked?.lengthSamples ?? 0),
    }),
  },
};
