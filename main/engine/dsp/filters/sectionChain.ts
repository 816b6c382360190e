/** Second-order sections one after the other, with their state: direct form II transposed, float64. */
import type { Biquad } from './biquad.ts';

const denormalGuard = 1e-30; // keeps a decaying state out of the slow denormal range

export class SectionChain {
  readonly #sections: readonly Biquad[];
  readonly #s1: Float64Array;
  readonly #s2: Float64Array;

  constructor(sections: readonly Biquad[]) {
    this.#sections = sections;
    this.#s1 = new Float64Array(sections.length);
    this.#s2 = new Float64Array(sections.length);
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
