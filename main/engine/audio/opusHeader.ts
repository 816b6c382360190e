/** The Opus identification header (RFC 7845 section 5.1) and the length of packets (RFC 6716 section 3.1). */
import { EngineError } from '../core/errors.ts';
import { toWaveOrder } from './channelOrder.ts';

export interface OpusHeader {
  readonly channels: number;
  readonly preSkip: number; // samples at 48 kHz
  readonly outputGain: number; // linear
  readonly streams: number;
  readonly coupledStreams: number;
  readonly mapping: readonly number[]; // decoded channel per output channel in WAVE order
}

export const opusRateHz = 48_000;
const mostChannels = 32;

/** @throws EngineError E_FORMAT, E_CODEC for mapping families nothing defines */
export function parseOpusHeader(bytes: Uint8Array): OpusHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isHead = bytes.length >= 19 && view.getUint32(0) === 0x4f707573 && view.getUint32(4) === 0x48656164;
  if (!isHead) throw new EngineError('E_FORMAT', 'the Opus header is missing');
  const version = bytes[8]!;
  if (version >= 16) throw new EngineError('E_CODEC', `Opus header version ${version} must be below 16`);
  return parseBody(view, 9, true);
}

/** The same fields as MP4 stores them ("dOps", big-endian after a version byte). */
export function parseOpusSpecificBox(bytes: Uint8Array): OpusHeader {
  if (bytes.length < 11) throw new EngineError('E_FORMAT', `dOps has ${bytes.length} bytes, it needs 11`);
  return parseBody(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 1, false);
}

function parseBody(view: DataView, start: number, littleEndian: boolean): OpusHeader {
  const channels = view.getUint8(start);
  const preSkip = view.getUint16(start + 1, littleEndian);
  const outputGain = 10 ** (view.getInt16(start + 7, littleEndian) / 256 / 20);
  const family = view.getUint8(start + 9);
  if (channels < 1 || channels > mostChannels) {
    throw new EngineError('E_FORMAT', `Opus channels=${channels} must be 1 to ${mostChannels}`);
  }
  if (family === 0) {
    if (channels > 2) throw new EngineError('E_FORMAT', `Opus mapping family 0 has 1 or 2 channels, not ${channels}`);
    const mapping = channels === 2 ? [0, 1] : [0];
    return { channels, preSkip, outputGain, streams: 1, coupledStreams: channels - 1, mapping };
  }
  if (family !== 1 && family !== 255) throw new EngineError('E_CODEC', `Opus mapping family ${family} is not decoded`);
  if (view.byteLength < start + 12 + channels)
    throw new EngineError('E_FORMAT', 'the Opus channel mapping is cut short');
  const streams = view.getUint8(start + 10);
  const coupledStreams = view.getUint8(start + 11);
  const stored = Array.from({ length: channels }, (_, c) => view.getUint8(start + 12 + c));
  const isValid = streams >= 1 && coupledStreams <= streams && streams + coupledStreams <= 255;
  if (!isValid || stored.some((from) => from !== 255 && from >= streams + coupledStreams)) {
    throw new EngineError('E_FORMAT', `Opus mapping of ${streams} streams, ${coupledStreams} coupled, is impossible`);
  }
  const mapping = family === 1 ? toWaveOrder(stored) : stored;
  return { channels, preSkip, outputGain, streams, coupledStreams, mapping };
}

/** Samples at 48 kHz that a packet decodes to; 0 if its first bytes are impossible. */
export function opusPacketSamples(packet: Uint8Array): number {
  if (packet.length === 0) return 0;
  const config = packet[0]! >>> 3;
  const perFrame =
    config < 12 ? [480, 960, 1920, 2880][config & 3]! : config < 16 ? [480, 960][config & 1]! : 120 << (config & 3);
  const code = packet[0]! & 3;
  const frames = code === 0 ? 1 : code < 3 ? 2 : (packet[1] ?? 0) & 63;
  const samples = perFrame * frames;
  return samples <= 5760 ? samples : 0; // 120 ms at most
}
