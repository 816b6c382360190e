/**
 * Phases from magnitudes without iterations (phase gradient heap integration). For a window near exp(−πt²/γ), with
 * L = ln|X|, hop H, fftSize N and the window's middle at sample c of the frame, the phase φ[m, k] changes by
 *
 *   from frame to frame   Δ_m φ = (H·N/γ)·(L[m, k+1] − L[m, k−1])/2 + 2π·H·k/N
 *   from bin to bin       Δ_k φ = −(γ/(H·N))·(L[m+1, k] − L[m−1, k])/2 − 2π·c/N
 *
 * The phase spreads from the greatest magnitude (φ = 0) to its neighbours, the greatest known one first, by the mean of
 * both places' gradients. Magnitudes below tolerance·max get random phases from `seed`. Phases that are known stay, and
 * spread before any other.
 * Průša, Balazs & Søndergaard, "A noniterative method for reconstruction of phase from STFT magnitude", IEEE/ACM Trans.
 * ASLP 25(5), 2017, algorithm 1. It wants overlap: H ≤ N/4, better N/8.
 */
import { EngineError } from '../../core/errors.ts';
import { seededRandom } from '../../core/seededRandom.ts';
import { requireInteger } from '../requireInteger.ts';
import { placedWindow, stftFraming } from '../stftParams.ts';
import type { StftParams } from '../stftParams.ts';
import { gaussianFit } from './gaussianFit.ts';
import { requireMagnitudes } from './magnitudeFrames.ts';
import type { MagnitudeFrames } from './magnitudeFrames.ts';
import { MaxHeap } from './maxHeap.ts';

export interface PghiParams extends StftParams {
  readonly tolerance?: number | undefined; // 0 < tolerance < 1; 1e-6
  readonly seed?: number | undefined; // 0
  readonly known?: KnownPhases | undefined; // none
  readonly firstBin?: number | undefined; // of the magnitudes, where they are a band of the STFT's only; they are all of it
}

export interface KnownPhases {
  readonly isKnown: Uint8Array; // [nFrames, nBins], 1 where `phases` holds
  readonly phases: Float32Array; // radians, [nFrames, nBins]
}

/**
 * @returns φ in radians, [nFrames, nBins], for the frames of `stft` with the same params
 * @throws EngineError E_PARAM, E_SHAPE
 */
export function pghiPhases(magnitudes: MagnitudeFrames, params: PghiParams): Float32Array {
  const { tolerance = 1e-6, seed = 0 } = params;
  if (!(tolerance > 0 && tolerance < 1)) throw new EngineError('E_PARAM', `tolerance=${tolerance} must be > 0 and < 1`);
  const { values, nFrames, nBins } = magnitudes;
  const { firstBin } = params;
  requireMagnitudes(magnitudes, firstBin === undefined ? params.fftSize : 2 * (nBins - 1));
  if (firstBin !== undefined) requireInteger('firstBin', firstBin, 0, params.fftSize / 2 + 1 - nBins);
  for (const array of params.known ? [params.known.isKnown, params.known.phases] : []) {
    if (array.length !== values.length)
      throw new EngineError('E_SHAPE', `${array.length} known phases must be [${nFrames}, ${nBins}]`);
  }
  const gradient = phaseGradient(magnitudes, params);
  const random = seededRandom(seed);
  const phases = Float64Array.from(values, () => 2 * Math.PI * random());
  const floor = tolerance * values.reduce((max, value) => Math.max(max, value), 0);
  const isOpen = Uint8Array.from(values, (value) => (value > floor ? 1 : 0));
  const heap = new MaxHeap(values);

  const spread = (from: number, to: number, step: number) => {
    if (isOpen[to] !== 1) return;
    phases[to] = phases[from]! + step;
    isOpen[to] = 0;
    heap.push(to);
  };
  const { time, frequency } = gradient;
  const spreadAll = () => {
    while (heap.size > 0) {
      const i = heap.pop();
      const m = Math.floor(i / nBins);
      const k = i - m * nBins;
      if (m + 1 < nFrames) spread(i, i + nBins, (time[i]! + time[i + nBins]!) / 2);
      if (m > 0) spread(i, i - nBins, -(time[i]! + time[i - nBins]!) / 2);
      if (k + 1 < nBins) spread(i, i + 1, (frequency[i]! + frequency[i + 1]!) / 2);
      if (k > 0) spread(i, i - 1, -(frequency[i]! + frequency[i - 1]!) / 2);
    }
  };
  if (params.known) {
    const { isKnown, phases: given } = params.known;
    for (let i = 0; i < isKnown.length; i++) if (isKnown[i] === 1) isOpen[i] = 0;
    for (let i = 0; i < isKnown.length; i++) {
      if (isKnown[i] !== 1) continue;
      phases[i] = given[i]!;
      const k = i % nBins;
      const reachesOpen =
        isOpen[i - nBins] === 1 ||
        isOpen[i + nBins] === 1 ||
        (k > 0 && isOpen[i - 1] === 1) ||
        (k + 1 < nBins && isOpen[i + 1] === 1);
      if (reachesOpen) heap.push(i);
    }
  }
  spreadAll();
  for (const i of descending(values, isOpen)) {
    if (isOpen[i] !== 1) continue;
    phases[i] = 0;
    isOpen[i] = 0;
    heap.push(i);
    spreadAll();
  }
  return Float32Array.from(phases, (phase) => phase - 2 * Math.PI * Math.round(phase / (2 * Math.PI)));
}

/** Indices of the values that are still open, the greatest first. */
function descending(values: Float32Array, isOpen: Uint8Array): Int32Array {
  const open: number[] = [];
  for (let i = 0; i < values.length; i++) if (isOpen[i] === 1) open.push(i);
  return Int32Array.from(open).sort((a, b) => values[b]! - values[a]!);
}

function phaseGradient({ values, nFrames, nBins }: MagnitudeFrames, params: PghiParams) {
  const { firstBin = 0 } = params;
  const { fftSize: N, hopLength: H } = stftFraming(params);
  requireInteger('hopLength', H, 1, N);
  const window = placedWindow(params);
  const gamma = gaussianFit(window);
  const centre = middleOf(window);
  const log = Float64Array.from(values, (value) => Math.log(Math.max(value, Number.MIN_VALUE)));
  const time = new Float64Array(values.length);
  const frequency = new Float64Array(values.length);
  for (let m = 0; m < nFrames; m++) {
    const [before, after] = [Math.max(0, m - 1), Math.min(nFrames - 1, m + 1)];
    for (let k = 0; k < nBins; k++) {
      const [below, above] = [Math.max(0, k - 1), Math.min(nBins - 1, k + 1)];
      const i = m * nBins + k;
      const alongBins = (log[m * nBins + above]! - log[m * nBins + below]!) / Math.max(1, above - below);
      const alongFrames = (log[after * nBins + k]! - log[before * nBins + k]!) / Math.max(1, after - before);
      time[i] = ((H * N) / gamma) * alongBins + (2 * Math.PI * H * (firstBin + k)) / N;
      frequency[i] = (-gamma / (H * N)) * alongFrames - (2 * Math.PI * centre) / N;
    }
  }
  return { time, frequency };
}

/** Centre of mass, samples. */
function middleOf(w: Float64Array): number {
  let sum = 0;
  let first = 0;
  w.forEach((gain, n) => {
    sum += gain;
    first += gain * n;
  });
  return first / sum;
}
