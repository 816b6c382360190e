/**
 * Pitch over a range in numbers: of the frames whose centres lie in it. Semitones are 12·log₂(hz/100 Hz). The median lies
 * between the two middle values of an even number; standard deviations are of a sample (n − 1).
 */
import type { TimeSpan } from '../timeSpan.ts';
import { framesWithin } from './frameGrid.ts';
import { pitchHz, type PitchTrack } from './pitchTrack.ts';

export interface PitchSummary {
  readonly nFrames: number;
  readonly nVoiced: number;
  readonly voicedFraction: number | null; // null without a frame
  /** Null without a voiced frame. */
  readonly hz: Distribution | null;
  readonly semitones: Distribution | null; // re 100 Hz
}

export interface Distribution {
  readonly mean: number;
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly sd: number | null; // null below two values
}

export function summarizePitch(track: PitchTrack, { fromSec, toSec }: TimeSpan): PitchSummary {
  const [first, end] = framesWithin(track, fromSec, toSec);
  const hz: number[] = [];
  for (let m = first; m < end; m++) {
    const value = pitchHz(track, m);
    if (value !== null) hz.push(value);
  }
  const nFrames = end - first;
  return {
    nFrames,
    nVoiced: hz.length,
    voicedFraction: nFrames === 0 ? null : hz.length / nFrames,
    hz: distributionOf(hz),
    semitones: distributionOf(hz.map((value) => 12 * Math.log2(value / 100))),
  };
}

export function distributionOf(values: readonly number[]): Distribution | null {
  const n = values.length;
  if (n === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    mean,
    median: 0.5 * (sorted[Math.floor((n - 1) / 2)]! + sorted[Math.floor(n / 2)]!),
    min: sorted[0]!,
    max: sorted[n - 1]!,
    sd: n < 2 ? null : Math.sqrt(squares / (n - 1)),
  };
}
