/** Labels on time, as Praat's TextGrid holds them: the form in which annotation comes and goes between programs. */
export interface TextGrid {
  readonly startSec: number;
  readonly endSec: number;
  readonly tiers: readonly AnnotationTier[];
}

export type AnnotationTier = IntervalTier | PointTier;

/** Intervals in order, none reaching into the next. Praat's cover the whole time, the unlabelled with an empty text. */
export interface IntervalTier {
  readonly kind: 'intervals';
  readonly name: string;
  readonly intervals: readonly LabelledInterval[];
}

export interface LabelledInterval {
  readonly startSec: number;
  readonly endSec: number; // ≥ startSec
  readonly text: string;
}

export interface PointTier {
  readonly kind: 'points';
  readonly name: string;
  readonly points: readonly LabelledPoint[];
}

export interface LabelledPoint {
  readonly timeSec: number;
  readonly text: string;
}
