/**
 * Pitch of a signal by auto- or cross-correlation: frames (frameTimes.ts) → correlation → candidates → path. The signal
 * is read in blocks, so memory grows only with the candidates, some 100 bytes a frame.
 */
import type { WorkOptions } from '../../core/progress.ts';
import { checkedSource, toSource, type Signal } from '../sampleSource.ts';
import { collectCandidates } from './collectCandidates.ts';
import { frameTimes } from './frameTimes.ts';
import { gaussianLowPass } from './gaussianLowPass.ts';
import { pitchGeometry } from './pitchGeometry.ts';
import { isFiltered, pitchParams, type PitchParams } from './pitchParams.ts';
import { findPitchPath } from './pitchPath.ts';
import type { PitchTrack } from './pitchTrack.ts';
import { signalLevel } from './signalLevel.ts';

/**
 * @param signal mono, full scale ±1 (any scale gives the same result)
 * @throws EngineError E_PARAM: a parameter or a sample; E_SHAPE: shorter than one window; E_ABORTED
 */
export function trackPitch(
  signal: Signal,
  sampleRateHz: number,
  given: Partial<PitchParams> = {},
  work: WorkOptions = {},
): PitchTrack {
  const params = pitchParams(given);
  const source = toSource(signal);
  const geometry = pitchGeometry(params, sampleRateHz);
  const times = frameTimes({ nSamples: source.nSamples, sampleRateHz }, geometry.windowSec, params.timeStepSec);
  const ceilingHz = Math.min(params.ceilingHz, sampleRateHz / 2);
  const heard = isFiltered(params.method) ? gaussianLowPass(checkedSource(source), sampleRateHz, params) : source;
  const level = signalLevel(heard, work.signal);
  const { intensity, candidates } = collectCandidates(heard, { params, geometry, times, level }, work);
  const chosen = findPitchPath(
    { candidates, intensity, timeStepSec: times.timeStepSec },
    { ...params, ceilingHz },
    work.signal,
  );
  const durationSec = source.nSamples / sampleRateHz;
  return { ...times, durationSec, floorHz: params.floorHz, ceilingHz, intensity, candidates, chosen };
}
