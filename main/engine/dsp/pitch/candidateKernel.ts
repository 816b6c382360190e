/** The candidates of many frames at once by native/kernels/pitch.h, where it can: the reference is the frame-wise code. */
import { hasFftKernel, type KernelCandidates, type KernelPitch, type Kernels } from '../../native/kernels.ts';
import type { Autocorrelator } from './autocorrelation.ts';
import { finestDepth } from './pitchCandidates.ts';
import type { PitchGeometry } from './pitchGeometry.ts';
import { tabledDepth, weightTable } from './sincPeak.ts';

export interface CandidateKernel {
  /** @param lefts of each frame the last sample at or before its centre, within x. The result is reused by the next call. */
  find(x: Float32Array, lefts: Int32Array): KernelCandidates;
}

let tabledWeights: Float64Array | undefined;

/** Null where the kernel does not cover the case. */
export function candidateKernel(
  kernels: Kernels | null,
  { window, inverseWindowR }: Autocorrelator,
  { nWindow, nLags, nPeriod, maxLag }: PitchGeometry,
  { threshold, most }: { readonly threshold: number; readonly most: number },
): CandidateKernel | null {
  let fftSize = 2 * Math.ceil((nWindow + nLags + 1) / 2);
  while (fftSize <= 2 ** 20 && !hasFftKernel(fftSize)) fftSize += 2;
  if (kernels === null || nPeriod > nWindow / 2 || fftSize > 2 ** 20 || most > 1000) return null;
  tabledWeights ??= weightTable(Array.from({ length: tabledDepth }, (_, i) => i + 1));
  const shortWeights = weightTable([1, 2, 3].map((lag) => Math.min(finestDepth, Math.max(0, nLags - lag))));
  const tables = { window, inverseWindowR, tabledWeights, shortWeights };
  const how: KernelPitch = { ...tables, nPeriod, maxLag, fftSize, threshold, most };
  let out: KernelCandidates | undefined;
  return {
    find(x, lefts) {
      if (out?.peaks.length !== lefts.length) out = emptyCandidates(lefts.length, most);
      kernels.pitchCandidates(x, lefts, how, out);
      return out;
    },
  };
}

function emptyCandidates(nFrames: number, most: number): KernelCandidates {
  return {
    peaks: new Float64Array(nFrames),
    counts: new Int32Array(nFrames),
    lags: new Float64Array(nFrames * most),
    strengths: new Float64Array(nFrames * most),
  };
}
