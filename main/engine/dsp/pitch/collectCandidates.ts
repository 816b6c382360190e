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
  const [correlator, kernel] = correlatorOf(params, geometry, finder.most);
  const r = new Float64Array(2 * nLags + 1);
  const intensity = new Float64Array(times.nFrames);
  const list = new CandidateList(times.nFrames);
  const margin = nWindow + Math.max(nPeriod, maxLag) + 2;
  for (let m = 0; m < times.nFrames; m += blockFrames) {
    throwIfAborted(work.signal);
    work.onProgress?.({ done: m, total: times.nFrames, unit: 'frames' });
    const nFrames = Math.min(blockFrames, times.nFrames - m);
    const lefts = Int32Array.from({ length: nFrames }, (_, i) =>
      sampleBefore(frameTimeSec(times, m + i), sampleRateHz),
    );
    const origin = lefts[0]! - margin;
    const x = source.read(origin, lefts[nFrames - 1]! + margin - origin + 1);
    const found = kernel?.find(
      x,
      lefts.map((left) => left - origin),
    );
    for (let i = 0; i < nFrames; i++) {
      const count = found?.counts[i] ?? -1;
      const startSec = frameTimeSec(times, m + i) - 0.5 * windowSec;
      const site = { left: lefts[i]! - origin, start: Math.max(0, sampleBefore(startSec, sampleRateHz)) - origin };
      const peak = found && count >= 0 ? found.peaks[i]! : correlator.correlate(x, site, r);
      intensity[m + i] = level.peak === 0 ? 0 : Math.min(1, peak / level.peak);
      list.beginFrame();
      if (level.peak === 0) continue;
      if (count < 0) for (const { hz, strength } of finder.find(r)) list.add(hz, strength);
      for (let j = i * finder.most; found && j < i * finder.most + count; j++)
        list.add(sampleRateHz / found.lags[j]!, found.strengths[j]!);
    }
  }
  return { intensity, candidates: list.finish() };
}

function correlatorOf(params: PitchParams, geometry: PitchGeometry, most: number) {
  if (isCrossCorrelation(params.method)) return [new CrossCorrelator(geometry) as Correlator, null] as const;
  const correlator = new Autocorrelator(geometry, params.veryAccurate);
  const threshold = 0.5 * params.voicingThreshold;
  const kernel = params.veryAccurate ? null : candidateKernel(kernels(), correlator, geometry, { threshold, most });
  return [correlator as Correlator, kernel] as const;
}
