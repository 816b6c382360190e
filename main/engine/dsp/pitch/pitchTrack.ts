/**
 * Pitch over time with everything that was considered: each frame has candidates (one of them "unvoiced") and one that
 * was chosen. The path can be corrected afterwards (editPitch.ts) without the sound.
 */
import { cellValue, type FrameGrid } from '../frameCells.ts';
import { frameTimeSec } from './frameTimes.ts';
import type { FrameTimes } from './frameTimes.ts';
import { requireInteger } from '../requireInteger.ts';

export interface PitchTrack extends FrameTimes {
  readonly durationSec: number; // of the signal
  readonly floorHz: number;
  readonly ceilingHz: number; // candidates from here on count as unvoiced
  /** Loudest sample near the frame's centre re that of the whole signal, 0 … 1; [nFrames] */
  readonly intensity: Float64Array;
  readonly candidates: PitchCandidates;
  /** Which of its candidates each frame takes, 0 … nCandidates−1; [nFrames] */
  readonly chosen: Uint16Array;
}

/** Frame m has the candidates first[m] … first[m+1]−1. */
export interface PitchCandidates {
  readonly first: Uint32Array; // [nFrames + 1]
  readonly hz: Float64Array; // 0 for unvoiced, which is each frame's first
  readonly strength: Float64Array; // normalised correlation, 0 … 1; 0 for unvoiced
}

export interface PitchFrame {
  readonly timeSec: number;
  readonly hz: number | null; // null: unvoiced
  readonly strength: number; // of the chosen candidate
}

/** Null where the frame is unvoiced. @throws EngineError E_PARAM: no such frame */
export function pitchHz(track: PitchTrack, frame: number): number | null {
  const hz = track.candidates.hz[chosenCandidate(track, frame)]!;
  return hz > 0 && hz < track.ceilingHz ? hz : null;
}

export function pitchStrength(track: PitchTrack, frame: number): number {
  return track.candidates.strength[chosenCandidate(track, frame)]!;
}

export function pitchFrame(track: PitchTrack, frame: number): PitchFrame {
  return { timeSec: frameTimeSec(track, frame), hz: pitchHz(track, frame), strength: pitchStrength(track, frame) };
}

/** For reading between frames (frameCells.ts); `of` gives something else of a voiced frame than its pitch. */
export function pitchGrid(track: PitchTrack, of: (frame: number, hz: number) => number = (_, hz) => hz): FrameGrid {
  const { nFrames, firstTimeSec, timeStepSec } = track;
  const valueAt = (frame: number) => {
    const hz = pitchHz(track, frame);
    return hz === null ? Number.NaN : of(frame, hz);
  };
  return { nFrames, firstTimeSec, timeStepSec, valueAt };
}

/** Pitch at any time, linear between two voiced frames; null where the nearer frame is unvoiced. */
export function pitchAt(track: PitchTrack, timeSec: number): number | null {
  const hz = cellValue(pitchGrid(track), timeSec);
  return Number.isNaN(hz) ? null : hz;
}

function chosenCandidate({ candidates, chosen, nFrames }: PitchTrack, frame: number): number {
  requireInteger('frame', frame, 0, nFrames - 1);
  return candidates.first[frame]! + chosen[frame]!;
}
