import { EngineError } from '../core/errors.ts';
import { requireAbove, requireWithin } from './requireInteger.ts';

export interface PreEmphasis {
  readonly sampleRateHz: number;
  readonly preEmphasisDbPerOctave?: number | undefined; // slope, 0 dB at 1 kHz, as Praat's spectrogram drawing; 0
  readonly preEmphasisCoefficient?: number | undefined; // a of y[n] = x[n] − a·x[n−1], 0 ≤ a ≤ 1; 0
}

const steepest = 60; // dB per octave

/**
 * Factors that turn |X[k]|² into power re a full-scale sine, with pre-emphasis as a gain of each bin:
 *
 *   scale[k] = (2/Σw)² · (f_k/1000 Hz)^(slope/(10·log₁₀ 2)) · |1 − a·exp(−2πi·k/N)|²
 *
 * so that a sine of amplitude 1 on a bin centre reads 0 dB without pre-emphasis. Bin 0 has no octave: it takes the slope
 * at half a bin. Filtering before the window would differ only by the window's edges.
 *
 * @param w [winLength], linear gain
 * @returns [fftSize/2 + 1]
 * @throws EngineError E_PARAM
 */
export function spectrogramGain(w: Float64Array, fftSize: number, params: PreEmphasis): Float64Array {
  const { sampleRateHz, preEmphasisDbPerOctave: slope = 0, preEmphasisCoefficient: a = 0 } = params;
  requireAbove('sampleRateHz', sampleRateHz, 0);
  requireWithin('preEmphasisDbPerOctave', slope, -steepest, steepest);
  requireWithin('preEmphasisCoefficient', a, 0, 1);
  const exponent = slope / (10 * Math.log10(2));
  const sum = w.reduce((total, gain) => total + gain, 0);
  if (!(sum > 0)) throw new EngineError('E_PARAM', `window sums to ${sum}, must be > 0`);
  return Float64Array.from({ length: fftSize / 2 + 1 }, (_, k) => {
    const hz = (Math.max(k, 0.5) * sampleRateHz) / fftSize;
    const difference = 1 + a * a - 2 * a * Math.cos((2 * Math.PI * k) / fftSize);
    return (2 / sum) ** 2 * (hz / 1000) ** exponent * difference;
  });
}
