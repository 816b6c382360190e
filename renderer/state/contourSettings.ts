/** Pitch, formants, intensity and pulses over the lanes: how they are analysed, whether and on which axes they are shown. */
import { create } from 'zustand';
import {
  defaultFormantParams,
  defaultIntensityParams,
  defaultPitchParams,
} from '../../preload/contract/contourFormat.ts';
import type {
  ContourKind,
  ContourRequest,
  FormantContourParams,
  IntensityContourParams,
  PitchContourParams,
} from '../../preload/contract/contours.ts';

/** What can be laid over the lanes. */
export type OverlayName = ContourKind | 'pulses';

export const pitchScaleNames = ['linear', 'log', 'spectrogram'] as const;
export type PitchScaleName = (typeof pitchScaleNames)[number];

export interface PitchSettings extends PitchContourParams {
  readonly isShown: boolean;
  readonly scale: PitchScaleName; // of its axis; 'spectrogram': that of the lane
  readonly axisMinHz: number;
  readonly axisMaxHz: number;
}

export interface FormantSettings extends FormantContourParams {
  readonly isShown: boolean;
  readonly dynamicRangeDb: number; // quieter frames are not drawn; 0: all are
}

export interface IntensitySettings extends IntensityContourParams {
  readonly isShown: boolean;
  readonly axisMinDb: number;
  readonly axisMaxDb: number;
}

export interface ContourSettings {
  readonly pitch: PitchSettings;
  readonly formants: FormantSettings;
  readonly intensity: IntensitySettings;
  readonly pulses: { readonly isShown: boolean };
}

export const defaultContourSettings: ContourSettings = {
  pitch: { ...defaultPitchParams('raw-ac'), isShown: false, scale: 'linear', axisMinHz: 50, axisMaxHz: 500 },
  formants: { ...defaultFormantParams, isShown: false, dynamicRangeDb: 30 },
  intensity: { ...defaultIntensityParams, isShown: false, axisMinDb: 50, axisMaxDb: 100 },
  pulses: { isShown: false },
};

/** In longer views pulses would be a grey veil. */
export const longestPulseViewSec = 2;

export function pitchParamsOf({ pitch }: ContourSettings): PitchContourParams {
  const { isShown: _shown, scale: _scale, axisMinHz: _min, axisMaxHz: _max, ...params } = pitch;
  return params;
}

export function formantParamsOf({ formants }: ContourSettings): FormantContourParams {
  const { isShown: _shown, dynamicRangeDb: _range, ...params } = formants;
  return params;
}

export function intensityParamsOf({ intensity }: ContourSettings): IntensityContourParams {
  const { isShown: _shown, axisMinDb: _min, axisMaxDb: _max, ...params } = intensity;
  return params;
}

export function contourOf(settings: ContourSettings, kind: ContourKind): ContourRequest {
  switch (kind) {
    case 'pitch':
      return { kind, params: pitchParamsOf(settings) };
    case 'formants':
      return { kind, params: formantParamsOf(settings), dynamicRangeDb: settings.formants.dynamicRangeDb };
    case 'intensity':
      return { kind, params: intensityParamsOf(settings) };
  }
}

interface ContourSettingsStore {
  readonly settings: ContourSettings;
  change<K extends keyof ContourSettings>(name: K, change: Partial<ContourSettings[K]>): void;
}

export const useContourSettings = create<ContourSettingsStore>()((set) => ({
  settings: defaultContourSettings,
  change: (name, change) => {
    set(({ settings }) => ({ settings: { ...settings, [name]: { ...settings[name], ...change } } }));
  },
}));
