/**
 * Triangular filters whose corners are equally spaced on a mel scale, or on another scale of hearing:
 *
 *   H[i, k] = g[i] · max(0, min((f_k − c[i])/(c[i+1] − c[i]), (c[i+2] − f_k)/(c[i+2] − c[i+1])))
 *
 * f_k = k·sampleRateHz/fftSize; c[0 … nMels+1] from fMinHz to fMaxHz; g[i] = 2/(c[i+2] − c[i]) for norm `slaney`
 * (unit area in Hz), 1 for `none` (unit peak). The maths of librosa.filters.mel: Slaney, Auditory Toolbox 2, 1998.
 * Scales: `slaney` and `htk` mel, `bark` (Traunmüller), `erb`, `linear` as in frequencyScale.ts; `bark-zwicker` as in
 * filterbank/barkZwicker.ts.
 */
import { EngineError } from '../core/errors.ts';
import { barkZwicker } from './filterbank/barkZwicker.ts';
import { frequencyScales } from './frequencyScale.ts';
import type { FrequencyScale } from './frequencyScale.ts';
import { requireAbove, requireInteger, requireWithin } from './requireInteger.ts';
import { maxFftSize } from './fft.ts';

const bandScales = {
  slaney: frequencyScales['mel-slaney'],
  htk: frequencyScales['mel-htk'],
  bark: frequencyScales.bark,
  'bark-zwicker': barkZwicker,
  erb: frequencyScales.erb,
  linear: frequencyScales.linear,
} as const satisfies Record<string, FrequencyScale>;

export type BandScaleName = keyof typeof bandScales;

export interface MelFilterbankParams {
  readonly sampleRateHz: number;
  readonly fftSize: number; // N, samples
  readonly nMels: number;
  readonly fMinHz?: number | undefined; // 0
  readonly fMaxHz?: number | undefined; // sampleRateHz/2, its greatest value
  readonly scale?: BandScaleName | undefined; // slaney
  readonly norm?: 'slaney' | 'none' | undefined; // slaney
}

/** Below it filters of equal area would pass the range of float32. */
const lowestRateHz = 1e-6;

export const maxBands = 65_536;

/** One filter without its zeros: weights[j] belongs to bin firstBin + j. */
export interface MelFilter {
  readonly firstBin: number;
  readonly weights: Float64Array;
}

/** @throws EngineError E_PARAM: fftSize not an integer from 1 to 2²⁰, nMels not one from 1 to 65536, or not 0 ≤ fMinHz < fMaxHz ≤ sampleRateHz/2 */
export function melFilters(params: MelFilterbankParams): MelFilter[] {
  const { sampleRateHz, fftSize, nMels, fMinHz = 0, fMaxHz = sampleRateHz / 2, norm = 'slaney' } = params;
  requireAbove('sampleRateHz', sampleRateHz, 0);
  requireWithin('sampleRateHz', sampleRateHz, lowestRateHz);
  requireInteger('fftSize', fftSize, 1, maxFftSize);
  requireInteger('nMels', nMels, 1, maxBands);
  if (!(fMinHz >= 0 && fMinHz < fMaxHz && fMaxHz <= sampleRateHz / 2)) {
    const rule = `0 ≤ fMinHz < fMaxHz ≤ ${sampleRateHz / 2}`;
    throw new EngineError('E_PARAM', `fMinHz=${fMinHz}, fMaxHz=${fMaxHz} must satisfy ${rule}`);
  }
  const scale = bandScales[params.scale ?? 'slaney'];
  const low = scale.fromHz(fMinHz);
  const step = (scale.fromHz(fMaxHz) - low) / (nMels + 1);
  const corner = (i: number): number => scale.toHz(low + i * step);
  return Array.from({ length: nMels }, (_, i) => {
    const corners: Corners = [corner(i), corner(i + 1), corner(i + 2)];
    return triangle(corners, sampleRateHz / fftSize, norm === 'slaney' ? 2 / (corners[2] - corners[0]) : 1);
  });
}

type Corners = readonly [lowHz: number, peakHz: number, highHz: number];

function triangle([low, peak, high]: Corners, binHz: number, gain: number): MelFilter {
  const firstBin = Math.ceil(low / binHz);
  const lastBin = Math.floor(high / binHz);
  const weights = new Float64Array(Math.max(0, lastBin - firstBin + 1));
  for (let j = 0; j < weights.length; j++) {
    const hz = (firstBin + j) * binHz;
    weights[j] = gain * Math.max(0, Math.min((hz - low) / (peak - low), (high - hz) / (high - peak)));
  }
  return { firstBin, weights };
}

/** The same filters as one matrix, row-major [nMels, nBins], nBins = ⌊fftSize/2⌋ + 1. */
export function melFilterbank(params: MelFilterbankParams): Float32Array {
  const filters = melFilters(params);
  const nBins = Math.floor(params.fftSize / 2) + 1;
  const matrix = new Float32Array(params.nMels * nBins);
  filters.forEach(({ firstBin, weights }, i) => {
    matrix.set(weights.subarray(0, nBins - firstBin), i * nBins + firstBin);
  });
  return matrix;
}
