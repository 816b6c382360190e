/** The candidates of every frame, the signal read in blocks: by the kernel where there is one, else frame by frame. */
import { throwIfAborted } from '../../core/errors.ts';
import type { WorkOptions } from '../../core/progress.ts';
import { kernels } from '../../native/loadKernels.ts';
import type { SampleSource } from '../sampleSource.ts';
import { Autocorrelator } from './autocorrelation.ts';
import { candidateKernel } from './candidateKernel.ts';
import { CandidateList } from './candidateList.ts';
import type { Correlator } from './correlator.ts';
import { CrossCorrelator } from './crossCorrelation.ts';
import { frameTimeSec, sampleBefore, type FrameTimes } from './frameTimes.ts';
import { CandidateFinder } from './pitchCandidates.ts';
import type { PitchGeometry } from './pitchGeometry.ts';
import { isCrossCorrelation, type PitchParams } from './pitchParams.ts';
import type { PitchCandidates } from './pitchTrack.ts';
import type { SignalLevel } from './signalLevel.ts';

export interface CandidateSearch {
  readonly params: PitchParams;
  readonly geometry: PitchGeometry;
  readonly times: FrameTimes;
  readonly level: SignalLevel;
}

export interface FoundCandidates {
  readonly intensity: Float64Array; // [nFrames]
  readonly candidates: PitchCandidates;
}

const blockFrames = 1024;

/** @throws EngineError E_ABORTED */
export function collectCandidates(source: SampleSource, search: CandidateSearch, work: WorkOptions): FoundCandidates {
  const { params, geometry, times, level } = search;
  const { sampleRateHz, nWindow, nPeriod, maxLag, windowSec, nLags } = geometry;
  const finder = new CandidateFinder(params, geometry);
  const { most } = finder;
  const correlator: Correlator = isCrossCorrelation(params.method)
    ? new CrossCorrelator(geometry)
    : new Autocorrelator(geometry, params.veryAccurate);
  const kernel = candidateKernel(kernels(), correlator, { params, geometry, most });
  const r = new Float64Array(2 * nLags + 1);
  const intensity = new Float64Array(times.nFrames);
  const list = new CandidateList(times.nFrames);
  const margin = nWindow + Math.max(nPeriod, maxLag) + 2;
  const blockOf = (m: number, nFrames: number) => {
    const origin = sampleBefore(frameTimeSec(times, m), sampleRateHz) - margin;
    const lefts = new Int32Array(nFrames);
    const starts = new Int32Array(nFrames);
    for (let i = 0; i < nFrames; i++) {
      const timeSec = frameTimeSec(times, m + i);
      lefts[i] = sampleBefore(timeSec, sampleRateHz) - origin;
      starts[i] = Math.max(0, sampleBefore(timeSec - 0.5 * windowSec, sampleRateHz)) - origin;
    }
    return { x: source.read(origin, lefts[nFrames - 1]! + margin + 1), sites: { lefts, starts } };
  };
  for (let m = 0; m < times.nFrames; m += blockFrames) {
    throwIfAborted(work.signal);
    work.onProgress?.({ done: m, total: times.nFrames, unit: 'frames' });
    const nFrames = Math.min(blockFrames, times.nFrames - m);
    const { x, sites } = blockOf(m, nFrames);
    const found = level.peak > 0 ? kernel?.find(x, sites) : undefined;
    for (let i = 0; i < nFrames; i++) {
      list.beginFrame();
      if (level.peak === 0) continue;
      const site = { left: sites.lefts[i]!, start: sites.starts[i]! };
      const peak = found ? found.peaks[i]! : correlator.correlate(x, site, r);
      intensity[m + i] = Math.min(1, peak / level.peak);
      if (!found) for (const { hz, strength } of finder.find(r)) list.add(hz, strength);
      for (let j = i * most; found && j < i * most + found.counts[i]!; j++)
        list.add(sampleRateHz / found.lags[j]!, found.strengths[j]!);
    }
  }
  return { intensity, candidates: list.finish() };
}
