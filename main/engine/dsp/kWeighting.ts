/**
 * K-weighting: a shelf for the head's diffraction and a high pass, one after the other:
 *
 *   y[n] = b₀x[n] + b₁x[n−1] + b₂x[n−2] − a₁y[n−1] − a₂y[n−2]
 *
 * The recommendation gives coefficients for 48 kHz; for other rates the analogue filters behind them (shelf: 1682 Hz,
 * +4 dB, Q 0.707; high pass: 38.1 Hz, Q 0.5) are transformed anew, bilinear with prewarping at their own frequency.
 * At 48 kHz this gives the published coefficients to 1e-12.
 * ITU-R BS.1770-4, annex 1, tables 1 and 2.
 */
import { EngineError } from '../core/errors.ts';
import type { Biquad } from './filters/biquad.ts';

const shelf = { hz: 1681.974450955533, gainDb: 3.999843853973347, q: 0.7071752369554196, slope: 0.4996667741545416 };
const highPass = { hz: 38.13547087602444, q: 0.5003270373238773 };

/** Rates must lie above this, twice the frequency of the shelf. */
export const lowestRateHz = 2 * shelf.hz;

/** @throws EngineError E_PARAM if the shelf does not fit below sampleRateHz/2 */
export function kWeighting(sampleRateHz: number): readonly [shelf: Biquad, highPass: Biquad] {
  if (!(sampleRateHz > lowestRateHz && sampleRateHz < Infinity))
    throw new EngineError(
      'E_PARAM',
      `sampleRateHz=${sampleRateHz} must be > ${Math.ceil(lowestRateHz)} for K-weighting`,
    );
  return [designShelf(sampleRateHz), designHighPass(sampleRateHz)];
}

function designShelf(sampleRateHz: number): Biquad {
  const k = Math.tan((Math.PI * shelf.hz) / sampleRateHz);
  const high = 10 ** (shelf.gainDb / 20);
  const band = high ** shelf.slope;
  const a0 = 1 + k / shelf.q + k * k;
  return {
    b0: (high + (band * k) / shelf.q + k * k) / a0,
    b1: (2 * (k * k - high)) / a0,
    b2: (high - (band * k) / shelf.q + k * k) / a0,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - k / shelf.q + k * k) / a0,
  };
}

function designHighPass(sampleRateHz: number): Biquad {
  const k = Math.tan((Math.PI * highPass.hz) / sampleRateHz);
  const a0 = 1 + k / highPass.q + k * k;
  return { b0: 1, b1: -2, b2: 1, a1: (2 * (k * k - 1)) / a0, a2: (1 - k / highPass.q + k * k) / a0 };
}
