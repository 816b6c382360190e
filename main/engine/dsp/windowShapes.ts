/**
 * The formulas of window.ts: each gives the gain of sample n, 0 ≤ n ≤ D, from D (the last sample of the symmetric form)
 * and the window's parameters.
 */
import { EngineError } from '../core/errors.ts';
import { besselI0 } from './besselI0.ts';
import { requireAbove } from './requireInteger.ts';

export interface WindowShapeOptions {
  readonly length: number; // samples
  readonly sigmaSamples?: number | undefined;
  readonly beta?: number | undefined;
  readonly alpha?: number | undefined;
}

export type WindowShape = (D: number, options: WindowShapeOptions) => (n: number) => number;

/** exp(−48·(x/N)²), the slope of Praat's Gaussian windows (Sound_to_Spectrogram), is σ = N/√96. */
export const defaultGaussianSigmaPerLength = 1 / Math.sqrt(96);

/** 14 puts the highest side lobe near −105 dB. */
export const defaultKaiserBeta = 14;

/** As scipy.signal.windows.tukey. */
export const defaultTukeyAlpha = 0.5;

export const windowShapes = {
  // aⱼ of Harris 1978, table I; hamming and blackman are the rounded textbook forms that SciPy and librosa use.
  hann: cosineSum(0.5, 0.5),
  hamming: cosineSum(0.54, 0.46),
  blackman: cosineSum(0.42, 0.5, 0.08),
  'blackman-harris': cosineSum(0.35875, 0.48829, 0.14128, 0.01168),
  nuttall: cosineSum(0.3635819, 0.4891775, 0.1365995, 0.0106411),
  flattop: cosineSum(0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368),
  gaussian: (D, { length, sigmaSamples = length * defaultGaussianSigmaPerLength }) => {
    requireAbove('sigmaSamples', sigmaSamples, 0);
    return (n) => Math.exp(-0.5 * ((n - D / 2) / sigmaSamples) ** 2);
  },
  'praat-gaussian': (D) => {
    const edge = Math.exp(-12);
    return (n) => (Math.exp(-48 * ((n - D / 2) / (D + 1)) ** 2) - edge) / (1 - edge);
  },
  kaiser: (D, { beta = defaultKaiserBeta }) => {
    if (!(beta >= 0 && beta <= 500)) throw new EngineError('E_PARAM', `beta=${beta} must be from 0 to 500`);
    const peak = besselI0(beta);
    return (n) => besselI0(beta * Math.sqrt(Math.max(0, 1 - ((2 * n) / D - 1) ** 2))) / peak;
  },
  bartlett: (D) => (n) => 1 - Math.abs((2 * n) / D - 1),
  triang: (D) => (n) => 1 - Math.abs(2 * n - D) / (D % 2 === 0 ? D + 2 : D + 1),
  cosine: (D) => (n) => Math.sin((Math.PI * (n + 0.5)) / (D + 1)),
  tukey: (D, { alpha = defaultTukeyAlpha }) => {
    if (!(alpha >= 0 && alpha <= 1)) throw new EngineError('E_PARAM', `alpha=${alpha} must be from 0 to 1`);
    const taper = (alpha * D) / 2;
    return (n) => {
      const edge = Math.min(n, D - n);
      return edge >= taper ? 1 : 0.5 * (1 - Math.cos((Math.PI * edge) / taper));
    };
  },
  parzen: (D) => (n) => {
    const x = Math.abs(n - D / 2) / ((D + 1) / 2);
    return Math.abs(n - D / 2) <= D / 4 ? 1 - 6 * x * x * (1 - x) : 2 * (1 - x) ** 3;
  },
  bohman: (D) => (n) => {
    const x = Math.abs((2 * n) / D - 1);
    return n === 0 || n === D ? 0 : (1 - x) * Math.cos(Math.PI * x) + Math.sin(Math.PI * x) / Math.PI;
  },
  barthann: (D) => (n) => {
    const x = Math.abs(n / D - 0.5);
    return 0.62 - 0.48 * x + 0.38 * Math.cos(2 * Math.PI * x);
  },
  rect: () => () => 1,
} as const satisfies Record<string, WindowShape>;

function cosineSum(...terms: readonly number[]): WindowShape {
  return (D) => (n) => {
    let sum = 0;
    for (let j = 0; j < terms.length; j++) {
      sum += (j % 2 === 0 ? 1 : -1) * terms[j]! * Math.cos((2 * Math.PI * j * n) / D);
    }
    return sum;
  };
}
