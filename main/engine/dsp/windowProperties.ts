import { EngineError } from '../core/errors.ts';
import { requireFiniteValues } from './requireInteger.ts';

export interface WindowProperties {
  readonly coherentGain: number; // mean(w): a full-scale sine on a bin centre gives |X| = N·coherentGain/2
  readonly enbwBins: number; // equivalent noise bandwidth, N·Σw²/(Σw)²
  readonly mainLobeWidthBins: number; // full width at half power (−3.01 dB), in units of sampleRateHz/N
}

/**
 * Figures of merit of a window w of N samples; one bin is sampleRateHz/N whatever zero padding follows.
 * The half-power width is 2·f₀ with |W(f₀)|² = |W(0)|²/2, W(f) = Σₙ w[n]·exp(−2πi·f·n/N), found by bisection.
 * Harris 1978, section IV.
 *
 * @param w [N], linear gain, Σw > 0
 * @throws EngineError E_SHAPE: w is empty; E_PARAM: its sum is not positive
 */
export function windowProperties(w: Float64Array): WindowProperties {
  const N = w.length;
  if (N === 0) throw new EngineError('E_SHAPE', 'window has 0 samples, must have ≥ 1');
  requireFiniteValues('window', w);
  let sum = 0;
  let sumSquares = 0;
  for (const gain of w) {
    sum += gain;
    sumSquares += gain * gain;
  }
  if (!(sum > 0)) throw new EngineError('E_PARAM', `window sums to ${sum}, must be > 0`);
  return {
    coherentGain: sum / N,
    enbwBins: (N * sumSquares) / (sum * sum),
    mainLobeWidthBins: 2 * halfPowerBin(w, (sum * sum) / 2),
  };
}

function halfPowerBin(w: Float64Array, halfPower: number): number {
  const N = w.length;
  if (N === 1) return N / 2; // flat spectrum: the lobe is the whole band
  let low = 0;
  let high = 0.25;
  while (high < N / 2 && powerAt(w, high) > halfPower) {
    low = high;
    high += 0.25;
  }
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (powerAt(w, middle) > halfPower) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** |W(f)|² by Goertzel-like rotation, renewed every 256 samples to keep its rounding below 1e-12. */
function powerAt(w: Float64Array, bin: number): number {
  const step = (-2 * Math.PI * bin) / w.length;
  const stepRe = Math.cos(step);
  const stepIm = Math.sin(step);
  let re = 0;
  let im = 0;
  let phaseRe = 1;
  let phaseIm = 0;
  for (let n = 0; n < w.length; n++) {
    if (n % 256 === 0) {
      phaseRe = Math.cos(step * n);
      phaseIm = Math.sin(step * n);
    }
    re += w[n]! * phaseRe;
    im += w[n]! * phaseIm;
    const next = phaseRe * stepRe - phaseIm * stepIm;
    phaseIm = phaseRe * stepIm + phaseIm * stepRe;
    phaseRe = next;
  }
  return re * re + im * im;
}
