/**
 * Float samples to integers of b bits:
 *
 *   q[n] = clip(⌊x[n] · 2^(b−1) + d[n] + ½⌋, −2^(b−1), 2^(b−1) − 1)
 *
 * d is 0, or with dither the sum of two independent uniform values on [−½, ½): triangular, ±1 step, which makes the
 * error independent of the signal in its first two moments.
 * Lipshitz, Wannamaker & Vanderkooy, "Quantization and dither: a theoretical survey", J. Audio Eng. Soc. 40(5), 1992.
 */
export interface QuantiserCounts {
  rounded: number; // values that b bits do not hold exactly, dither aside
  clipped: number; // values beyond full scale
  nonFinite: number; // NaN, written as 0, and infinities, written as full scale
}

export interface Quantiser {
  readonly counts: Readonly<QuantiserCounts>;
  /**
   * @param x samples, full scale ±1, [nSamples]
   * @param out integers, written; ≥ nSamples long
   */
  quantise(x: Float32Array, out: Int32Array): void;
}

/** @param ditherSeed any integer for dither, the same one for the same noise; null for none */
export function createQuantiser(bits: number, ditherSeed: number | null): Quantiser {
  const scale = 2 ** (bits - 1);
  const counts: QuantiserCounts = { rounded: 0, clipped: 0, nonFinite: 0 };
  const noise = ditherSeed === null ? () => 0 : triangularNoise(ditherSeed);
  return {
    counts,
    quantise(x, out) {
      for (let i = 0; i < x.length; i++) {
        const exact = x[i]! * scale;
        let value = Math.floor(exact + noise() + 0.5);
        if (exact - exact !== 0) {
          counts.nonFinite++;
          if (Number.isNaN(exact)) value = 0;
        } else if (exact < -scale || exact > scale - 1) {
          counts.clipped++;
        } else if (!Number.isInteger(exact)) {
          counts.rounded++;
        }
        out[i] = Math.min(scale - 1, Math.max(-scale, value));
      }
    },
  };
}

/** Sum of two uniform values on [−½, ½) from a 32-bit mixing generator (splitmix32). */
function triangularNoise(seed: number): () => number {
  let state = seed | 0;
  const uniform = () => {
    state = (state + 0x9e37_79b9) | 0;
    let z = state ^ (state >>> 16);
    z = Math.imul(z, 0x21f0_aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a_2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 2 ** 32 - 0.5;
  };
  return () => uniform() + uniform();
}
