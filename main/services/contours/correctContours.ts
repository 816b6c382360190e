/** Corrections of pitch and pulses by hand, in the order they were made; kept in times, so that other parameters keep them. */
import { choosePath, shiftOctave, unvoice, voice, type PathPoint } from '../../engine/dsp/pitch/editPitch.ts';
import type { PitchTrack } from '../../engine/dsp/pitch/pitchTrack.ts';
import type { TimeSpan } from '../../engine/dsp/timeSpan.ts';
import { addPulse, nearestPulse, removePulse } from '../../engine/dsp/voice/editPulses.ts';
import type { Pulses } from '../../engine/dsp/voice/pulses.ts';

/** The frame at that time takes its candidate nearest to `hz`. */
interface Choice {
  readonly kind: 'choose';
  readonly timeSec: number;
  readonly hz: number;
}

interface StretchEdit extends TimeSpan {
  readonly kind: 'octaveUp' | 'octaveDown' | 'unvoice' | 'voice';
}

interface PulseEdit {
  readonly kind: 'addPulse' | 'removePulse';
  readonly timeSec: number;
}

/** One correction, in seconds of the sound. */
export type ContourEdit = Choice | StretchEdit | PulseEdit;

/** A new track that shares the candidates, or the same one if there is nothing to correct. */
export function correctPitch(track: PitchTrack, edits: readonly ContourEdit[]): PitchTrack {
  let corrected = track;
  let path: PathPoint[] = []; // drawn frame by frame: taken together, as each step copies the whole path
  const takePath = () => {
    if (path.length > 0) corrected = choosePath(corrected, path);
    path = [];
  };
  for (const edit of edits) {
    if (edit.kind === 'choose') {
      const frame = Math.round((edit.timeSec - track.firstTimeSec) / track.timeStepSec);
      if (frame >= 0 && frame < track.nFrames) path.push({ frame, hz: edit.hz });
    } else if ('fromSec' in edit) {
      takePath();
      corrected = changeStretch(corrected, edit);
    }
  }
  takePath();
  return corrected;
}

function changeStretch(track: PitchTrack, edit: StretchEdit): PitchTrack {
  switch (edit.kind) {
    case 'octaveUp':
      return shiftOctave(track, edit, 1);
    case 'octaveDown':
      return shiftOctave(track, edit, -1);
    case 'unvoice':
      return unvoice(track, edit);
    case 'voice':
      return voice(track, edit);
  }
}

const sameSec = 0.0005; // a pulse within this is the one that was meant

export function correctPulses(pulses: Pulses, edits: readonly ContourEdit[]): Pulses {
  return edits.reduce((corrected, edit) => {
    if (edit.kind === 'addPulse') return addPulse(corrected, edit.timeSec);
    if (edit.kind !== 'removePulse') return corrected;
    const nearest = nearestPulse(corrected, edit.timeSec);
    const isMeant = nearest !== null && Math.abs(corrected[nearest]! - edit.timeSec) <= sameSec;
    return isMeant ? removePulse(corrected, nearest) : corrected;
  }, pulses);
}

export function isPitchEdit({ kind }: ContourEdit): boolean {
  return kind !== 'addPulse' && kind !== 'removePulse';
}
