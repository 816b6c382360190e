/**
 * Analysis windows w[n], n = 0 … N−1, with N = length and D = N (periodic) or N − 1 (symmetric); x = |2n/D − 1|:
 *
 *   cosine sums     w[n] = Σⱼ (−1)ʲ · aⱼ · cos(2πj·n/D)   (hann, hamming, blackman, blackman-harris, nuttall, flattop)
 *   gaussian        w[n] = exp(−½·((n − D/2)/σ)²)
 *   praat-gaussian  w[n] = (exp(−48·((n − D/2)/(D + 1))²) − e⁻¹²) / (1 − e⁻¹²)
 *   kaiser          w[n] = I₀(β·√(1 − x²)) / I₀(β)
 *   bartlett        w[n] = 1 − x;  triang: the same triangle without its zeros, 1 − |2n − D|/(D + 2, D odd: D + 1)
 *   cosine          w[n] = sin(π·(n + ½)/(D + 1))
 *   tukey           w[n] = ½·(1 − cos(2πm/(α·D))) for m = min(n, D − n) < α·D/2, 1 between
 *   parzen          w[n] = 1 − 6u²·(1 − u) for |n − D/2| ≤ D/4, else 2·(1 − u)³;  u = |2n − D|/(D + 1)
 *   bohman          w[n] = (1 − x)·cos(πx) + sin(πx)/π
 *   barthann        w[n] = 0.62 − 0.24x + 0.38·cos(πx)
 *
 * The periodic form is the symmetric one of N + 1 samples without its last; a window of one sample is [1].
 * Values are linear gains in [0, 1]; blackman may reach −1e-17 at its ends, flattop −0.07.
 * Harris, "On the use of windows for harmonic analysis with the DFT", Proc. IEEE 66(1), 1978; the names and constants
 * are those of scipy.signal.windows. praat-gaussian is that of Praat's spectrograms: N is twice what Praat calls the
 * window length, and the Gaussian is lowered so that it ends in 0.
 */
import { EngineError } from '../core/errors.ts';
import { requireInteger } from './requireInteger.ts';
import { windowShapes } from './windowShapes.ts';
import type { WindowShape } from './windowShapes.ts';

export type WindowName = keyof typeof windowShapes;

export const windowNames = Object.keys(windowShapes) as readonly WindowName[];

export interface WindowOptions {
  readonly symmetric?: boolean | undefined; // false: periodic, for spectra
  readonly sigmaSamples?: number | undefined; // σ of `gaussian`; length/√96
  readonly beta?: number | undefined; // β of `kaiser`; 14
  readonly alpha?: number | undefined; // α of `tukey`, the tapered part of the length, 0 … 1; 0.5
}

const longestWindow = 2 ** 24;

/**
 * @returns [length], float64
 * @throws EngineError E_PARAM: unknown name, length not an integer from 1 to 2²⁴, sigmaSamples, beta or alpha out of range
 */
export function makeWindow(name: WindowName, length: number, options: WindowOptions = {}): Float64Array {
  if (!windowNames.includes(name)) {
    throw new EngineError('E_PARAM', `window=${name} must be one of ${windowNames.join(', ')}`);
  }
  requireInteger('winLength', length, 1, longestWindow);
  const w = new Float64Array(length).fill(1);
  if (length === 1) return w;
  const shape: WindowShape = windowShapes[name];
  const gain = shape(options.symmetric === true ? length - 1 : length, { ...options, length });
  for (let n = 0; n < length; n++) w[n] = gain(n);
  return w;
}
