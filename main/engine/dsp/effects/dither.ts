/**
 * Samples to integers of nBits with dither, S = 2^(nBits − 1), LSB the integer's step:
 *
 *   y[n] = round(v[n] + d[n]),   v[n] = S·x[n] − Σₖ cₖ·e[n − k],   e[n] = y[n] − v[n]
 *
 * d = r₁ + r₂ − 1 of two uniform numbers in [0, 1): triangular density over ±1 LSB, the least that makes mean and power of
 * the error independent of the sound. `none`: d = 0. `triangular`: c = 0; the error is white, its power ¼ LSB².
 * `shaped`: the error passes 1 − Σ cₖ·z⁻ᵏ, which moves it to where the ear is deaf; c of 5 taps made for 44.1 kHz, fit for
 * 44.1 and 48 kHz. y is held within −S … S − 1.
 * Lipshitz, Wannamaker & Vanderkooy, "Quantization and dither: a theoretical survey", J. Audio Eng. Soc. 40(5), 1992;
 * "Minimally audible noise shaping", J. Audio Eng. Soc. 39(11), 1991.
 */
import { EngineError } from '../../core/errors.ts';
import { randomAt } from '../../core/seededRandom.ts';
import { requireFiniteSamples } from '../requireFiniteSamples.ts';
import { requireInteger } from '../requireInteger.ts';

export const ditherKinds = ['none', 'triangular', 'shaped'] as const;

export interface DitherParams {
  readonly nBits: number; // 2 … 24
  readonly kind: (typeof ditherKinds)[number];
  readonly seed?: number | undefined; // another one for each channel; 0
}

/** Where a sequence of samples stands: all that the next sample depends on. */
export interface DitherState {
  readonly sample: number;
  readonly errors: readonly number[]; // e[n − 1] … e[n − 5], LSB
}

const shape = [2.033, -2.165, 1.959, -1.59, 0.6149];

/** One channel in order. Without `shaped` sample n depends on x[n], seed and n alone. */
export class Ditherer {
  readonly #params: DitherParams;
  readonly #errors = new Float64Array(shape.length);
  #sample: number;

  /** @param state go on from there; the beginning. @throws EngineError E_PARAM */
  constructor(params: DitherParams, state: DitherState = { sample: 0, errors: [] }) {
    requireInteger('nBits', params.nBits, 2, 24);
    if (!ditherKinds.includes(params.kind))
      throw new EngineError('E_PARAM', `kind=${params.kind} must be one of ${ditherKinds.join(', ')}`);
    requireInteger('sample', state.sample, 0);
    this.#params = params;
    this.#sample = state.sample;
    this.#errors.set(state.errors.slice(0, shape.length));
  }

  get state(): DitherState {
    return { sample: this.#sample, errors: [...this.#errors] };
  }

  /** @param x full scale ±1. @returns integers, [nSamples]. @throws EngineError E_PARAM: a sample is not finite, its index */
  process(x: Float32Array): Int32Array {
    requireFiniteSamples(x, this.#sample);
    const { nBits, kind, seed = 0 } = this.#params;
    const scale = 2 ** (nBits - 1);
    const errors = this.#errors;
    return Int32Array.from(x, (value) => {
      const n = 2 * this.#sample++;
      let v = scale * value;
      if (kind === 'shaped') for (let k = 0; k < errors.length; k++) v -= shape[k]! * errors[k]!;
      const y = Math.round(kind === 'none' ? v : v + randomAt(seed, n) + randomAt(seed, n + 1) - 1);
      errors.copyWithin(1, 0);
      errors[0] = y - v;
      return Math.max(-scale, Math.min(scale - 1, y));
    });
  }
}
