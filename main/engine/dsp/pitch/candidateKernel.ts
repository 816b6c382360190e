/** The candidates of many frames at once by native/kernels/pitch.h, where it can: the reference is the frame-wise code. */
import { hasFftKernel } from '../../native/kernels.ts';
import type { KernelCandidates, KernelSites, Kernels } from '../../native/kernels.ts';
import { Autocorrelator } from './autocorrelation.ts';
import type { Correlator } from './correlator.ts';
import { finestDepth } from './pitchCandidates.ts';
import type { PitchGeometry } from './pitchGeometry.ts';
import type { PitchParams } from './pitchParams.ts';
import { tabledDepth, weightTable } from './sincPeak.ts';

export interface CandidateKernel {
  /** @param sites of the frames within x, as FrameSite. The result is reused by the next call. */
  find(x: Float32Array, sites: KernelSites): KernelCandidates;
}

let tabledWeights: Float64Array | undefined;

/** @param most candidates a frame. Null where the kernel does not cover the case. */
export function candidateKernel(
  kernels: Kernels | null,
  correlator: Correlator,
  { params, geometry, most }: { readonly params: PitchParams; readonly geometry: PitchGeometry; readonly most: number },
): CandidateKernel | null {
  const { nWindow, nLags, nPeriod, maxLag, sampleRateHz } = geometry;
  if (kernels === null || params.veryAccurate || most > 1000) return null;
  tabledWeights ??= weightTable(Array.from({ length: tabledDepth }, (_, i) => i + 1));
  const search = {
    tabledWeights,
    shortWeights: weightTable([1, 2, 3].map((lag) => Math.min(finestDepth, Math.max(0, nLags - lag)))),
    ...{ maxLag, threshold: 0.5 * params.voicingThreshold, most },
    ...{ octaveCost: params.octaveCost, floorLag: sampleRateHz / params.floorHz },
  };
  let out: KernelCandidates | undefined;
  const roomFor = (nFrames: number) => (out?.peaks.length === nFrames ? out : (out = emptyCandidates(nFrames, most)));
  if (correlator instanceof Autocorrelator) {
    const { window, inverseWindowR } = correlator;
    const fftSize = transformSize(nWindow + nLags + 1, (size) => hasFftKernel(size) && hasFftKernel(size / 2));
    if (fftSize === null || nPeriod > nWindow / 2) return null;
    const how = { ...search, window, inverseWindowR, nPeriod, fftSize };
    return {
      find(x, { lefts }) {
        const found = roomFor(lefts.length);
        kernels.pitchCandidates(x, lefts, how, found);
        return found;
      },
    };
  }
  const fftSize = transformSize(nWindow + maxLag, hasFftKernel);
  if (fftSize === null) return null;
  const how = { ...search, nWindow, nPeriod, nLags, fftSize };
  return {
    find(x, sites) {
      const found = roomFor(sites.lefts.length);
      kernels.crossPitchCandidates(x, sites, how, found);
      return found;
    },
  };
}

function transformSize(atLeast: number, isSize: (size: number) => boolean): number | null {
  for (let size = atLeast; size <= 2 ** 20; size++) if (isSize(size)) return size;
  return null;
}

function emptyCandidates(nFrames: number, most: number): KernelCandidates {
  return {
    peaks: new Float64Array(nFrames),
    counts: new Int32Array(nFrames),
    lags: new Float64Array(nFrames * most),
    strengths: new Float64Array(nFrames * most),
  };
}
