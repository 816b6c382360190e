import type { WorkOptions } from '../../engine/core/progress.ts';
import type { Formants } from '../../engine/dsp/formants/formants.ts';
import type { Intensity } from '../../engine/dsp/intensity/intensity.ts';
import type { PitchTrack } from '../../engine/dsp/pitch/pitchTrack.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';
import type { Pulses } from '../../engine/dsp/voice/pulses.ts';

export interface MeasuredSound {
  readonly signal: SampleSource; // mono
  readonly sampleRateHz: number;
  /** What has been analysed already, corrections by hand included; the measures take it as it is. */
  readonly contours?: Partial<KnownContours> | undefined;
}

export interface KnownContours {
  readonly pitch: PitchTrack;
  readonly pulses: Pulses;
  readonly formants: Formants;
  readonly intensity: Intensity;
}

export interface MeasureColumn {
  readonly name: string; // with its unit as suffix: f1MeanHz
  readonly unit: string; // '' for a plain number
}

/** Something that is measured of every labelled interval. */
export interface IntervalMeasure {
  readonly name: string;
  readonly columns: readonly MeasureColumn[];
  /** As they are printed with the results. */
  readonly parameters: object;
  /**
   * Analyses the sound once, as a whole, so that an interval is judged in its context.
   * @returns of an interval one value a column; NaN where there is none
   */
  prepare(sound: MeasuredSound, work: WorkOptions): (startSec: number, endSec: number) => readonly number[];
}
