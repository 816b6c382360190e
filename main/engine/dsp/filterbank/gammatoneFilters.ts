/**
 * Power responses of fourth-order gammatone filters whose centres are equally spaced on the ERB-rate scale:
 *
 *   H[i, k] = g[i] · (1 + ((f_k − c[i])/b[i])²)⁻⁴,   b = 1.019·ERB(c),   ERB(c) = 24.7·(0.00437·c + 1) Hz
 *
 * f_k = k·sampleRateHz/fftSize; c[0 … nBands−1] from fMinHz to fMaxHz inclusive; g[i] = 1 for `none` (unit peak),
 * 1/(b·5π/16) for `area` (unit area in Hz over all f). Applied to |X|² they give the mean power that each filter passes.
 * Patterson et al., "Complex sounds and auditory images", 1992; Glasberg & Moore, Hearing Research 47, 1990, eq. 3.
 */
import { EngineError } from '../../core/errors.ts';
import { frequencyScales } from '../frequencyScale.ts';
import { requireAbove, requireInteger } from '../requireInteger.ts';
import { maxFftSize } from '../fft.ts';
import { maxBands } from '../melFilterbank.ts';

export interface GammatoneParams {
  readonly sampleRateHz: number;
  readonly fftSize: number; // samples
  readonly nBands: number; // ≥ 2
  readonly fMinHz?: number | undefined; // 50
  readonly fMaxHz?: number | undefined; // sampleRateHz/2, its greatest value
  readonly norm?: 'none' | 'area' | undefined; // none
}

export interface GammatoneFilters {
  readonly centresHz: Float64Array; // [nBands]
  readonly weights: Float64Array; // [nBands, ⌊fftSize/2⌋ + 1], row-major
}

/** @throws EngineError E_PARAM: nBands not an integer ≥ 2, or not 0 ≤ fMinHz < fMaxHz ≤ sampleRateHz/2 */
export function gammatoneFilters(params: GammatoneParams): GammatoneFilters {
  const { sampleRateHz, fftSize, nBands, fMinHz = 50, fMaxHz = sampleRateHz / 2, norm = 'none' } = params;
  requireAbove('sampleRateHz', sampleRateHz, 0);
  requireInteger('fftSize', fftSize, 1, maxFftSize);
  requireInteger('nBands', nBands, 2, maxBands);
  if (!(fMinHz >= 0 && fMinHz < fMaxHz && fMaxHz <= sampleRateHz / 2)) {
    const rule = `0 ≤ fMinHz < fMaxHz ≤ ${sampleRateHz / 2}`;
    throw new EngineError('E_PARAM', `fMinHz=${fMinHz}, fMaxHz=${fMaxHz} must satisfy ${rule}`);
  }
  const scale = frequencyScales.erb;
  const lowest = scale.fromHz(fMinHz);
  const step = (scale.fromHz(fMaxHz) - lowest) / (nBands - 1);
  const centresHz = Float64Array.from({ length: nBands }, (_, i) => scale.toHz(lowest + i * step));
  const nBins = Math.floor(fftSize / 2) + 1;
  const weights = new Float64Array(nBands * nBins);
  for (let i = 0; i < nBands; i++) {
    const b = 1.019 * 24.7 * (0.00437 * centresHz[i]! + 1);
    const gain = norm === 'area' ? 16 / (5 * Math.PI * b) : 1;
    for (let k = 0; k < nBins; k++) {
      const x = ((k * sampleRateHz) / fftSize - centresHz[i]!) / b;
      weights[i * nBins + k] = gain * (1 + x * x) ** -4;
    }
  }
  return { centresHz, weights };
}
