/**
 * Samples of one channel to the bytes a project stores, and back, without loss: 16- and 24-bit integers where the
 * recording had no more, else float32. All little-endian, as every machine this runs on is.
 */
import { invariant } from '../../engine/core/errors.ts';
import type { SampleFormat } from '../../engine/audio/source.ts';
import type { BlockEncoding } from '../../store/projectStore.ts';

export interface EncodedSamples {
  readonly encoding: BlockEncoding;
  readonly bytes: Uint8Array;
}

/** Without loss, unless a sample does not lie on the format's grid. */
export const storedEncoding: Readonly<Record<SampleFormat, BlockEncoding>> = {
  u8: 's16',
  s8: 's16',
  s16: 's16',
  alaw: 's16', // 13-bit values on a 16-bit scale
  ulaw: 's16',
  s24: 's24',
  s32: 'f32', // decoding rounded to float32 already
  f32: 'f32',
  f64: 'f32',
};

export const bytesPerStoredSample: Readonly<Record<BlockEncoding, number>> = { s16: 2, s24: 3, f32: 4 };

/**
 * @param samples [nSamples], full scale ±1; integers k stand for k/2¹⁵
 * @param takeBuffer memory of that many bytes for the result; whatever it holds is overwritten
 * @returns in the format's own encoding; as f32 if a sample does not lie on its grid
 */
export function encodeSamples(
  samples: Float32Array | Int16Array,
  format: SampleFormat,
  takeBuffer = (nBytes: number): ArrayBuffer => new ArrayBuffer(nBytes),
): EncodedSamples {
  if (samples instanceof Int16Array) {
    const stored = new Int16Array(takeBuffer(samples.byteLength));
    stored.set(samples);
    return { encoding: 's16', bytes: new Uint8Array(stored.buffer) };
  }
  const encoding = storedEncoding[format];
  const buffer = takeBuffer(samples.length * bytesPerStoredSample[encoding]);
  const bytes = new Uint8Array(buffer);
  if (encoding === 's16' && encodeS16(samples, new Int16Array(buffer))) return { encoding, bytes };
  if (encoding === 's24' && encodeS24(samples, bytes)) return { encoding, bytes };
  const floats = encoding === 'f32' ? new Float32Array(buffer) : new Float32Array(samples.length);
  floats.set(samples);
  return { encoding: 'f32', bytes: new Uint8Array(floats.buffer) };
}

/** @returns [nSamples], full scale ±1 */
export function decodeSamples({ encoding, bytes }: EncodedSamples, nSamples: number): Float32Array {
  invariant(bytes.length === nSamples * bytesPerStoredSample[encoding], `${bytes.length} bytes of ${encoding}`);
  if (encoding === 's16') return decodeS16(aligned(bytes, 2), nSamples);
  if (encoding === 's24') return decodeS24(bytes, nSamples);
  return new Float32Array(copyOf(bytes).buffer, 0, nSamples);
}

function aligned(bytes: Uint8Array, width: number): Uint8Array {
  return bytes.byteOffset % width === 0 ? bytes : copyOf(bytes);
}

/** Not by slice(): that of a Buffer, which the store hands out, copies nothing. */
function copyOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

/** @returns false if a sample is not k/2¹⁵ with a 16-bit k (NaN and infinities are not) */
function encodeS16(samples: Float32Array, out: Int16Array): boolean {
  for (let i = 0; i < samples.length; i++) {
    const scaled = samples[i]! * 32_768;
    out[i] = scaled; // wraps and truncates, and then differs
    if (out[i] !== scaled) return false;
  }
  return true;
}

function encodeS24(samples: Float32Array, out: Uint8Array): boolean {
  let misfits = 0;
  for (let i = 0, k = 0; i < samples.length; i++, k += 3) {
    const scaled = samples[i]! * 8_388_608;
    const value = scaled | 0;
    if (value !== scaled || value > 8_388_607 || value < -8_388_608) misfits++;
    out[k] = value;
    out[k + 1] = value >> 8;
    out[k + 2] = value >> 16;
  }
  return misfits === 0;
}

function decodeS16(bytes: Uint8Array, nSamples: number): Float32Array {
  const values = new Int16Array(bytes.buffer, bytes.byteOffset, nSamples);
  const out = new Float32Array(nSamples);
  for (let i = 0; i < nSamples; i++) out[i] = values[i]! * 2 ** -15;
  return out;
}

function decodeS24(bytes: Uint8Array, nSamples: number): Float32Array {
  const out = new Float32Array(nSamples);
  for (let i = 0, k = 0; i < nSamples; i++, k += 3) {
    const value = (bytes[k]! << 8) | (bytes[k + 1]! << 16) | (bytes[k + 2]! << 24);
    out[i] = value * 2 ** -31;
  }
  return out;
}
