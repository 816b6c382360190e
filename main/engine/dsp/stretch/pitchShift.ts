/**
 * Sound at another pitch, r = 2^(semitones/12) times as high, of the same length: stretched by r, then played r times as
 * fast by a change of rate (resample.ts). Formants move with the pitch. The last half frame may differ: the result is
 * cut or filled with zeros to nSamples.
 */
import type { WorkOptions } from '../../core/progress.ts';
import { resample } from '../resample/resample.ts';
import type { StretchParams } from './stretchParams.ts';
import { timeStretch } from './timeStretch.ts';
import { requireWithin } from '../requireInteger.ts';

export interface PitchShiftParams extends Omit<StretchParams, 'factor'> {
  readonly semitones: number; // −36 … 36
}

/**
 * @param channels planar, [nSamples] each, full scale ±1
 * @returns [nSamples] each
 * @throws EngineError E_PARAM: semitones out of range; as timeStretch
 */
export function pitchShift(
  channels: readonly Float32Array[],
  { semitones, ...params }: PitchShiftParams,
  work: WorkOptions = {},
): Float32Array[] {
  requireWithin('semitones', semitones, -36, 36);
  const factor = 2 ** (semitones / 12);
  const { sampleRateHz } = params;
  return timeStretch(channels, { ...params, factor }, work).map((stretched, c) => {
    const shifted = resample(stretched, { fromHz: sampleRateHz * factor, toHz: sampleRateHz });
    const out = new Float32Array(channels[c]!.length);
    out.set(shifted.subarray(0, out.length));
    return out;
  });
}
