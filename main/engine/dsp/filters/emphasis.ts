/**
 * Pre-emphasis y[n] = x[n] − a·x[n−1] and its inverse, de-emphasis y[n] = x[n] + a·y[n−1], 0 ≤ a < 1, with silence before
 * the first sample: sections, for SectionChain (in pieces) or filterSections (whole signals).
 * torchaudio.functional.preemphasis and deemphasis; librosa's begin from an extrapolated sample instead.
 */
import { EngineError } from '../../core/errors.ts';
import type { Biquad } from './biquad.ts';
import { requireAbove } from '../requireInteger.ts';

/** The usual coefficient of speech work. */
export const defaultEmphasis = 0.97;

/** @throws EngineError E_PARAM: not 0 ≤ a < 1 */
export function preEmphasis(a = defaultEmphasis): readonly Biquad[] {
  requireCoefficient(a);
  return [{ b0: 1, b1: -a, b2: 0, a1: 0, a2: 0 }];
}

/** @throws EngineError E_PARAM: not 0 ≤ a < 1 */
export function deEmphasis(a = defaultEmphasis): readonly Biquad[] {
  requireCoefficient(a);
  return [{ b0: 1, b1: 0, b2: 0, a1: -a, a2: 0 }];
}

/**
 * Praat's: the slope of +6 dB an octave begins at `fromHz`. a = exp(−2π·fromHz/sampleRateHz)
 * @throws EngineError E_PARAM: fromHz or sampleRateHz not > 0
 */
export function emphasisFrom(fromHz: number, sampleRateHz: number): number {
  requireAbove('fromHz', fromHz, 0);
  requireAbove('sampleRateHz', sampleRateHz, 0);
  return Math.exp((-2 * Math.PI * fromHz) / sampleRateHz);
}

function requireCoefficient(a: number): void {
  if (!(a >= 0 && a < 1)) throw new EngineError('E_PARAM', `coefficient=${a} must be from 0 to 1, 1 excluded`);
}
