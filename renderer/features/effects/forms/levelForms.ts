import { fadeShapes, fadeShapeTitles } from '../../../state/editing.ts';
import type { EffectForms } from '../effectForms.ts';
import { limits } from '../effectRules.ts';
import { decibel } from './fields.ts';

const lufs = (value: number) => `${value < 0 ? '−' : ''}${String(Math.abs(Number(value.toFixed(2))))} LUFS`;

type LevelForms = Pick<EffectForms, 'normalizePeak' | 'normalizeLoudness' | 'removeDc' | 'gain' | 'mixPaste' | 'fade'>;

export const levelForms: LevelForms = {
  normalizePeak: {
    title: 'Normalise peak',
    group: 'Level',
    defaults: { targetDb: -1, isLinked: true },
    rows: () => [
      { ...decibel, ...limits('targetDb'), key: 'targetDb', label: 'Highest peak at' },
      { key: 'isLinked', label: 'The same gain for all channels' },
    ],
    effectOf: (settings) => ({ kind: 'normalizePeak', ...settings }),
  },
  normalizeLoudness: {
    title: 'Normalise loudness',
    group: 'Level',
    defaults: { targetLufs: -23, maxTruePeakDbtp: -1 },
    rows: () => [
      { ...decibel, ...limits('targetLufs'), key: 'targetLufs', label: 'Loudness (LUFS)', format: lufs },
      {
        ...decibel,
        ...limits('maxTruePeakDbtp'),
        key: 'maxTruePeakDbtp',
        label: 'True peak at most',
        isEmptyAllowed: true,
        placeholder: 'any',
      },
    ],
    effectOf: ({ targetLufs, maxTruePeakDbtp }) => ({
      kind: 'normalizeLoudness',
      targetLufs,
      ...(maxTruePeakDbtp === null ? {} : { maxTruePeakDbtp }),
    }),
  },
  removeDc: {
    title: 'Remove DC',
    group: 'Level',
    defaults: {},
    rows: () => [],
    effectOf: () => ({ kind: 'removeDc' }),
  },
  gain: {
    title: 'Gain with preview',
    group: 'Level',
    defaults: { gainDb: -6 },
    rows: () => [{ ...decibel, ...limits('gainDb'), key: 'gainDb', label: 'Gain' }],
    effectOf: ({ gainDb }) => ({ kind: 'gain', gainDb }),
  },
  mixPaste: {
    title: 'Mix paste',
    group: 'Level',
    defaults: { pastedGainDb: 0, gainDb: 0 },
    rows: () => [
      { ...decibel, ...limits('gainDb'), key: 'pastedGainDb', label: 'Clipboard' },
      { ...decibel, ...limits('gainDb'), key: 'gainDb', label: 'What is there' },
    ],
    effectOf: (settings, { clipboardSamples }) =>
      clipboardSamples === null
        ? 'the clipboard is empty: cut or copy something first'
        : { kind: 'mixPaste', ...settings },
    spanOf: (_, { selection, cursorSample, clipboardSamples }) => {
      const startSample = selection?.startSample ?? cursorSample;
      return { startSample, endSample: startSample + (clipboardSamples ?? 0) };
    },
  },
  fade: {
    title: 'Fade with a shape',
    group: 'Level',
    defaults: { direction: 'in', shape: 'linear' },
    rows: () => [
      {
        key: 'direction',
        label: 'Direction',
        options: [
          { value: 'in', title: 'In' },
          { value: 'out', title: 'Out' },
        ],
      },
      {
        key: 'shape',
        label: 'Shape',
        options: fadeShapes.map((value) => ({ value, title: fadeShapeTitles[value] })),
      },
    ],
    effectOf: (settings) => ({ kind: 'fade', ...settings }),
  },
};
