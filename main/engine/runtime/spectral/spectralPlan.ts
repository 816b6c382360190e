/**
 * A spectral analysis as a graph on a device: B frames of one signal a run.
 *
 *   X[m, k] = Σₙ w[n] · x[m·H + n] · exp(−2πi·k·n/N),   m = 0 … B−1,  k = 0 … N/2
 *
 * N = fftSize, H = hopLength, w = window [N]. What is made of X is `result`.
 */
import { EngineError } from '../../core/errors.ts';

export interface SpectralPlan {
  readonly fftSize: number; // N, samples; even
  readonly hopLength: number; // H, samples
  readonly window: Float64Array; // w, [fftSize]
  readonly framesPerRun: number; // B
  readonly result: SpectralResult;
}

export type SpectralResult =
  /** [B, 2, nBins]: real parts, then imaginary parts. */
  | { readonly kind: 'complex' }
  /** [B/framesPerColumn, nBins]: |X|², the greatest or the mean of each framesPerColumn frames. */
  | { readonly kind: 'power'; readonly framesPerColumn: number; readonly reduce: 'max' | 'mean' }
  /** [B, nMels]: log(max(floor, Σₖ matrix[i, k]·(|X|² + powerOffset)^(power/2))), the log as mel.ts names it. */
  | {
      readonly kind: 'mel';
      readonly nMels: number;
      readonly matrix: Float32Array; // [nMels, nBins]
      readonly power: 1 | 2;
      readonly powerOffset: number;
      readonly log: 'none' | 'ln' | 'log10' | 'db';
      readonly floor: number;
    };

export const countBins = (plan: SpectralPlan): number => plan.fftSize / 2 + 1;

/** Samples that one run reads, from the first frame's first on; a multiple of hopLength. */
export function samplesPerRun({ fftSize, hopLength, framesPerRun }: SpectralPlan): number {
  return (framesPerRun + Math.ceil(fftSize / hopLength) - 1) * hopLength;
}

/** Length of one run's result. */
export function valuesPerRun(plan: SpectralPlan): number {
  const { result, framesPerRun } = plan;
  if (result.kind === 'complex') return framesPerRun * 2 * countBins(plan);
  if (result.kind === 'mel') return framesPerRun * result.nMels;
  return (framesPerRun / result.framesPerColumn) * countBins(plan);
}

const maxFftSize = 2 ** 17;
const maxRunValues = 2 ** 26; // 256 MB of float32: what a run may hold of frames

/** @throws EngineError E_PARAM, E_SHAPE: the plan is not one that a graph can be built for */
export function checkSpectralPlan(plan: SpectralPlan): void {
  const { fftSize, hopLength, framesPerRun, window, result } = plan;
  if (!Number.isInteger(fftSize) || fftSize < 2 || fftSize > maxFftSize || fftSize % 2 !== 0)
    throw new EngineError('E_PARAM', `fftSize=${fftSize} must be an even integer from 2 to ${maxFftSize}`);
  if (!Number.isInteger(hopLength) || hopLength < 1 || hopLength > 2 ** 24)
    throw new EngineError('E_PARAM', `hopLength=${hopLength} must be an integer from 1 to ${2 ** 24}`);
  if (!Number.isInteger(framesPerRun) || framesPerRun < 1)
    throw new EngineError('E_PARAM', `framesPerRun=${framesPerRun} must be an integer ≥ 1`);
  if (window.length !== fftSize)
    throw new EngineError('E_SHAPE', `window has ${window.length} samples, fftSize is ${fftSize}`);
  const held = framesPerRun * (fftSize + hopLength);
  if (held > maxRunValues)
    throw new EngineError(
      'E_PARAM',
      `${framesPerRun} frames of ${fftSize} are ${held} values, at most ${maxRunValues}`,
    );
  if (result.kind === 'power') {
    const { framesPerColumn } = result;
    if (!Number.isInteger(framesPerColumn) || framesPerColumn < 1 || framesPerRun % framesPerColumn !== 0)
      throw new EngineError('E_PARAM', `framesPerColumn=${framesPerColumn} must divide framesPerRun=${framesPerRun}`);
  }
  if (result.kind === 'mel' && result.matrix.length !== result.nMels * countBins(plan))
    throw new EngineError(
      'E_SHAPE',
      `matrix has ${result.matrix.length} values, must have ${result.nMels} × ${countBins(plan)}`,
    );
}
