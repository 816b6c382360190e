/** What psola.ts makes of 3 s of speech. */
import { flattenPitch, shiftPitch } from '../../../main/engine/dsp/pitch/editPitchCurve.ts';
import { pitchCurveOf } from '../../../main/engine/dsp/pitch/pitchCurve.ts';
import type { PointCurve } from '../../../main/engine/dsp/pointCurve.ts';
import { trackPitch } from '../../../main/engine/dsp/pitch/trackPitch.ts';
import { psola } from '../../../main/engine/dsp/stretch/psola.ts';
import { findPulses } from '../../../main/engine/dsp/voice/pulses.ts';
import { readJfk } from '../dsp/dspSignals.ts';

export interface ResynthesisCase {
  readonly name: string;
  readonly factor: number; // of the melody
  readonly flatHz: number; // 0: not flattened
  readonly duration: number;
}

export const sampleRateHz = 16_000;
export const original = readJfk().slice(48_000, 96_000);
export const analyse = (sound: Float32Array) => trackPitch(sound, sampleRateHz, { timeStepSec: 0.01 });
const track = analyse(original);
const pulses = findPulses(original, sampleRateHz, track);
export const melody = pitchCurveOf(track);

/** The melody asked for, over the time of the original. */
export function askedMelody({ factor, flatHz }: ResynthesisCase): PointCurve {
  return flatHz > 0 ? flattenPitch(melody, flatHz) : shiftPitch(melody, 12 * Math.log2(factor), 'semitones');
}

export function resynthesise(request: ResynthesisCase): Float32Array {
  const duration = { timesSec: Float64Array.of(0), values: Float64Array.of(request.duration) };
  return psola([original], { sampleRateHz, pulses, pitch: askedMelody(request), duration })[0]!;
}
