/** Sounds that take the place of the selection, or are put at the cursor where nothing is selected. */
import type { EffectForm, EffectPlace } from '../effectForm.ts';
import type { EffectForms } from '../effectForms.ts';
import { limits } from '../effectRules.ts';
import type { EffectSettings } from '../effectSettings.ts';
import { decibel, hertz, seconds } from './fields.ts';

interface Length {
  readonly lengthSec: number;
}

const nSamplesOf = ({ lengthSec }: Length, { selection, sampleRateHz }: EffectPlace): number =>
  selection === null ? Math.round(lengthSec * sampleRateHz) : selection.endSample - selection.startSample;

const lengthRows = ({ selection, sampleRateHz }: Pick<EffectPlace, 'selection' | 'sampleRateHz'>) =>
  selection !== null
    ? []
    : ([{ ...seconds, key: 'lengthSec', label: 'Length', minValue: 1 / sampleRateHz, maxValue: 86_400 }] as const);

const level = { ...decibel, ...limits('levelDb'), key: 'levelDb', label: 'Level' } as const;

type Generator<S> = Pick<EffectForm<S>, 'title' | 'defaults' | 'rows'> & { readonly sound: (settings: S) => object };

function generateForm<S extends Length>({ title, defaults, rows, sound }: Generator<S>): EffectForm<S> {
  return {
    title,
    group: 'Generate',
    defaults,
    rows,
    effectOf: (settings, place) => ({
      kind: 'generate',
      sound: { ...sound(settings), nSamples: nSamplesOf(settings, place) },
    }),
    spanOf: (_, { selection, cursorSample }) => selection ?? { startSample: cursorSample, endSample: cursorSample },
    lengthOf: nSamplesOf,
  };
}

export const generateForms: Pick<EffectForms, 'generateTone' | 'generateSweep' | 'generateNoise' | 'generateSilence'> =
  {
    generateTone: generateForm({
      title: 'Generate a tone',
      defaults: { hz: 440, levelDb: -12, lengthSec: 1 },
      rows: (_, place) => [
        { ...hertz(place.sampleRateHz), key: 'hz', label: 'Frequency' },
        level,
        ...lengthRows(place),
      ],
      sound: ({ hz, levelDb }) => ({ type: 'tone', hz, levelDb }),
    }),
    generateSweep: generateForm<EffectSettings['generateSweep']>({
      title: 'Generate a sweep',
      defaults: { fromHz: 100, toHz: 4000, course: 'exponential', levelDb: -12, lengthSec: 2 },
      rows: (_, place) => [
        { ...hertz(place.sampleRateHz), key: 'fromHz', label: 'From' },
        { ...hertz(place.sampleRateHz), key: 'toHz', label: 'To' },
        {
          key: 'course',
          label: 'Course',
          options: [
            { value: 'exponential', title: 'Exponential' },
            { value: 'linear', title: 'Linear' },
          ],
        },
        level,
        ...lengthRows(place),
      ],
      sound: ({ fromHz, toHz, course, levelDb }) => ({ type: 'sweep', fromHz, toHz, course, levelDb }),
    }),
    generateNoise: generateForm<EffectSettings['generateNoise']>({
      title: 'Generate noise',
      defaults: { color: 'white', levelDb: -30, lengthSec: 1 },
      rows: (_, place) => [
        {
          key: 'color',
          label: 'Colour',
          options: [
            { value: 'white', title: 'White' },
            { value: 'pink', title: 'Pink' },
          ],
        },
        { ...level, label: 'Level (RMS)' },
        ...lengthRows(place),
      ],
      sound: ({ color, levelDb }) => ({ type: 'noise', color, levelDb }),
    }),
    generateSilence: generateForm({
      title: 'Generate silence',
      defaults: { lengthSec: 1 },
      rows: (_, place) => lengthRows(place),
      sound: () => ({ type: 'silence' }),
    }),
  };
