/**
 * Second-order sections one after the other, with their state: direct form II transposed, float64,
 *
 *   y[n] = b₀x[n] + s₁,   s₁ ← b₁x[n] − a₁y[n] + s₂,   s₂ ← b₂x[n] − a₂y[n]
 *
 * Blocks of any size give the very samples of the whole (scipy.signal.sosfilt with zi).
 */
import type { Biquad } from './biquad.ts';
import { requireFiniteSamples } from '../requireFiniteSamples.ts';
import { requireWithin } from '../requireInteger.ts';

const denormalGuard = 1e-30; // keeps a decaying state out of the slow denormal range
const silence = 1e-60; // a state that has decayed this far is 0

export class SectionChain {
  readonly #sections: readonly Biquad[];
  readonly #s1: Float64Array;
  readonly #s2: Float64Array;

  /** @throws EngineError E_PARAM: a coefficient is not finite */
  constructor(sections: readonly Biquad[]) {
    sections.forEach((section, i) => {
      for (const [name, value] of Object.entries(section) as [string, number][])
        requireWithin(`sections[${i}].${name}`, value, -Number.MAX_VALUE);
    });
    this.#sections = sections;
    this.#s1 = new Float64Array(sections.length);
    this.#s2 = new Float64Array(sections.length);
  }

  /** The state that a constant input of `value`, applied forever, would have left: no transient at the beginning. */
  settle(value: number): void {
    let input = value;
    this.#sections.forEach(({ b0, b1, b2, a1, a2 }, i) => {
      const output = (input * (b0 + b1 + b2)) / (1 + a1 + a2);
      this.#s2[i] = b2 * input - a2 * output;
      this.#s1[i] = b1 * input - a1 * output + this.#s2[i];
      input = output;
    });
  }

  /** Filters x in place. @throws EngineError E_PARAM: a sample is not finite (its index in x in the message) */
  process(x: Float64Array): void {
    requireFiniteSamples(x);
    this.#sections.forEach(({ b0, b1, b2, a1, a2 }, i) => {
      let s1 = this.#s1[i]!;
      let s2 = this.#s2[i]!;
      for (let n = 0; n < x.length; n++) {
        const v = x[n]!;
        const y = b0 * v + s1;
        s1 = b1 * v - a1 * y + s2;
        s2 = b2 * v - a2 * y;
        if (s1 < silence && s1 > -silence) s1 = 0;
        if (s2 < silence && s2 > -silence) s2 = 0;
        x[n] = y;
      }
      this.#s1[i] = s1;
      this.#s2[i] = s2;
    });
  }

  /** Filters x[from … to) and returns Σ y²; samples that are not finite count as 0. */
  sumOfSquares(x: Float32Array, from: number, to: number): number {
    let sum = 0;
    for (let n = from; n < to; n++) {
      const v = x[n]!;
      const y = this.#step(Number.isFinite(v) ? v : 0);
      sum += y * y;
    }
    return sum;
  }

  #step(input: number): number {
    let v = input + denormalGuard;
    for (let i = 0; i < this.#sections.length; i++) {
      const { b0, b1, b2, a1, a2 } = this.#sections[i]!;
      const y = b0 * v + this.#s1[i]!;
      this.#s1[i] = b1 * v - a1 * y + this.#s2[i]!;
      this.#s2[i] = b2 * v - a2 * y;
      v = y;
    }
    return v;
  }
}
