/**
 * Moments of a spectrum taken as a distribution over frequency with the weights |X|ᵖ:
 *
 *   centre f̄ = Σ f·|X|ᵖ / Σ|X|ᵖ,   μₙ = Σ (f − f̄)ⁿ·|X|ᵖ / Σ|X|ᵖ,
 *   SD = √μ₂,   skewness = μ₃/μ₂^1.5,   kurtosis = μ₄/μ₂² − 3 (0 for a normal distribution)
 *
 * p = 2 weighs with the power (Praat's default), p = 1 with the magnitude. NaN of silence. Forrest et al., "Statistical
 * analysis of word-initial voiceless obstruents", JASA 84, 1988; Praat manual, "Spectrum: Get centre of gravity...".
 */
import { requireAbove, requireWithin } from '../requireInteger.ts';
import type { EnergySpectrum } from './energySpectrum.ts';

export interface SpectralMoments {
  readonly centreOfGravityHz: number;
  readonly standardDeviationHz: number;
  readonly skewness: number;
  readonly kurtosis: number; // excess
}

/** @param power p, > 0 and ≤ 100. @throws EngineError E_PARAM: it is not */
export function spectralMoments({ energy, binHz }: EnergySpectrum, power = 2): SpectralMoments {
  requireAbove('power', power, 0);
  requireWithin('power', power, 0, 100);
  const weights = power === 2 ? energy : energy.map((value) => value ** (power / 2));
  let total = 0;
  let first = 0;
  for (let k = 0; k < weights.length; k++) {
    total += weights[k]!;
    first += weights[k]! * k;
  }
  const centre = first / total;
  let m2 = 0;
  let m3 = 0;
  let m4 = 0;
  for (let k = 0; k < weights.length; k++) {
    const d = k - centre;
    const square = d * d * weights[k]!;
    m2 += square;
    m3 += square * d;
    m4 += square * d * d;
  }
  m2 /= total;
  return {
    centreOfGravityHz: centre * binHz,
    standardDeviationHz: Math.sqrt(m2) * binHz,
    skewness: m3 / total / m2 ** 1.5,
    kurtosis: m4 / total / m2 ** 2 - 3,
  };
}
