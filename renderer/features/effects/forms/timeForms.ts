import type { EffectForms } from '../effectForms.ts';
import { limits } from '../effectRules.ts';
import { decibel, hertz, plain, seconds } from './fields.ts';

const methodRow = {
  key: 'method',
  label: 'Method',
  options: [
    { value: 'wsola', title: 'Overlap-add (speech)' },
    { value: 'phase-vocoder', title: 'Phase vocoder (music)' },
  ],
} as const;

export const timeForms: Pick<EffectForms, 'timeStretch' | 'pitchShift' | 'reduceNoise'> = {
  timeStretch: {
    title: 'Time stretch',
    group: 'Time and pitch',
    defaults: { factor: 1.25, method: 'wsola' },
    rows: () => [
      {
        ...plain,
        ...limits('factor'),
        key: 'factor',
        label: 'Times the length',
        step: 0.05,
        format: (factor) => `${plain.format(factor)} x`,
      },
      methodRow,
    ],
    effectOf: (settings) => ({ kind: 'timeStretch', ...settings }),
    lengthOf: ({ factor }, { span }) => Math.round((span.endSample - span.startSample) * factor),
  },
  pitchShift: {
    title: 'Pitch shift',
    group: 'Time and pitch',
    defaults: { semitones: 2, method: 'wsola' },
    rows: () => [{ ...plain, ...limits('semitones'), key: 'semitones', label: 'Semitones', step: 0.5 }, methodRow],
    effectOf: (settings) => ({ kind: 'pitchShift', ...settings }),
  },
  reduceNoise: {
    title: 'Noise reduction',
    group: 'Noise',
    defaults: {
      thresholdSigma: 1.5,
      attenuationDb: 18,
      timeSmoothingSec: 0.02,
      frequencySmoothingHz: 60,
      attackSec: 0.005,
      releaseSec: 0.05,
      output: 'clean',
    },
    rows: (_, { sampleRateHz }) => [
      { ...decibel, ...limits('attenuationDb'), key: 'attenuationDb', label: 'Attenuation' },
      { ...plain, ...limits('thresholdSigma'), key: 'thresholdSigma', label: 'Threshold (σ)', step: 0.1 },
      { ...seconds, ...limits('timeSmoothingSec'), key: 'timeSmoothingSec', label: 'Smoothing in time', step: 0.005 },
      {
        ...hertz(sampleRateHz),
        ...limits('frequencySmoothingHz'),
        key: 'frequencySmoothingHz',
        label: 'Smoothing in frequency',
      },
      { ...seconds, ...limits('attackSec'), key: 'attackSec', label: 'Attack', step: 0.001 },
      { ...seconds, ...limits('releaseSec'), key: 'releaseSec', label: 'Release', step: 0.005 },
      {
        key: 'output',
        label: 'Output',
        options: [
          { value: 'clean', title: 'The sound without noise' },
          { value: 'residue', title: 'What is taken away' },
        ],
      },
    ],
    effectOf: (settings, { noise }) =>
      noise === null
        ? 'select a stretch of noise alone and take the noise from it first'
        : { kind: 'reduceNoise', noise: { fromSample: noise.startSample, toSample: noise.endSample }, ...settings },
  },
};
