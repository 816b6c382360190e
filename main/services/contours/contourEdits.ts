/** Corrections of pitch and pulses by hand, in the order they were made; kept in times, so that other parameters keep them. */
import type { ContourEdit } from '../../../preload/contract/contours.ts';
import { chooseNearest, shiftOctave, unvoice, voice } from '../../engine/dsp/pitch/editPitch.ts';
import type { PitchTrack } from '../../engine/dsp/pitch/pitchTrack.ts';
import { addPulse, nearestPulse, removePulse } from '../../engine/dsp/voice/editPulses.ts';
import type { Pulses } from '../../engine/dsp/voice/pulses.ts';

export function correctPitch(track: PitchTrack, edits: readonly ContourEdit[]): PitchTrack {
  return edits.reduce((corrected, edit) => applyPitchEdit(corrected, edit), track);
}

function applyPitchEdit(track: PitchTrack, edit: ContourEdit): PitchTrack {
  switch (edit.kind) {
    case 'choose': {
      const frame = Math.round((edit.timeSec - track.firstTimeSec) / track.timeStepSec);
      return frame < 0 || frame >= track.nFrames ? track : chooseNearest(track, frame, edit.hz);
    }
    case 'octaveUp':
      return shiftOctave(track, edit, 1);
    case 'octaveDown':
      return shiftOctave(track, edit, -1);
    case 'unvoice':
      return unvoice(track, edit);
    case 'voice':
      return voice(track, edit);
    case 'addPulse':
    case 'removePulse':
      return track;
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
