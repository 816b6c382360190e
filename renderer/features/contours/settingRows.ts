/** Which parameters the inspector shows of each contour, and what each takes. */
import { defaultPitchParams, pitchMethodNames, type PitchMethodName } from '../../../preload/contract/contourFormat.ts';
import { formatHzPlain } from '../../shared/format/frequency.ts';
import { formatDuration } from '../../shared/format/time.ts';
import type { SettingRow } from '../../shared/ui/SettingRows.tsx';
import {
  pitchScaleNames,
  type FormantSettings,
  type IntensitySettings,
  type PitchScaleName,
  type PitchSettings,
} from '../../state/contourSettings.ts';

const methodTitles: Readonly<Record<PitchMethodName, string>> = {
  'raw-ac': 'Autocorrelation (raw)',
  'raw-cc': 'Cross-correlation (raw)',
  'filtered-ac': 'Autocorrelation (filtered)',
  'filtered-cc': 'Cross-correlation (filtered)',
  pyin: 'pYIN',
};
const scaleTitles: Readonly<Record<PitchScaleName, string>> = {
  linear: 'Linear, own axis',
  log: 'Logarithmic, own axis',
  spectrogram: 'That of the spectrogram',
};

const hertz = { dimension: 'frequency', format: formatHzPlain } as const;
const plain = { dimension: 'plain', format: String, minValue: 0, maxValue: 100 } as const;
const timeStep = {
  key: 'timeStepSec',
  label: 'Time step',
  dimension: 'time',
  format: (sec: number) => (sec === 0 ? 'automatic' : formatDuration(sec)),
  minValue: 0,
  maxValue: 10,
  step: 0.001,
} as const;

export function pitchRows({
  method,
  floorHz,
  ceilingHz,
  axisMinHz,
  axisMaxHz,
}: PitchSettings): SettingRow<PitchSettings>[] {
  const rows: SettingRow<PitchSettings>[] = [
    {
      key: 'method',
      label: 'Method',
      options: pitchMethodNames.map((value) => ({ value, title: methodTitles[value] })),
      // The costs of one method mean something else in another.
      changeFor: (value) => defaultPitchParams(value as PitchMethodName),
    },
    { ...hertz, key: 'floorHz', label: 'Floor', minValue: 1, maxValue: ceilingHz - 1, step: 5 },
    { ...hertz, key: 'ceilingHz', label: 'Ceiling', minValue: floorHz + 1, maxValue: 40_000, step: 10 },
    timeStep,
  ];
  if (method !== 'pyin')
    rows.push(
      { ...plain, key: 'silenceThreshold', label: 'Silence threshold', step: 0.01 },
      { ...plain, key: 'voicingThreshold', label: 'Voicing threshold', step: 0.05 },
      { ...plain, key: 'octaveCost', label: 'Octave cost', step: 0.005 },
      { ...plain, key: 'octaveJumpCost', label: 'Octave-jump cost', step: 0.05 },
      { ...plain, key: 'voicedUnvoicedCost', label: 'Voiced/unvoiced cost', step: 0.02 },
      {
        ...plain,
        key: 'maxCandidates',
        label: 'Candidates',
        minValue: 2,
        step: 1,
        format: (n) => String(Math.round(n)),
      },
      { key: 'veryAccurate', label: 'Very accurate (window twice as long)' },
    );
  rows.push({
    key: 'scale',
    label: 'Axis',
    options: pitchScaleNames.map((value) => ({ value, title: scaleTitles[value] })),
  });
  const axis: SettingRow<PitchSettings>[] = [
    { ...hertz, key: 'axisMinHz', label: 'Axis from', minValue: 1, maxValue: axisMaxHz - 1, step: 10 },
    { ...hertz, key: 'axisMaxHz', label: 'Axis to', minValue: axisMinHz + 1, maxValue: 40_000, step: 10 },
  ];
  return [...rows, ...axis];
}

export const formantRows: readonly SettingRow<FormantSettings>[] = [
  { ...hertz, key: 'ceilingHz', label: 'Ceiling', minValue: 50, maxValue: 100_000, step: 100 },
  { ...plain, key: 'maxFormants', label: 'Formants', minValue: 0.5, maxValue: 16, step: 0.5 },
  {
    key: 'windowSec',
    label: 'Window',
    dimension: 'time',
    format: formatDuration,
    minValue: 0.001,
    maxValue: 1,
    step: 0.001,
  },
  { ...hertz, key: 'preEmphasisHz', label: 'Pre-emphasis from', minValue: 0, maxValue: 100_000, step: 10 },
  timeStep,
  {
    key: 'dynamicRangeDb',
    label: 'Dynamic range',
    dimension: 'level',
    format: (db) => (db === 0 ? 'all' : `${String(Number(db.toFixed(2)))} dB`),
    minValue: 0,
    maxValue: 200,
    step: 5,
  },
];

export function intensityRows({ axisMinDb, axisMaxDb }: IntensitySettings): readonly SettingRow<IntensitySettings>[] {
  const decibel = {
    dimension: 'level',
    format: (db: number) => `${String(Number(db.toFixed(2)))} dB`,
    step: 5,
  } as const;
  return [
    { ...hertz, key: 'minPitchHz', label: 'Lowest pitch', minValue: 1, maxValue: 10_000, step: 5 },
    timeStep,
    { key: 'subtractMean', label: 'Subtract the mean' },
    { ...decibel, key: 'axisMinDb', label: 'Axis from', minValue: -300, maxValue: axisMaxDb - 1 },
    { ...decibel, key: 'axisMaxDb', label: 'Axis to', minValue: axisMinDb + 1, maxValue: 300 },
  ];
}
