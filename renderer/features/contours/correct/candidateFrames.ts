/** What each frame could be, and which of it a pointer means. Pure. Frames are counted from the recording's first. */
import type { PitchCandidateSlice } from '../../../../preload/contract/contours.ts';

export interface Candidate {
  readonly frame: number;
  readonly hz: number;
  readonly strength: number;
}

/** A place over a lane: time across, any measure of height that `yAt` gives for a pitch. */
export interface Place {
  readonly timeSec: number;
  readonly y: number;
}

export function frameSec({ firstFrame, firstTimeSec, timeStepSec }: PitchCandidateSlice, frame: number): number {
  return firstTimeSec + (frame - firstFrame) * timeStepSec;
}

/** The frame nearest to a moment; null where the slice has none. */
export function frameNear(slice: PitchCandidateSlice, timeSec: number): number | null {
  const at = Math.round((timeSec - slice.firstTimeSec) / slice.timeStepSec);
  return at >= 0 && at < slice.chosen.length ? slice.firstFrame + at : null;
}

/** Those with a pitch below the ceiling, from low to high. */
export function voicedCandidates(slice: PitchCandidateSlice, frame: number): Candidate[] {
  const at = frame - slice.firstFrame;
  const found: Candidate[] = [];
  for (let j = slice.first[at] ?? 0; j < (slice.first[at + 1] ?? 0); j++) {
    const hz = slice.hz[j] ?? 0;
    if (hz > 0 && hz < slice.ceilingHz) found.push({ frame, hz, strength: slice.strength[j] ?? 0 });
  }
  return found.sort((a, b) => a.hz - b.hz);
}

/** The pitch that the frame has now; null: unvoiced. */
export function chosenHz(slice: PitchCandidateSlice, frame: number): number | null {
  const at = frame - slice.firstFrame;
  const hz = slice.hz[(slice.first[at] ?? 0) + (slice.chosen[at] ?? 0)] ?? 0;
  return hz > 0 && hz < slice.ceilingHz ? hz : null;
}

/** The candidate drawn nearest to a height; null: the frame has none. */
export function nearestCandidate(
  slice: PitchCandidateSlice,
  frame: number,
  y: number,
  yAt: (hz: number) => number,
): Candidate | null {
  let nearest: Candidate | null = null;
  for (const candidate of voicedCandidates(slice, frame))
    if (nearest === null || Math.abs(yAt(candidate.hz) - y) < Math.abs(yAt(nearest.hz) - y)) nearest = candidate;
  return nearest;
}

/** One for each frame from `from` to `to` that has any: those nearest to the straight line between both. */
export function candidatesAlong(
  slice: PitchCandidateSlice,
  from: Place,
  to: Place,
  yAt: (hz: number) => number,
): Candidate[] {
  const indexAt = (timeSec: number) => (timeSec - slice.firstTimeSec) / slice.timeStepSec;
  const [a, b] = [indexAt(from.timeSec), indexAt(to.timeSec)];
  const first = Math.max(0, Math.round(Math.min(a, b)));
  const last = Math.min(slice.chosen.length - 1, Math.round(Math.max(a, b)));
  const found: Candidate[] = [];
  for (let at = first; at <= last; at++) {
    const share = a === b ? 1 : Math.min(Math.max((at - a) / (b - a), 0), 1);
    const nearest = nearestCandidate(slice, slice.firstFrame + at, from.y + share * (to.y - from.y), yAt);
    if (nearest !== null) found.push(nearest);
  }
  return found;
}

/** A stretch of samples that holds the centre of this frame and of no other. */
export function stretchOfFrame(slice: PitchCandidateSlice, frame: number, sampleRateHz: number) {
  const startSample = Math.max(0, Math.floor(frameSec(slice, frame) * sampleRateHz));
  return { startSample, endSample: startSample + 1 };
}

export function sampleOfFrame(slice: PitchCandidateSlice, frame: number, sampleRateHz: number): number {
  return Math.max(0, Math.round(frameSec(slice, frame) * sampleRateHz));
}
