/**
 * Float samples to integers of b bits:
 *
 *   q[n] = clip(⌊x[n] · 2^(b−1) + ½⌋, −2^(b−1), 2^(b−1) − 1)
 *
 * Dither belongs before it: samples that stand on the steps of b bits, as those of dsp/effects/dither.ts divided by
 * 2^(b−1), come through exactly.
 */
export interface QuantiserCounts {
  rounded: number; // values that b bits do not hold exactly
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

export function createQuantiser(bits: number): Quantiser {
  const scale = 2 ** (bits - 1);
  const counts: QuantiserCounts = { rounded: 0, clipped: 0, nonFinite: 0 };
  return {
    counts,
    quantise(x, out) {
      for (let i = 0; i < x.length; i++) {
        const exact = x[i]! * scale;
        let value = Math.floor(exact + 0.5);
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
