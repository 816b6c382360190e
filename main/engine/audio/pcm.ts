/**
 * Stored samples to planar float32: y = s / 2^(bits − 1) for integers, so full scale is [−1, 1) and every integer of
 * up to 24 bits converts exactly; 32-bit integers and float64 round to the nearest float32.
 */
import { alawTable, ulawTable } from './g711.ts';
import type { RawPcmFormat, SampleFormat } from './source.ts';

export interface PcmEncoding {
  readonly format: SampleFormat;
  readonly littleEndian: boolean; // means nothing for one-byte formats
}

export const bytesPerSample: Readonly<Record<SampleFormat, number>> = {
  u8: 1,
  s8: 1,
  s16: 2,
  s24: 3,
  s32: 4,
  f32: 4,
  f64: 8,
  alaw: 1,
  ulaw: 1,
};

/** "PCM s16le", "PCM u8", "A-law", "µ-law": the `codec` of AudioInfo. */
export function pcmCodecName({ format, littleEndian }: PcmEncoding): string {
  if (format === 'alaw') return 'A-law';
  if (format === 'ulaw') return 'µ-law';
  return bytesPerSample[format] === 1 ? `PCM ${format}` : `PCM ${format}${littleEndian ? 'le' : 'be'}`;
}

export function parseRawEncoding(encoding: RawPcmFormat['encoding']): PcmEncoding {
  const littleEndian = !encoding.endsWith('be');
  const format = encoding.replace(/[lb]e$/, '') as SampleFormat;
  return { format, littleEndian };
}

const byteTables: Readonly<Partial<Record<SampleFormat, Float32Array>>> = {
  u8: Float32Array.from({ length: 256 }, (_, code) => (code - 128) / 128),
  s8: Float32Array.from({ length: 256 }, (_, code) => ((code << 24) >> 24) / 128),
  alaw: Float32Array.from(alawTable, (value) => value / 32_768),
  ulaw: Float32Array.from(ulawTable, (value) => value / 32_768),
};

/**
 * De-interleaves and scales.
 * @param bytes interleaved samples, [nSamples · nChannels · bytesPerSample]
 * @param out planar, nChannels arrays of [nSamples]; written
 * @returns how many of the values are NaN or infinite in float32 (they are kept)
 */
export function decodePcm(
  bytes: Uint8Array,
  { format, littleEndian }: PcmEncoding,
  out: readonly Float32Array[],
): number {
  const width = bytesPerSample[format];
  const table = byteTables[format];
  if (table) return decodeByTable(bytes, table, out);
  if (format === 's24') return decodeS24(bytes, littleEndian, out);
  const aligned = alignedLittleEndian(bytes, width, littleEndian);
  const { buffer, byteOffset } = aligned;
  const length = aligned.length / width;
  if (format === 's16') return decodeS16(new Int16Array(buffer, byteOffset, length), out);
  if (format === 's32') return decodeS32(new Int32Array(buffer, byteOffset, length), out);
  if (format === 'f32') return decodeF32(new Float32Array(buffer, byteOffset, length), out);
  return decodeF64(new Float64Array(buffer, byteOffset, length), out);
}

/** Typed arrays need aligned offsets, and read little-endian: so do all machines this runs on. */
function alignedLittleEndian(bytes: Uint8Array, width: number, littleEndian: boolean): Uint8Array {
  const whole = bytes.subarray(0, bytes.length - (bytes.length % width));
  if (littleEndian) return whole.byteOffset % width === 0 ? whole : new Uint8Array(whole);
  const swapped = new Uint8Array(whole.length);
  for (let start = 0; start < whole.length; start += width) {
    for (let k = 0; k < width; k++) swapped[start + k] = whole[start + width - 1 - k]!;
  }
  return swapped;
}

/** As decodePcm, of format s16 and without the scaling: the integers themselves. */
export function deinterleave16(bytes: Uint8Array, littleEndian: boolean, out: readonly Int16Array[]): void {
  const { buffer, byteOffset, length } = alignedLittleEndian(bytes, 2, littleEndian);
  const [left, right] = out;
  if (out.length === 2 && left && right && byteOffset % 4 === 0) {
    splitPairs(new Int32Array(buffer, byteOffset, length >> 2), left, right);
    return;
  }
  const samples = new Int16Array(buffer, byteOffset, length >> 1);
  const stride = out.length;
  for (let c = 0; c < stride; c++) {
    const channel = out[c]!;
    for (let i = 0, k = c; i < channel.length; i++, k += stride) channel[i] = samples[k]!;
  }
}

/** Two samples a load: the low half of a pair is the first channel. */
function splitPairs(pairs: Int32Array, left: Int16Array, right: Int16Array): void {
  for (let i = 0; i < left.length; i++) {
    const pair = pairs[i]!;
    left[i] = pair; // keeps the low 16 bits
    right[i] = pair >> 16;
  }
}

const scale16 = 2 ** -15;
const scale32 = 2 ** -31;

// One loop a type: a shared one would turn megamorphic and run several times slower.

function decodeByTable(bytes: Uint8Array, table: Float32Array, out: readonly Float32Array[]): number {
  const stride = out.length;
  for (let c = 0; c < out.length; c++) {
    const channel = out[c]!;
    for (let i = 0, k = c; i < channel.length; i++, k += stride) channel[i] = table[bytes[k]!]!;
  }
  return 0;
}

function decodeS16(samples: Int16Array, out: readonly Float32Array[]): number {
  const stride = out.length;
  for (let c = 0; c < out.length; c++) {
    const channel = out[c]!;
    for (let i = 0, k = c; i < channel.length; i++, k += stride) channel[i] = samples[k]! * scale16;
  }
  return 0;
}

function decodeS24(bytes: Uint8Array, littleEndian: boolean, out: readonly Float32Array[]): number {
  const stride = 3 * out.length;
  const [low, high] = littleEndian ? [0, 2] : [2, 0];
  for (let c = 0; c < out.length; c++) {
    const channel = out[c]!;
    for (let i = 0, k = 3 * c; i < channel.length; i++, k += stride) {
      const top = (bytes[k + high]! << 24) | (bytes[k + 1]! << 16) | (bytes[k + low]! << 8);
      channel[i] = top * scale32;
    }
  }
  return 0;
}

function decodeS32(samples: Int32Array, out: readonly Float32Array[]): number {
  const stride = out.length;
  for (let c = 0; c < out.length; c++) {
    const channel = out[c]!;
    for (let i = 0, k = c; i < channel.length; i++, k += stride) channel[i] = samples[k]! * scale32;
  }
  return 0;
}

function decodeF32(samples: Float32Array, out: readonly Float32Array[]): number {
  const stride = out.length;
  let nonFinite = 0;
  for (let c = 0; c < out.length; c++) {
    const channel = out[c]!;
    for (let i = 0, k = c; i < channel.length; i++, k += stride) {
      const value = samples[k]!;
      channel[i] = value;
      if (value - value !== 0) nonFinite++; // NaN − NaN and ∞ − ∞ are NaN
    }
  }
  return nonFinite;
}

function decodeF64(samples: Float64Array, out: readonly Float32Array[]): number {
  const stride = out.length;
  let nonFinite = 0;
  for (let c = 0; c < out.length; c++) {
    const channel = out[c]!;
    for (let i = 0, k = c; i < channel.length; i++, k += stride) {
      const value = Math.fround(samples[k]!);
      channel[i] = value;
      if (value - value !== 0) nonFinite++;
    }
  }
  return nonFinite;
}
