/**
 * How much of a range is voiced, by two counts. A frame is locally unvoiced if it is quieter than the silence threshold
 * or no candidate below the ceiling reaches the voicing threshold: the path does not count. A voice break is an interval
 * between pulses longer than 1.25 periods of the floor. Praat manual, "Voice 1. Voice breaks".
 */
import { framesWithin } from '../pitch/frameTimes.ts';
import type { PitchTrack } from '../pitch/pitchTrack.ts';
import type { TimeSpan } from '../timeSpan.ts';
import { pulsesWithin } from './periods.ts';
import type { Pulses } from './pulses.ts';
import { requireAbove } from '../requireInteger.ts';

export interface UnvoicedFrames {
  readonly nUnvoiced: number;
  readonly nFrames: number;
}

export interface VoicingThresholds {
  readonly silenceThreshold: number;
  readonly voicingThreshold: number;
}

export function locallyUnvoicedFrames(
  track: PitchTrack,
  span: TimeSpan,
  thresholds: VoicingThresholds,
): UnvoicedFrames {
  const [first, end] = framesWithin(track, span.fromSec, span.toSec);
  let nUnvoiced = 0;
  for (let m = first; m < end; m++) if (!isLocallyVoiced(track, m, thresholds)) nUnvoiced++;
  return { nUnvoiced, nFrames: end - first };
}

function isLocallyVoiced(
  { intensity, candidates: { first, hz, strength }, ceilingHz }: PitchTrack,
  frame: number,
  { silenceThreshold, voicingThreshold }: VoicingThresholds,
): boolean {
  if (intensity[frame]! < silenceThreshold) return false;
  for (let j = first[frame]!; j < first[frame + 1]!; j++) {
    if (hz[j]! > 0 && hz[j]! < ceilingHz && strength[j]! >= voicingThreshold) return true;
  }
  return false;
}

export interface VoiceBreaks {
  readonly nBreaks: number;
  readonly totalSec: number;
}

/** @throws EngineError E_PARAM: floorHz, span or pulses */
export function voiceBreaks(pulses: Pulses, span: TimeSpan, floorHz: number): VoiceBreaks {
  requireAbove('floorHz', floorHz, 0);
  const [first, end] = pulsesWithin(pulses, span);
  let nBreaks = 0;
  let totalSec = 0;
  for (let i = first; i + 1 < end; i++) {
    const interval = pulses[i + 1]! - pulses[i]!;
    if (interval <= 1.25 / floorHz) continue;
    nBreaks++;
    totalSec += interval;
  }
  return { nBreaks, totalSec };
}
