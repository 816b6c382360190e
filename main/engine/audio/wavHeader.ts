/** The bytes before the samples of a WAV file. */
import { bytesPerSample } from './pcm.ts';
import type { SampleFormat } from './source.ts';

export interface WavLayout {
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly format: WavSampleFormat;
  /** Whole chunks, padded to even lengths, before and behind the samples. */
  readonly head?: Uint8Array | undefined;
  readonly tail?: Uint8Array | undefined;
}

export type WavSampleFormat = Extract<SampleFormat, 'u8' | 's16' | 's24' | 's32' | 'f32' | 'f64'>;

const isFloat = (format: WavSampleFormat) => format === 'f32' || format === 'f64';

/** The largest RIFF size field with a meaning of its own: 0xFFFFFFFF says "see ds64", or "unknown". */
const maxRiffSize = 0xffff_fffe;
const unknownSize = 0xffff_ffff;
const ds64Bytes = 28;

// KSDATAFORMAT_SUBTYPE_*: the format tag, then this tail.
const subformatTail = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71];

/**
 * @param nSamples per channel; null: unknown for good, both sizes are 0xFFFFFFFF
 * @param reserve keep the place of a ds64 chunk, so that a later header of the same length may be RF64
 */
export function wavHeader(layout: WavLayout, nSamples: number | null, reserve: boolean): Uint8Array {
  const { channels, format } = layout;
  const frameBytes = channels * bytesPerSample[format];
  const dataBytes = nSamples === null ? null : nSamples * frameBytes;
  const paddedBytes = dataBytes === null ? 0 : dataBytes + (dataBytes % 2);
  const { head = new Uint8Array(0), tail = new Uint8Array(0) } = layout;
  const bodyBytes = formatChunk(layout).length + factBytes(layout) + head.length + 8 + tail.length;
  const isRf64 = 4 + bodyBytes + (reserve ? ds64Bytes + 8 : 0) + paddedBytes > maxRiffSize;
  const hasDs64 = reserve || isRf64;
  const riffBytes = 4 + bodyBytes + (hasDs64 ? ds64Bytes + 8 : 0) + paddedBytes;

  const header = new HeaderBytes();
  header.ascii(isRf64 ? 'RF64' : 'RIFF');
  header.u32(isRf64 || dataBytes === null ? unknownSize : riffBytes);
  header.ascii('WAVE');
  if (hasDs64) {
    header.ascii(isRf64 ? 'ds64' : 'JUNK');
    header.u32(ds64Bytes);
    header.u64(isRf64 ? riffBytes : 0);
    header.u64(isRf64 ? dataBytes! : 0);
    header.u64(isRf64 ? nSamples! : 0);
    header.u32(0);
  }
  header.append(formatChunk(layout));
  if (factBytes(layout) > 0) {
    header.ascii('fact');
    header.u32(4);
    header.u32(nSamples === null ? unknownSize : Math.min(nSamples, unknownSize));
  }
  header.append(head);
  header.ascii('data');
  header.u32(isRf64 || dataBytes === null ? unknownSize : dataBytes);
  return header.toBytes();
}

/** Formats other than PCM carry a fact chunk with the length. */
function factBytes({ format }: WavLayout): number {
  return isFloat(format) ? 12 : 0;
}

function formatChunk({ sampleRateHz, channels, format }: WavLayout): Uint8Array {
  const width = bytesPerSample[format];
  const tag = isFloat(format) ? 3 : 1;
  const extensible = channels > 2; // which loudspeaker is which has to be said, or said to be open
  const chunk = new HeaderBytes();
  chunk.ascii('fmt ');
  chunk.u32(extensible ? 40 : tag === 3 ? 18 : 16);
  chunk.u16(extensible ? 0xfffe : tag);
  chunk.u16(channels);
  chunk.u32(sampleRateHz);
  chunk.u32(Math.min(unknownSize, sampleRateHz * channels * width));
  chunk.u16(channels * width);
  chunk.u16(8 * width);
  if (extensible) {
    chunk.u16(22);
    chunk.u16(8 * width);
    chunk.u32(0);
    chunk.u16(tag);
    chunk.append(Uint8Array.from(subformatTail));
  } else if (tag === 3) {
    chunk.u16(0);
  }
  return chunk.toBytes();
}

class HeaderBytes {
  private readonly bytes: number[] = [];

  ascii(text: string): void {
    for (const letter of text) this.bytes.push(letter.charCodeAt(0));
  }
  u16(value: number): void {
    this.bytes.push(value & 255, value >> 8);
  }
  u32(value: number): void {
    this.u16(value & 0xffff);
    this.u16(value >>> 16);
  }
  u64(value: number): void {
    this.u32(value % 2 ** 32);
    this.u32(Math.floor(value / 2 ** 32));
  }
  append(bytes: Uint8Array): void {
    for (const byte of bytes) this.bytes.push(byte);
  }
  toBytes(): Uint8Array {
    return Uint8Array.from(this.bytes);
  }
}
