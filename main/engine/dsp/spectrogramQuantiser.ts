/**
 * Levels of spectrogram tiles as 16-bit steps: dB = −200 + 0.005·q, q = 0 … 65535, so −200 … 127.675 dB.
 * −200 also stands for everything below, digital silence included.
 */
import { requireInteger } from './requireInteger.ts';
export const spectrogramFloorDb = -200;
export const spectrogramStepDb = 0.005;

export function quantisedToDb(q: number): number {
  return spectrogramFloorDb + q * spectrogramStepDb;
}

export function dbToQuantised(db: number): number {
  return Math.max(0, Math.min(65_535, Math.round((db - spectrogramFloorDb) / spectrogramStepDb)));
}

const mostBins = 2 ** 19 + 1; // of the largest transform
const stepsPerOctave = (10 * Math.log10(2)) / spectrogramStepDb;
const mantissaSteps = Float64Array.from(
  { length: 4096 },
  (_, i) => stepsPerOctave * Math.log2(1 + (i + 0.5) / 4096) - spectrogramFloorDb / spectrogramStepDb + 0.5,
);

/**
 * Quantises powers by the exponent and the upper 12 mantissa bits of their float32 form, within 0.0006 dB before
 * the rounding to steps: Math.log10 for every bin would cost as much as the FFT.
 */
export class SpectrogramQuantiser {
  readonly #powers: Float32Array;
  readonly #bits: Uint32Array;

  /** @throws EngineError E_PARAM: more bins than a transform has */
  constructor(nBins: number) {
    requireInteger('nBins', nBins, 1, mostBins);
    this.#powers = new Float32Array(nBins);
    this.#bits = new Uint32Array(this.#powers.buffer);
  }

  /** out[offset + k] = q of power[k]·scale[k]; both [nBins], power ≥ 0 and finite. */
  quantise(power: Float32Array | Float64Array, scale: Float64Array, out: Uint16Array, offset: number): void {
    const powers = this.#powers;
    const bits = this.#bits;
    for (let k = 0; k < powers.length; k++) powers[k] = power[k]! * scale[k]!;
    for (let k = 0; k < powers.length; k++) {
      const b = bits[k]!;
      const q = ((b >>> 23) - 127) * stepsPerOctave + mantissaSteps[(b >>> 11) & 4095]!;
      out[offset + k] = q <= 0 ? 0 : q >= 65_535 ? 65_535 : q;
    }
  }
}
