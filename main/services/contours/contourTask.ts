/** Analyses of a whole channel that can cross to another thread: parameters, and what was found out before. */
import type {
  FormantContourParams,
  IntensityContourParams,
  PitchContourParams,
} from '../../../preload/contract/contours.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import { measureFormants, type Formants } from '../../engine/dsp/formants/formants.ts';
import { measureIntensity, type Intensity } from '../../engine/dsp/intensity/intensity.ts';
import type { PitchTrack } from '../../engine/dsp/pitch/pitchTrack.ts';
import { trackPitch } from '../../engine/dsp/pitch/trackPitch.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';
import { findPulses, type Pulses } from '../../engine/dsp/voice/pulses.ts';
import { pyinPitchTrack } from './pyinPitchTrack.ts';

export interface ContourTasks {
  readonly pitch: { readonly params: PitchContourParams; readonly result: PitchTrack };
  readonly formants: { readonly params: FormantContourParams; readonly result: Formants };
  readonly intensity: { readonly params: IntensityContourParams; readonly result: Intensity };
  readonly pulses: { readonly params: { readonly pitch: PitchTrack }; readonly result: Pulses };
}

export type ContourTaskName = keyof ContourTasks;
export type ContourParams<K extends ContourTaskName> = ContourTasks[K]['params'];
export type ContourResult<K extends ContourTaskName> = ContourTasks[K]['result'];

export interface Sound {
  readonly source: SampleSource; // mono
  readonly sampleRateHz: number;
}

type Analyses = {
  readonly [K in ContourTaskName]: (sound: Sound, params: ContourParams<K>, work: WorkOptions) => ContourResult<K>;
};

/** @throws EngineError as the engine's analyses */
export const contourAnalyses: Analyses = {
  pitch: ({ source, sampleRateHz }, params, work) => {
    const { timeStepSec, method, ...rest } = params;
    if (method === 'pyin') return pyinPitchTrack({ source, sampleRateHz }, params, work);
    return trackPitch(source, sampleRateHz, { ...rest, method, ...(timeStepSec > 0 ? { timeStepSec } : {}) }, work);
  },
  formants: ({ source, sampleRateHz }, params, work) => measureFormants(source, { ...params, sampleRateHz }, work),
  intensity: ({ source, sampleRateHz }, params, work) => measureIntensity(source, { ...params, sampleRateHz }, work),
  pulses: ({ source, sampleRateHz }, { pitch }, work) => findPulses(source, sampleRateHz, pitch, work),
};
