import type { WorkOptions } from '../../engine/core/progress.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';

export interface MeasuredSound {
  readonly signal: SampleSource; // mono
  readonly sampleRateHz: number;
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
