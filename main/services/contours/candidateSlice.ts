import { mostCandidateFrames } from '../../../preload/contract/contourFormat.ts';
import type { PitchCandidateSlice } from '../../../preload/contract/contours.ts';
import { frameTimeSec, framesWithin } from '../../engine/dsp/pitch/frameTimes.ts';
import type { PitchTrack } from '../../engine/dsp/pitch/pitchTrack.ts';
import type { TimeSpan } from '../../engine/dsp/timeSpan.ts';

/** What the frames in a span could be, as many of them as fit. */
export function candidateSlice(track: PitchTrack, span: TimeSpan, maxCandidates: number): PitchCandidateSlice {
  const [firstFrame, endWanted] = framesWithin(track, span.fromSec, span.toSec);
  const end = Math.min(endWanted, firstFrame + mostCandidateFrames(maxCandidates));
  const { first, hz, strength } = track.candidates;
  const [from, to] = [first[firstFrame] ?? 0, first[end] ?? 0];
  return {
    firstFrame,
    firstTimeSec: frameTimeSec(track, firstFrame),
    timeStepSec: track.timeStepSec,
    ceilingHz: track.ceilingHz,
    first: Uint32Array.from(first.subarray(firstFrame, end + 1), (at) => at - from),
    hz: Float64Array.from(hz.subarray(from, to)),
    strength: Float64Array.from(strength.subarray(from, to)),
    chosen: Uint16Array.from(track.chosen.subarray(firstFrame, end)),
  };
}
