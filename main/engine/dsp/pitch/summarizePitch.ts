/**
 * Pitch over a range in numbers. Counts and median are of the frames whose centres lie in the range; least and greatest are
 * those of frames, of parabolas through them and of the curve at both ends (frameCells.ts), as Praat reads them. Mean and
 * standard deviation are of the curve between voiced frames, as Praat's are; the deviation is that of a sample: times
 * √(n/(n − 1)) for n voiced frames. Semitones are 12·log₂(hz/100 Hz).
 */
import { cellExtremes, cellMean, quantile, sortedValues, type FrameGrid } from '../frameCells.ts';
import type { TimeSpan } from '../timeSpan.ts';
import { framesWithin } from './frameTimes.ts';
import { pitchGrid, type PitchTrack } from './pitchTrack.ts';

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

export function summarizePitch(track: PitchTrack, span: TimeSpan): PitchSummary {
  const [first, end] = framesWithin(track, span.fromSec, span.toSec);
  const hz = distributionOver(pitchGrid(track), span);
  const nFrames = end - first;
  const nVoiced = hz?.n ?? 0;
  return {
    nFrames,
    nVoiced,
    voicedFraction: nFrames === 0 ? null : nVoiced / nFrames,
    hz: hz?.distribution ?? null,
    semitones:
      distributionOver(
        pitchGrid(track, (_, f) => 12 * Math.log2(f / 100)),
        span,
      )?.distribution ?? null,
  };
}

function distributionOver(
  grid: FrameGrid,
  { fromSec, toSec }: TimeSpan,
): { n: number; distribution: Distribution } | null {
  const sorted = sortedValues(grid, fromSec, toSec);
  const n = sorted.length;
  if (n === 0) return null;
  const curveMean = cellMean(grid, fromSec, toSec);
  const mean = Number.isNaN(curveMean) ? sorted[0]! : curveMean; // a range without length has no curve
  const variance = cellMean(grid, fromSec, toSec, (value) => (value - mean) ** 2);
  return {
    n,
    distribution: {
      mean,
      median: quantile(sorted, 0.5),
      ...(cellExtremes(grid, fromSec, toSec) ?? { min: sorted[0]!, max: sorted[n - 1]! }),
      sd: n < 2 ? null : Math.sqrt((variance * n) / (n - 1)),
    },
  };
}
