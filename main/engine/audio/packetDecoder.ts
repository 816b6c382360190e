/** What every container does with its packets, whichever of our codecs they hold. */
import { EngineError, throwIfAborted } from '../core/errors.ts';
import { addWarning, silentPieces } from './planarStream.ts';
import type { Planar } from './planarStream.ts';
import type { AudioInfo } from './source.ts';

export type CodecFormat = Pick<AudioInfo, 'codec' | 'sampleRateHz' | 'channels' | 'sampleFormat' | 'bitsPerSample'>;

export interface PacketDecoder {
  readonly format: CodecFormat;
  /**
   * Planar samples of one packet, possibly none (the first of an overlapping codec).
   * @throws EngineError E_FORMAT: the packet is damaged; the next one may be tried
   */
  decode(packet: Uint8Array): Planar;
  /** Samples a damaged packet stood for, if its first bytes still tell; 0 otherwise. */
  lostSamples(packet: Uint8Array): number;
  /** Frees memory outside the JavaScript heap. */
  free(): void;
}

export interface Packet {
  readonly data: Uint8Array;
  readonly timestampSec: number;
  readonly durationSec: number;
}

/** One packet's samples; a damaged packet becomes a warning and as much silence as it stood for. */
export function decodeOrSilence(decoder: PacketDecoder, packet: Uint8Array, warnings: string[]): Planar[] {
  if (packet.length === 0) return [];
  try {
    return [decoder.decode(packet)];
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const lost = decoder.lostSamples(packet);
    addWarning(warnings, `A ${decoder.format.codec} packet is damaged (${error.message}): ${lost} samples of silence.`);
    return [...silentPieces(lost, decoder.format.channels)];
  }
}

export async function* decodePackets(
  packets: AsyncIterable<Packet>,
  decoder: PacketDecoder,
  warnings: string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<Planar> {
  for await (const { data } of packets) {
    throwIfAborted(signal);
    yield* decodeOrSilence(decoder, data, warnings);
  }
}
