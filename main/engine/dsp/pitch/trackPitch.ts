/**
 * Pitch of a signal by auto- or cross-correlation: frames (frameTimes.ts) → correlation → candidates → path. The signal
 * is read in blocks, so memory grows only with the candidates, some 100 bytes a frame.
 */
import { throwIfAborted } from '../../core/errors.ts';
import type { WorkOptions } from '../../core/progress.ts';
import { toSource, type SampleSource, type Signal } from '../sampleSource.ts';
import { Autocorrelator } from './autocorrelation.ts';
import type { Correlator } from './correlator.ts';
import { CrossCorrelator } from './crossCorrelation.ts';
import { frameTimes, frameTimeSec, sampleBefore, type FrameTimes } from './frameTimes.ts';
import { gaussianLowPass } from './gaussianLowPass.ts';
import { CandidateFinder } from './pitchCandidates.ts';
import { pitchGeometry, type PitchGeometry } from './pitchGeometry.ts';
import { isCrossCorrelation, isFiltered, pitchParams, type PitchParams } from './pitchParams.ts';
import { findPitchPath } from './pitchPath.ts';
import type { PitchTrack } from './pitchTrack.ts';
import { signalLevel, type SignalLevel } from './signalLevel.ts';

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
  const grid = frameTimes({ nSamples: source.nSamples, sampleRateHz }, geometry.windowSec, params.timeStepSec);
  const ceilingHz = Math.min(params.ceilingHz, sampleRateHz / 2);
  const heard = isFiltered(params.method) ? gaussianLowPass(source, sampleRateHz, params) : source;
  const level = signalLevel(heard, work.signal);
  const { intensity, candidates } = collectCandidates(heard, { params, geometry, grid, level }, work);
  const chosen = findPitchPath(
    { candidates, intensity, timeStepSec: grid.timeStepSec },
    { ...params, ceilingHz },
    work.signal,
  );
  const durationSec = source.nSamples / sampleRateHz;
  return { ...grid, durationSec, floorHz: params.floorHz, ceilingHz, intensity, candidates, chosen };
}

interface Analysis {
  readonly params: PitchParams;
  readonly geometry: PitchGeometry;
  readonly grid: FrameTimes;
  readonly level: SignalLevel;
}

const blockFrames = 512;

function collectCandidates(source: SampleSource, { params, geometry, grid, level }: Analysis, work: WorkOptions) {
  const correlator: Correlator = isCrossCorrelation(params.method)
    ? new CrossCorrelator(geometry)
    : new Autocorrelator(geometry, params.veryAccurate);
  const finder = new CandidateFinder(params, geometry);
  const r = new Float64Array(2 * geometry.nLags + 1);
  const intensity = new Float64Array(grid.nFrames);
  const first = new Uint32Array(grid.nFrames + 1);
  const hz: number[] = [];
  const strength: number[] = [];
  const margin = geometry.nWindow + Math.max(geometry.nPeriod, geometry.maxLag) + 2;
  for (let m = 0; m < grid.nFrames; m += blockFrames) {
    throwIfAborted(work.signal);
    work.onProgress?.({ done: m, total: grid.nFrames, unit: 'frames' });
    const end = Math.min(m + blockFrames, grid.nFrames);
    const leftOf = (frame: number) => sampleBefore(frameTimeSec(grid, frame), geometry.sampleRateHz);
    const origin = leftOf(m) - margin;
    const x = source.read(origin, leftOf(end - 1) + margin - origin + 1);
    for (let frame = m; frame < end; frame++) {
      const timeSec = frameTimeSec(grid, frame);
      const start = Math.max(0, sampleBefore(timeSec - 0.5 * geometry.windowSec, geometry.sampleRateHz));
      const peak = correlator.correlate(x, { left: leftOf(frame) - origin, start: start - origin }, r);
      intensity[frame] = level.peak === 0 ? 0 : Math.min(1, peak / level.peak);
      hz.push(0);
      strength.push(0);
      if (level.peak > 0) {
        for (const candidate of finder.find(r)) {
          hz.push(candidate.hz);
          strength.push(candidate.strength);
        }
      }
      first[frame + 1] = hz.length;
    }
  }
  return { intensity, candidates: { first, hz: Float64Array.from(hz), strength: Float64Array.from(strength) } };
}
