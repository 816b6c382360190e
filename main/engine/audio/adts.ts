/** Raw AAC in ADTS frames (ISO/IEC 14496-3 section 1.A.2.2.1). ADTS does not record the encoder delay: not trimmed. */
import { EngineError, throwIfAborted } from '../core/errors.ts';
import { aacRatesHz, parseAacConfig, writeAacConfig } from './aacConfig.ts';
import { ByteReader } from './byteReader.ts';
import { skipId3v2 } from './id3.ts';
import type { Packet } from './packetDecoder.ts';
import { addWarning } from './planarStream.ts';
import { openAacTrack } from './platformStream.ts';
import type { AudioDecoder, ByteSource, OpenAudioOptions } from './source.ts';

export interface AdtsHeader {
  readonly objectType: number;
  readonly rateIndex: number;
  readonly channelConfig: number;
  readonly headerBytes: 7 | 9;
  readonly frameBytes: number;
  readonly nRawBlocks: number; // AAC frames of 1,024 samples in this ADTS frame
}

const scanBytes = 16_384;
const maxFrameBytes = 8_192;
const firstFrameWithinBytes = 1 << 20;

/** Null if the bytes are no header. */
export function parseAdtsHeader(bytes: Uint8Array, at = 0): AdtsHeader | null {
  if (bytes.length < at + 7 || bytes[at] !== 0xff || (bytes[at + 1]! & 0xf6) !== 0xf0) return null;
  const rateIndex = (bytes[at + 2]! >>> 2) & 15;
  const headerBytes = (bytes[at + 1]! & 1) === 1 ? 7 : 9;
  const frameBytes = ((bytes[at + 3]! & 3) << 11) | (bytes[at + 4]! << 3) | (bytes[at + 5]! >>> 5);
  if (rateIndex >= aacRatesHz.length || frameBytes <= headerBytes) return null;
  return {
    objectType: (bytes[at + 2]! >>> 6) + 1,
    rateIndex,
    channelConfig: ((bytes[at + 2]! & 1) << 2) | (bytes[at + 3]! >>> 6),
    headerBytes,
    frameBytes,
    nRawBlocks: (bytes[at + 6]! & 3) + 1,
  };
}

/** @throws EngineError E_FORMAT, E_CODEC, E_IO */
export async function openAdts(source: ByteSource, options: OpenAudioOptions): Promise<AudioDecoder> {
  const reader = new ByteReader(source);
  await skipId3v2(reader);
  const warnings: string[] = [];
  const first = await findFrame(reader, null);
  if (!first) throw new EngineError('E_FORMAT', `"${source.name}" holds no AAC frames`);
  const { objectType, rateIndex, channelConfig, nRawBlocks } = first.header;
  if (channelConfig === 0 || nRawBlocks > 1) {
    throw new EngineError('E_CODEC', `"${source.name}" uses AAC with channels described in band, which is not decoded`);
  }
  const config = parseAacConfig(writeAacConfig(objectType, rateIndex, channelConfig));
  addWarning(warnings, 'ADTS does not record the encoder delay: the samples begin with it (about 0.02 to 0.05 s).');
  return openAacTrack(
    source,
    {
      container: 'ADTS',
      config,
      packets: (signal) => adtsPackets(reader, first.header, warnings, signal),
      trim: () => ({ skip: 0, keep: null }),
      warnings,
    },
    options,
  );
}

async function* adtsPackets(
  reader: ByteReader,
  stream: AdtsHeader,
  warnings: string[],
  signal: AbortSignal,
): AsyncGenerator<Packet> {
  const durationSec = 1024 / aacRatesHz[stream.rateIndex]!;
  for (let n = 0; ; n++) {
    throwIfAborted(signal);
    const found = await findFrame(reader, stream);
    if (!found) return;
    const { header, skippedBytes } = found;
    if (skippedBytes > 0) addWarning(warnings, `${skippedBytes} bytes before packet ${n} are no AAC frames: skipped.`);
    const frame = await reader.peek(header.frameBytes);
    if (frame.length < header.frameBytes) {
      addWarning(warnings, `The file ends inside packet ${n}: left out.`);
      return;
    }
    reader.position += header.frameBytes;
    yield { data: frame.slice(header.headerBytes), timestampSec: n * durationSec, durationSec };
  }
}

/** Moves to the next frame of the stream; one away from a frame boundary must be followed by another. */
async function findFrame(
  reader: ByteReader,
  stream: AdtsHeader | null,
): Promise<{ header: AdtsHeader; skippedBytes: number } | null> {
  const isOurs = (header: AdtsHeader | null): header is AdtsHeader =>
    header !== null &&
    (!stream || (header.rateIndex === stream.rateIndex && header.channelConfig === stream.channelConfig));
  for (let skippedBytes = 0; stream !== null || skippedBytes < firstFrameWithinBytes;) {
    const bytes = await reader.peek(maxFrameBytes + 7);
    const header = parseAdtsHeader(bytes);
    if (isOurs(header)) {
      const isBoundary = stream !== null && skippedBytes === 0;
      const end = header.frameBytes;
      if (isBoundary || bytes.length < end + 7 || isOurs(parseAdtsHeader(bytes, end))) return { header, skippedBytes };
    }
    if (bytes.length < 7) return null;
    const window = await reader.peek(scanBytes);
    let step = 1;
    while (step + 7 <= window.length && !isOurs(parseAdtsHeader(window, step))) step++;
    reader.position += step;
    skippedBytes += step;
  }
  return null;
}
