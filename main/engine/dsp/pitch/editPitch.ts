/** Corrections of the path by hand: each gives a new track that shares the candidates, and leaves the old one as it is. */
import { EngineError } from '../../core/errors.ts';
import { requireInteger } from '../requireInteger.ts';
import type { TimeSpan } from '../timeSpan.ts';
import { framesWithin } from './frameTimes.ts';
import { pitchHz, type PitchTrack } from './pitchTrack.ts';

/** @throws EngineError E_PARAM: no such frame, or it has no such candidate */
export function chooseCandidate(track: PitchTrack, frame: number, candidate: number): PitchTrack {
  requireInteger('frame', frame, 0, track.nFrames - 1);
  const { first } = track.candidates;
  requireInteger('candidate', candidate, 0, first[frame + 1]! - first[frame]! - 1);
  const chosen = track.chosen.slice();
  chosen[frame] = candidate;
  return { ...track, chosen };
}

export interface PathPoint {
  readonly frame: number;
  readonly hz: number;
}

/** At each point the candidate whose pitch is nearest to `hz` on a logarithmic scale. @throws EngineError E_PARAM: frame, hz */
export function choosePath(track: PitchTrack, points: readonly PathPoint[]): PitchTrack {
  const chosen = track.chosen.slice();
  for (const { frame, hz } of points) {
    requireInteger('frame', frame, 0, track.nFrames - 1);
    if (!(hz > 0 && Number.isFinite(hz))) throw new EngineError('E_PARAM', `hz=${hz} must be a finite number > 0`);
    chosen[frame] = nearestVoiced(track, frame, hz) ?? chosen[frame]!;
  }
  return { ...track, chosen };
}

/** Every frame in the span unvoiced. */
export function unvoice(track: PitchTrack, span: TimeSpan): PitchTrack {
  return rechoose(track, span, () => 0);
}

/** Every frame in the span takes its strongest candidate below the ceiling. */
export function voice(track: PitchTrack, span: TimeSpan): PitchTrack {
  return rechoose(track, span, (frame) => {
    const { first, hz, strength } = track.candidates;
    let best = 0;
    for (let j = first[frame]! + 1; j < first[frame + 1]!; j++) {
      if (hz[j]! < track.ceilingHz && (best === 0 || strength[j]! > strength[first[frame]! + best]!))
        best = j - first[frame]!;
    }
    return best;
  });
}

const octaveTolerance = 1 / 4; // octaves

/**
 * Every voiced frame in the span takes the candidate an octave higher (+1) or lower (−1), if it has one within a
 * quarter of an octave of there.
 */
export function shiftOctave(track: PitchTrack, span: TimeSpan, octaves: 1 | -1): PitchTrack {
  return rechoose(track, span, (frame) => {
    const hz = pitchHz(track, frame);
    const wanted = hz === null ? null : hz * 2 ** octaves;
    const nearest = wanted === null ? null : nearestVoiced(track, frame, wanted);
    if (wanted === null || nearest === null) return null;
    const found = track.candidates.hz[track.candidates.first[frame]! + nearest]!;
    return Math.abs(Math.log2(found / wanted)) <= octaveTolerance ? nearest : null;
  });
}

/** `choose` gives a candidate, or null to leave the frame as it is. */
function rechoose(track: PitchTrack, span: TimeSpan, choose: (frame: number) => number | null): PitchTrack {
  const [from, end] = framesWithin(track, span.fromSec, span.toSec);
  const chosen = track.chosen.slice();
  for (let frame = from; frame < end; frame++) chosen[frame] = choose(frame) ?? chosen[frame]!;
  return { ...track, chosen };
}

function nearestVoiced(
  { candidates: { first, hz }, ceilingHz }: PitchTrack,
  frame: number,
  wanted: number,
): number | null {
  let nearest: number | null = null;
  let least = Infinity;
  for (let j = first[frame]! + 1; j < first[frame + 1]!; j++) {
    const distance = Math.abs(Math.log2(hz[j]! / wanted));
    if (hz[j]! >= ceilingHz || distance >= least) continue;
    least = distance;
    nearest = j - first[frame]!;
  }
  return nearest;
}
