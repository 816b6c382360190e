/** Everything that can be measured of labelled intervals, by name; a new measure is a file here and a line below. */
import { formantMeasure, type FormantMeasureParams } from './formantMeasure.ts';
import { intensityMeasure } from './intensityMeasure.ts';
import type { IntervalMeasure } from './intervalMeasure.ts';
import { mfccMeasure, type MfccMeasureParams } from './mfccMeasure.ts';
import { pitchMeasure } from './pitchMeasure.ts';
import { spectrumMeasure } from './spectrumMeasure.ts';
import { voiceMeasure, type VoiceMeasureParams } from './voiceMeasure.ts';
import type { IntensityParams } from '../../engine/dsp/intensity/intensity.ts';
import type { PitchParams } from '../../engine/dsp/pitch/pitchParams.ts';

/** The parameters of each; what is left out is the default. */
export interface MeasureSettings {
  readonly formants?: FormantMeasureParams | undefined;
  readonly intensity?: Omit<IntensityParams, 'sampleRateHz'> | undefined;
  readonly mfcc?: MfccMeasureParams | undefined;
  readonly pitch?: Partial<PitchParams> | undefined;
  readonly voice?: VoiceMeasureParams | undefined;
  readonly spectrum?: { readonly power?: number | undefined } | undefined;
}

export const intervalMeasures = {
  formants: ({ formants }: MeasureSettings) => formantMeasure(formants),
  intensity: ({ intensity }: MeasureSettings) => intensityMeasure(intensity),
  mfcc: ({ mfcc }: MeasureSettings) => mfccMeasure(mfcc),
  pitch: ({ pitch }: MeasureSettings) => pitchMeasure(pitch),
  voice: ({ voice }: MeasureSettings) => voiceMeasure(voice),
  spectrum: ({ spectrum }: MeasureSettings) => spectrumMeasure(spectrum),
} as const satisfies Record<string, (settings: MeasureSettings) => IntervalMeasure>;

export type IntervalMeasureName = keyof typeof intervalMeasures;
