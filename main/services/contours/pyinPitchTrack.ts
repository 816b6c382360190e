import type { PitchContourParams } from '../../../preload/contract/contours.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import type { PitchTrack } from '../../engine/dsp/pitch/pitchTrack.ts';
import { trackPyin } from '../../engine/dsp/pitch/pyin/trackPyin.ts';
import type { Sound } from './contourTask.ts';

const usualFrameLength = 2048;

/**
 * pYIN in the form of the other methods, so that everything downstream takes it: a voiced frame has one candidate, whose
 * strength is the probability that the frame is voiced. Of the parameters only floor, ceiling and time step count.
 */
export function pyinPitchTrack(
  { source, sampleRateHz }: Sound,
  params: PitchContourParams,
  work: WorkOptions,
): PitchTrack {
  const { floorHz, timeStepSec } = params;
  const ceilingHz = Math.min(params.ceilingHz, sampleRateHz / 2);
  const needed = 2 ** Math.ceil(Math.log2(sampleRateHz / floorHz + 2));
  const frameLength = Math.max(usualFrameLength, needed);
  const hopLength = timeStepSec > 0 ? Math.max(1, Math.round(timeStepSec * sampleRateHz)) : frameLength / 4;
  const track = trackPyin(source, sampleRateHz, { fMinHz: floorHz, fMaxHz: ceilingHz, frameLength, hopLength }, work);
  const { nFrames, firstTimeSec } = track;
  const first = new Uint32Array(nFrames + 1);
  const chosen = new Uint16Array(nFrames);
  const hz: number[] = [];
  const strength: number[] = [];
  for (let m = 0; m < nFrames; m++) {
    hz.push(0);
    strength.push(0);
    if (!Number.isNaN(track.hz[m]!)) {
      hz.push(track.hz[m]!);
      strength.push(track.voicedProbability[m]!);
      chosen[m] = 1;
    }
    first[m + 1] = hz.length;
  }
  return {
    nFrames,
    firstTimeSec,
    timeStepSec: track.timeStepSec,
    durationSec: source.nSamples / sampleRateHz,
    floorHz,
    ceilingHz: ceilingHz * (1 + 1e-9), // its highest bin is the ceiling itself
    intensity: new Float64Array(nFrames).fill(1),
    candidates: { first, hz: Float64Array.from(hz), strength: Float64Array.from(strength) },
    chosen,
  };
}
