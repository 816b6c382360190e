/**
 * One frame of FLAC (RFC 9639 sections 9.1–9.3), bit exact for 4 to 32 bits a sample:
 *
 *   x[n] = r[n] + ⌊(Σⱼ c[j] · x[n − 1 − j]) / 2^shift⌋      (LPC; the fixed predictors are its integer cases)
 *
 * Products and sums stay in int32 where they fit, else in float64, exact up to 2^53.
 */
import { EngineError } from '../core/errors.ts';
import { BitReader } from './bitReader.ts';
import { crc16, crc8 } from './crc.ts';
import { decodeFlacSubframe } from './flacSubframeDecoder.ts';
import type { FlacSamples } from './flacSubframeDecoder.ts';

export interface FlacStreamInfo {
  readonly minBlockSize: number; // samples
  readonly maxBlockSize: number;
  readonly sampleRateHz: number;
  readonly channels: number; // 1–8
  readonly bitsPerSample: number; // 4–32
  readonly nSamples: number | null; // null: not recorded
}

export interface FlacFrameHeader {
  readonly blockSize: number; // samples per channel
  readonly sampleRateHz: number;
  readonly channelMode: number; // 0–7: independent channels − 1; 8 left/side, 9 side/right, 10 mid/side
  readonly channels: number;
  readonly bitsPerSample: number;
  readonly firstSample: number; // index per channel
  readonly headerBytes: number;
}

export interface FlacFrame {
  readonly header: FlacFrameHeader;
  readonly channels: Float32Array[]; // [channels][blockSize], x / 2^(bits − 1)
  readonly frameBytes: number;
}

const maxHeaderBytes = 16;
const ratesHz = [0, 88_200, 176_400, 192_000, 8_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000];
const sampleBits = [0, 8, 12, -1, 16, 20, 24, 32];

/** The header at bytes[0], or null if what is there is none of this stream's. */
export function parseFlacFrameHeader(bytes: Uint8Array, info: FlacStreamInfo): FlacFrameHeader | null {
  if (bytes.length < 6 || bytes[0] !== 0xff || (bytes[1]! & 0xfe) !== 0xf8) return null;
  const variable = (bytes[1]! & 1) === 1;
  const sizeCode = bytes[2]! >>> 4;
  const rateCode = bytes[2]! & 15;
  const channelMode = bytes[3]! >>> 4;
  const bitsCode = (bytes[3]! >>> 1) & 7;
  if (sizeCode === 0 || rateCode === 15 || channelMode > 10 || (bytes[3]! & 1) !== 0) return null;
  const number = readCodedNumber(bytes, 4);
  if (!number) return null;
  const tail = readTail(bytes, number.end, sizeCode, rateCode);
  if (!tail) return null;
  const header: FlacFrameHeader = {
    blockSize: tail.blockSize,
    sampleRateHz: tail.sampleRateHz ?? info.sampleRateHz,
    channelMode,
    channels: channelMode < 8 ? channelMode + 1 : 2,
    bitsPerSample: bitsCode === 0 ? info.bitsPerSample : sampleBits[bitsCode]!,
    firstSample: variable ? number.value : number.value * info.maxBlockSize,
    headerBytes: tail.end,
  };
  return isOfStream(header, info) ? header : null;
}

function isOfStream(header: FlacFrameHeader, info: FlacStreamInfo): boolean {
  return (
    header.sampleRateHz === info.sampleRateHz &&
    header.channels === info.channels &&
    header.bitsPerSample === info.bitsPerSample &&
    header.blockSize <= info.maxBlockSize
  );
}

/** The fields that the codes put behind the frame number, and the checksum. */
function readTail(bytes: Uint8Array, start: number, sizeCode: number, rateCode: number) {
  const sizeBytes = sizeCode === 6 ? 1 : sizeCode === 7 ? 2 : 0;
  const rateBytes = rateCode === 12 ? 1 : rateCode >= 13 ? 2 : 0;
  const checkAt = start + sizeBytes + rateBytes;
  if (checkAt >= bytes.length || bytes[checkAt] !== crc8(bytes, checkAt)) return null;
  const number = (at: number, length: number): number =>
    length === 1 ? bytes[at]! : bytes[at]! * 256 + bytes[at + 1]!;
  const rate = rateBytes === 0 ? 0 : number(start + sizeBytes, rateBytes);
  const blockSize =
    sizeBytes > 0
      ? number(start, sizeBytes) + 1
      : sizeCode === 1
        ? 192
        : sizeCode <= 5
          ? 576 << (sizeCode - 2)
          : 256 << (sizeCode - 8);
  const sampleRateHz =
    rateCode === 0
      ? null
      : rateCode === 12
        ? rate * 1000
        : rateCode === 13
          ? rate
          : rateCode === 14
            ? rate * 10
            : ratesHz[rateCode]!;
  return { blockSize, sampleRateHz, end: checkAt + 1 };
}

/** UTF-8's scheme stretched to 36 bits. */
function readCodedNumber(bytes: Uint8Array, start: number): { value: number; end: number } | null {
  const first = bytes[start] ?? 0xff;
  if (first < 0x80) return { value: first, end: start + 1 };
  const length = Math.clz32(~(first << 24)); // leading ones
  if (length < 2 || length > 7 || start + length > bytes.length) return null;
  let value = length === 7 ? 0 : first & ((1 << (7 - length)) - 1);
  for (let i = 1; i < length; i++) {
    const byte = bytes[start + i]!;
    if ((byte & 0xc0) !== 0x80) return null;
    value = value * 64 + (byte & 0x3f);
  }
  return { value, end: start + length };
}

/** More bytes than any sane encoder spends on a frame: verbatim samples and a quarter. */
export function flacFrameBoundBytes(blockSize: number, channels: number, bitsPerSample: number): number {
  return maxHeaderBytes + 1024 + Math.ceil((blockSize * channels * (bitsPerSample + 1) * 1.25) / 8);
}

/**
 * @param bytes from the frame's first byte on; may reach beyond its end
 * @throws OutOfBits if the frame is longer than `bytes`; EngineError E_FORMAT if it is damaged
 */
export function decodeFlacFrame(bytes: Uint8Array, info: FlacStreamInfo): FlacFrame {
  const header = parseFlacFrameHeader(bytes, info);
  if (!header) throw new EngineError('E_FORMAT', 'no FLAC frame of this stream is here');
  const reader = new BitReader(bytes);
  reader.bitPosition = header.headerBytes * 8;
  const decoded: FlacSamples[] = [];
  for (let c = 0; c < header.channels; c++) {
    const isSide = header.channelMode === 9 ? c === 0 : header.channelMode >= 8 && c === 1;
    decoded.push(decodeFlacSubframe(reader, header.blockSize, header.bitsPerSample + (isSide ? 1 : 0)));
  }
  reader.alignToByte();
  const checkAt = reader.bitPosition / 8;
  const stored = reader.read(16);
  const computed = crc16(bytes, checkAt);
  if (stored !== computed) {
    const [found, expected] = [stored.toString(16), computed.toString(16)];
    throw new EngineError('E_FORMAT', `FLAC frame checksum ${found} differs from the data's ${expected}`);
  }
  return { header, channels: toPlanar(decoded, header), frameBytes: checkAt + 2 };
}

function toPlanar(decoded: readonly FlacSamples[], header: FlacFrameHeader): Float32Array[] {
  const scale = 2 ** (1 - header.bitsPerSample);
  if (header.channelMode < 8) return decoded.map((samples) => scaled(samples, scale));
  const [a, b] = [decoded[0]!, decoded[1]!];
  const left = new Float32Array(header.blockSize);
  const right = new Float32Array(header.blockSize);
  for (let n = 0; n < header.blockSize; n++) {
    const x = a[n]!;
    const y = b[n]!;
    if (header.channelMode === 8) {
      left[n] = x * scale;
      right[n] = (x - y) * scale;
    } else if (header.channelMode === 9) {
      left[n] = (x + y) * scale;
      right[n] = y * scale;
    } else {
      const sum = 2 * x + (y % 2 === 0 ? 0 : 1); // mid lost the lowest bit, which it shares with side
      left[n] = ((sum + y) / 2) * scale;
      right[n] = ((sum - y) / 2) * scale;
    }
  }
  return [left, right];
}

function scaled(samples: FlacSamples, scale: number): Float32Array {
  const out = new Float32Array(samples.length);
  for (let n = 0; n < samples.length; n++) out[n] = samples[n]! * scale;
  return out;
}
