/**
 * Analysis windows w[n], n = 0 … N−1, with N = length and D = N (periodic) or N − 1 (symmetric):
 *
 *   cosine sums   w[n] = Σⱼ (−1)ʲ · aⱼ · cos(2πj·n/D)   (hann, hamming, blackman, blackman-harris)
 *   bartlett      w[n] = 1 − |2n/D − 1|
 *   gaussian      w[n] = exp(−½·((n − D/2)/σ)²)
 *   kaiser        w[n] = I₀(β·√(1 − (2n/D − 1)²)) / I₀(β)
 *
 * The periodic form is the symmetric one of N + 1 samples without its last; a window of one sample is [1].
 * Values are linear gains in [0, 1] (blackman may reach −1e-17 at its ends).
 * Harris, "On the use of windows for harmonic analysis with the DFT", Proc. IEEE 66(1), 1978.
 */
import { EngineError } from '../core/errors.ts';
import { besselI0 } from './besselI0.ts';
import { requireAbove, requireInteger } from './requireInteger.ts';

export const windowNames = [
  'hann',
  'hamming',
  'blackman',
  'blackman-harris',
  'gaussian',
  'kaiser',
  'bartlett',
  'rect',
] as const;

export type WindowName = (typeof windowNames)[number];

export interface WindowOptions {
  readonly symmetric?: boolean | undefined; // false: periodic, for spectra
  readonly sigmaSamples?: number | undefined; // σ of `gaussian`; length/√96
  readonly beta?: number | undefined; // β of `kaiser`; 14
}

/** exp(−48·(x/N)²), the slope of Praat's Gaussian windows (Sound_to_Spectrogram), is σ = N/√96. */
export const defaultGaussianSigmaPerLength = 1 / Math.sqrt(96);

/** 14 puts the highest side lobe near −105 dB. */
export const defaultKaiserBeta = 14;

/** aⱼ of Harris 1978, table I; hamming and blackman are the rounded textbook forms that SciPy and librosa use. */
const cosineTerms: Partial<Record<WindowName, readonly number[]>> = {
  hann: [0.5, 0.5],
  hamming: [0.54, 0.46],
  blackman: [0.42, 0.5, 0.08],
  'blackman-harris': [0.35875, 0.48829, 0.14128, 0.01168],
};

/**
 * @returns [length], float64
 * @throws EngineError E_PARAM: unknown name, length not an integer ≥ 1, sigmaSamples or beta out of range
 */
export function makeWindow(name: WindowName, length: number, options: WindowOptions = {}): Float64Array {
  if (!windowNames.includes(name)) {
    throw new EngineError('E_PARAM', `window=${name} must be one of ${windowNames.join(', ')}`);
  }
  requireInteger('winLength', length, 1);
  const w = new Float64Array(length).fill(1);
  if (length === 1) return w;
  const gain = shapeOf(name, options.symmetric === true ? length - 1 : length, { ...options, length });
  for (let n = 0; n < length; n++) w[n] = gain(n);
  return w;
}

function shapeOf(name: WindowName, D: number, options: WindowOptions & { length: number }): (n: number) => number {
  const terms = cosineTerms[name];
  if (terms) return (n) => cosineSum(terms, (2 * Math.PI * n) / D);
  if (name === 'bartlett') return (n) => 1 - Math.abs((2 * n) / D - 1);
  if (name === 'gaussian') {
    const sigma = options.sigmaSamples ?? options.length * defaultGaussianSigmaPerLength;
    requireAbove('sigmaSamples', sigma, 0);
    return (n) => Math.exp(-0.5 * ((n - D / 2) / sigma) ** 2);
  }
  if (name === 'kaiser') {
    const beta = options.beta ?? defaultKaiserBeta;
    if (!(beta >= 0 && beta <= 500)) throw new EngineError('E_PARAM', `beta=${beta} must be from 0 to 500`);
    const peak = besselI0(beta);
    return (n) => besselI0(beta * Math.sqrt(Math.max(0, 1 - ((2 * n) / D - 1) ** 2))) / peak;
  }
  return () => 1;
}

function cosineSum(terms: readonly number[], phase: number): number {
  let sum = 0;
  for (let j = 0; j < terms.length; j++) sum += (j % 2 === 0 ? 1 : -1) * terms[j]! * Math.cos(j * phase);
  return sum;
}
