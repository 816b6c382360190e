/**
 * WebM and Matroska files: Opus, Vorbis, FLAC, MP3, ALAC and PCM by our decoders, AAC by the platform's. The codec
 * delay goes from the beginning, discard padding from the end of its block.
 */
import { EngineError } from '../core/errors.ts';
import { aacRatesHz, parseAacConfig, writeAacConfig } from './aacConfig.ts';
import { createAlacDecoder } from './alac.ts';
import { ByteReader, maxReadBytes } from './byteReader.ts';
import { checkAudioLimits } from './checkAudioLimits.ts';
import { children, readElementHeader, readUnsigned } from './ebml.ts';
import { createFlacPacketDecoder } from './flacPackets.ts';
import { findFlacStreamInfo } from './flacStreamInfo.ts';
import { walkBlocks, xiphSizes } from './matroskaBlocks.ts';
import type { MatroskaBlock } from './matroskaBlocks.ts';
import { findAudioTrack } from './matroskaTrack.ts';
import type { MatroskaTrack } from './matroskaTrack.ts';
import { createMpegDecoder } from './mpegDecoder.ts';
import { parseMpegHeader } from './mpegHeader.ts';
import { createOpusDecoder } from './opusDecoder.ts';
import { parseOpusHeader } from './opusHeader.ts';
import { decodeOrSilence } from './packetDecoder.ts';
import type { Packet, PacketDecoder } from './packetDecoder.ts';
import type { PcmEncoding } from './pcm.ts';
import { createPcmPacketDecoder } from './pcmPackets.ts';
import { createStreamDecoder, trimPieces } from './planarStream.ts';
import type { Planar } from './planarStream.ts';
import { openAacTrack } from './platformStream.ts';
import type { AudioDecoder, ByteSource, OpenAudioOptions } from './source.ts';
import { VorbisDecoder } from './vorbisDecoder.ts';
import { parseVorbisIdentification, parseVorbisSetup } from './vorbisSetup.ts';

interface MatroskaFile {
  readonly container: 'WebM' | 'Matroska';
  readonly track: MatroskaTrack;
  readonly secPerUnit: number; // of block timestamps
  readonly blocksAt: number; // byte offset
}

const ids = {
  ebml: 0x1a45dfa3,
  docType: 0x4282,
  segment: 0x18538067,
  info: 0x1549a966,
  scale: 0x2ad7b1,
  tracks: 0x1654ae6b,
  cluster: 0x1f43b675,
};

/** @throws EngineError E_FORMAT, E_CODEC, E_IO */
export async function openWebm(source: ByteSource, options: OpenAudioOptions): Promise<AudioDecoder> {
  const reader = new ByteReader(source);
  const file = await readHeaders(reader);
  const warnings: string[] = [];
  const blocks = (signal: AbortSignal | undefined): AsyncGenerator<MatroskaBlock> => {
    reader.position = file.blocksAt;
    return walkBlocks(reader, file.track.number, warnings, signal);
  };
  const { track, container } = file;
  if (track.codecId.startsWith('A_AAC')) {
    return openAacTrack(
      source,
      {
        container,
        config: parseAacConfig(track.codecPrivate.length >= 2 ? track.codecPrivate : impliedAacConfig(track)),
        packets: (signal) => toPackets(blocks(signal), file),
        trim: (rateHz) => ({ skip: Math.round(track.codecDelaySec * rateHz), keep: null }),
        warnings,
      },
      options,
    );
  }
  const { decoder, delaySamples } = await createDecoder(source.name, track, () =>
    firstPacket(blocks(undefined), track),
  );
  return createStreamDecoder({
    source,
    info: { container, ...decoder.format, nSamples: null, encoderDelaySamples: delaySamples },
    warnings,
    pieces: (signal) => trimPieces(decodeBlocks(blocks(signal), track, decoder, warnings), delaySamples, () => null),
    free: () => {
      decoder.free();
    },
  });
}

async function readHeaders(reader: ByteReader): Promise<MatroskaFile> {
  const { name } = reader.source;
  const head = await readElementHeader(reader);
  if (head?.id !== ids.ebml || head.bodyBytes === null)
    throw new EngineError('E_FORMAT', `"${name}" has no EBML header`);
  let container: MatroskaFile['container'] = 'Matroska';
  for (const child of children(await reader.peek(Math.min(head.bodyBytes, 4096)))) {
    if (child.id === ids.docType && new TextDecoder().decode(child.body).startsWith('webm')) container = 'WebM';
  }
  reader.position = head.bodyAt + head.bodyBytes;
  let secPerUnit = 1e-3;
  let track: MatroskaTrack | null = null;
  for (;;) {
    const at = reader.position;
    const element = await readElementHeader(reader);
    if (!element) throw new EngineError('E_FORMAT', `"${name}" ends before its first cluster`);
    if (element.id === ids.segment) continue;
    if (element.id === ids.cluster) {
      if (!track) throw new EngineError('E_FORMAT', `"${name}" has no audio track`);
      return { container, track, secPerUnit, blocksAt: at };
    }
    if (element.bodyBytes === null)
      throw new EngineError('E_FORMAT', `"${name}" has a header element without a length`);
    if (element.id === ids.info || element.id === ids.tracks) {
      const body = await reader.peek(Math.min(element.bodyBytes, maxReadBytes));
      if (element.id === ids.tracks) track ??= findAudioTrack(body);
      for (const child of children(body)) if (child.id === ids.scale) secPerUnit = readUnsigned(child.body) / 1e9;
    }
    reader.position = element.bodyAt + element.bodyBytes;
  }
}

/** Old files name the AAC profile in the codec and leave the configuration out. */
function impliedAacConfig(track: MatroskaTrack): Uint8Array {
  const rateIndex = aacRatesHz.findIndex((rate) => rate === Math.round(track.sampleRateHz));
  if (rateIndex < 0)
    throw new EngineError('E_CODEC', `${track.codecId} at ${track.sampleRateHz} Hz lacks its configuration`);
  return writeAacConfig(track.codecId.includes('MAIN') ? 1 : 2, rateIndex, track.channels === 8 ? 7 : track.channels);
}

async function createDecoder(
  name: string,
  track: MatroskaTrack,
  first: () => Promise<Uint8Array | null>,
): Promise<{ decoder: PacketDecoder; delaySamples: number }> {
  if (track.codecId === 'A_OPUS') {
    const header = parseOpusHeader(track.codecPrivate);
    return { decoder: await createOpusDecoder(header), delaySamples: header.preSkip };
  }
  const decoder = await createPlainDecoder(name, track, first);
  return { decoder, delaySamples: Math.max(0, Math.round(track.codecDelaySec * decoder.format.sampleRateHz)) };
}

async function createPlainDecoder(
  name: string,
  track: MatroskaTrack,
  first: () => Promise<Uint8Array | null>,
): Promise<PacketDecoder> {
  const { codecId, codecPrivate, sampleRateHz, channels } = track;
  if (codecId === 'A_VORBIS') return createVorbisDecoder(codecPrivate);
  if (codecId === 'A_FLAC') return createFlacPacketDecoder(findFlacStreamInfo(codecPrivate));
  if (codecId === 'A_ALAC') return createAlacDecoder(codecPrivate);
  if (/^A_MPEG\/L[123]$/.test(codecId)) {
    const header = parseMpegHeader((await first()) ?? new Uint8Array(0));
    if (!header) throw new EngineError('E_FORMAT', `"${name}": the ${codecId} track does not begin with an MPEG frame`);
    return createMpegDecoder(header);
  }
  const encoding = pcmEncodingOf(track);
  if (!encoding) {
    throw new EngineError('E_CODEC', `"${name}" holds ${codecId} audio, which nothing here decodes`, {
      details: { codecId },
    });
  }
  checkAudioLimits(name, sampleRateHz, channels);
  return createPcmPacketDecoder(encoding, sampleRateHz, channels);
}

/** The three Vorbis headers share the private data, laced as Xiph does. */
function createVorbisDecoder(codecPrivate: Uint8Array): PacketDecoder {
  const laced = codecPrivate[0] === 2 ? xiphSizes(codecPrivate, 3) : null;
  if (!laced) throw new EngineError('E_FORMAT', 'the Vorbis headers in the private data are damaged');
  const commentAt = laced.start + laced.sizes[0]!;
  const identification = parseVorbisIdentification(codecPrivate.subarray(laced.start, commentAt));
  const setup = codecPrivate.subarray(commentAt + laced.sizes[1]!);
  return new VorbisDecoder(identification, parseVorbisSetup(setup, identification.channels));
}

function pcmEncodingOf({ codecId, bitDepth }: MatroskaTrack): PcmEncoding | null {
  const integers = { 8: 'u8', 16: 's16', 24: 's24', 32: 's32' } as const;
  const floats = { 32: 'f32', 64: 'f64' } as const;
  const pick = (table: Partial<Record<number, PcmEncoding['format']>>, littleEndian: boolean): PcmEncoding | null => {
    const format = table[bitDepth];
    return format ? { format, littleEndian } : null;
  };
  if (codecId === 'A_PCM/INT/LIT') return pick(integers, true);
  if (codecId === 'A_PCM/INT/BIG') return pick(integers, false);
  return codecId === 'A_PCM/FLOAT/IEEE' ? pick(floats, true) : null;
}

async function firstPacket(blocks: AsyncIterable<MatroskaBlock>, track: MatroskaTrack): Promise<Uint8Array | null> {
  for await (const { packets } of blocks) if (packets[0]) return withPrefix(packets[0], track);
  return null;
}

function withPrefix(packet: Uint8Array, { strippedPrefix }: MatroskaTrack): Uint8Array {
  if (strippedPrefix.length === 0) return packet;
  const whole = new Uint8Array(strippedPrefix.length + packet.length);
  whole.set(strippedPrefix);
  whole.set(packet, strippedPrefix.length);
  return whole;
}

async function* toPackets(blocks: AsyncIterable<MatroskaBlock>, file: MatroskaFile): AsyncGenerator<Packet> {
  for await (const { packets, timestamp } of blocks) {
    for (const packet of packets) {
      yield { data: withPrefix(packet, file.track), timestampSec: timestamp * file.secPerUnit, durationSec: 0 };
    }
  }
}

async function* decodeBlocks(
  blocks: AsyncIterable<MatroskaBlock>,
  track: MatroskaTrack,
  decoder: PacketDecoder,
  warnings: string[],
): AsyncGenerator<Planar> {
  for await (const { packets, discardSec } of blocks) {
    const pieces = packets.flatMap((packet) => decodeOrSilence(decoder, withPrefix(packet, track), warnings));
    yield* discard(pieces, Math.round(discardSec * decoder.format.sampleRateHz));
  }
}

/** Drops `samples` from the end of the pieces, or, if negative, from their beginning. */
function* discard(pieces: readonly Planar[], samples: number): Generator<Planar> {
  const total = pieces.reduce((sum, piece) => sum + (piece[0]?.length ?? 0), 0);
  const from = Math.max(0, -samples);
  const to = total - Math.max(0, samples);
  let at = 0;
  for (const piece of pieces) {
    const length = piece[0]?.length ?? 0;
    const [start, end] = [Math.max(0, from - at), Math.min(length, to - at)];
    if (end > start) yield start === 0 && end === length ? piece : piece.map((channel) => channel.slice(start, end));
    at += length;
  }
}
