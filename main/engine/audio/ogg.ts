/**
 * Ogg files: the first logical audio stream, Vorbis, Opus or FLAC. Granule positions place the samples: the first
 * page tells what to drop at the beginning (Vorbis I A.2, RFC 7845 section 4), the last one where the end is, and
 * after damage how much silence keeps the rest in its place.
 */
import { EngineError, throwIfAborted } from '../core/errors.ts';
import { ByteReader } from './byteReader.ts';
import { createFlacPacketDecoder } from './flacPackets.ts';
import { findFlacStreamInfo } from './flacStreamInfo.ts';
import { OggPacketizer, lastOggPage, nextOggPage } from './oggPages.ts';
import type { OggPage } from './oggPages.ts';
import { createOpusDecoder } from './opusDecoder.ts';
import { parseOpusHeader } from './opusHeader.ts';
import { decodeOrSilence } from './packetDecoder.ts';
import type { PacketDecoder } from './packetDecoder.ts';
import { SilenceBudget, addWarning, createStreamDecoder, silentPieces, trimPieces } from './planarStream.ts';
import type { Planar } from './planarStream.ts';
import { hasMagic } from './sniffAudio.ts';
import type { AudioDecoder, ByteSource } from './source.ts';
import { VorbisDecoder } from './vorbisDecoder.ts';
import { isVorbisHeader, parseVorbisIdentification, parseVorbisSetup } from './vorbisSetup.ts';

type OggCodec = 'vorbis' | 'opus' | 'flac';

interface OpenStream {
  readonly decoder: PacketDecoder;
  readonly preSkip: number;
}

interface Link extends OpenStream {
  readonly reader: ByteReader;
  readonly serial: number;
  readonly packetizer: OggPacketizer;
  readonly warnings: string[];
  readonly silence: SilenceBudget;
}

const mostForeignPages = 4_096; // of other streams before the first audio page

/** @throws EngineError E_FORMAT, E_CODEC, E_IO */
export async function openOgg(source: ByteSource): Promise<AudioDecoder> {
  const reader = new ByteReader(source);
  const { serial, codec, first } = await findAudioStream(reader);
  const packetizer = new OggPacketizer();
  const queue = packetizer.take(first).packets;
  const { decoder, preSkip } = await readHeaders(codec, async () => {
    for (let n = 0; queue.length === 0 && n < mostForeignPages; n++) {
      const page = await nextOggPage(reader);
      if (!page) break;
      if (page.serial === serial) queue.push(...packetizer.take(page).packets);
    }
    return queue.shift() ?? null;
  });
  const link: Link = {
    reader,
    serial,
    packetizer,
    decoder,
    preSkip,
    warnings: [],
    silence: new SilenceBudget(decoder.format.sampleRateHz),
  };
  try {
    return await startLink(source, link, queue);
  } catch (error) {
    decoder.free();
    throw error;
  }
}

async function findAudioStream(reader: ByteReader): Promise<{ serial: number; codec: OggCodec; first: OggPage }> {
  const seen: string[] = [];
  for (;;) {
    const page = await nextOggPage(reader);
    if (!page?.isFirst) break;
    const codec = codecOf(page.body);
    if (codec) return { serial: page.serial, codec, first: page };
    seen.push(new TextDecoder('latin1').decode(page.body.subarray(0, 8)).replace(/[^ -~]/g, ''));
    if (seen.length === 64) break;
  }
  const kinds = seen.map((name) => `"${name}"`).join(', ') || 'nothing';
  throw new EngineError(
    seen.length > 0 ? 'E_CODEC' : 'E_FORMAT',
    `"${reader.source.name}" holds no Vorbis, Opus or FLAC stream, but ${kinds}`,
  );
}

function codecOf(packet: Uint8Array): OggCodec | null {
  if (isVorbisHeader(packet, 1)) return 'vorbis';
  if (hasMagic(packet, 'OpusHead')) return 'opus';
  return hasMagic(packet, '\x7fFLAC') ? 'flac' : null;
}

async function readHeaders(codec: OggCodec, nextPacket: () => Promise<Uint8Array | null>): Promise<OpenStream> {
  const take = async (): Promise<Uint8Array> => {
    const packet = await nextPacket();
    if (!packet) throw new EngineError('E_FORMAT', `the ${codec} headers are cut short`);
    return packet;
  };
  const first = await take();
  if (codec === 'opus') {
    const header = parseOpusHeader(first);
    await take(); // comments
    return { decoder: await createOpusDecoder(header), preSkip: header.preSkip };
  }
  if (codec === 'flac') {
    const info = findFlacStreamInfo(first.subarray(9));
    for (let left = (first[7]! << 8) | first[8]!; left > 0; left--) await take();
    return { decoder: createFlacPacketDecoder(info), preSkip: 0 };
  }
  const identification = parseVorbisIdentification(first);
  await take(); // comments
  const modes = parseVorbisSetup(await take(), identification.channels);
  return { decoder: new VorbisDecoder(identification, modes), preSkip: 0 };
}

/** Decodes the first audio page, which alone tells where the granule positions begin. */
async function startLink(source: ByteSource, link: Link, queue: Uint8Array[]): Promise<AudioDecoder> {
  const firstPage = queue.length > 0 ? null : await nextAudioPage(link);
  const head: Planar[] = [...queue, ...(firstPage?.packets ?? [])].flatMap((packet) =>
    decodeOrSilence(link.decoder, packet, link.warnings),
  );
  const headSamples = countSamples(head);
  const granule = firstPage?.page.granule ?? -1;
  const knowsStart = firstPage !== null && granule >= 0 && !firstPage.page.isLast;
  const start = knowsStart ? granule - headSamples : 0;
  const last = await lastOggPage(source);
  const skip = link.preSkip + Math.max(0, -start);
  const length = (granuleAtEnd: number): number => Math.max(0, granuleAtEnd - Math.max(0, start) - link.preSkip);
  let keep = last?.serial === link.serial ? length(last.granule) : null;
  if (last && last.serial !== link.serial) {
    addWarning(link.warnings, 'The file holds more than one Ogg stream: only the first audio stream is read.');
  }
  const atEnd = (page: OggPage): void => {
    if (page.granule >= 0) keep = length(page.granule);
  };
  if (firstPage?.page.isLast) atEnd(firstPage.page);
  return createStreamDecoder({
    source,
    info: { container: 'Ogg', ...link.decoder.format, nSamples: keep, encoderDelaySamples: skip },
    warnings: link.warnings,
    pieces: (signal) =>
      trimPieces(linkPieces(link, { head, ended: firstPage?.page.isLast ?? false, atEnd, signal }), skip, () => keep),
    free: () => {
      link.decoder.free();
    },
  });
}

interface LinkRun {
  readonly head: readonly Planar[];
  readonly ended: boolean;
  readonly atEnd: (page: OggPage) => void;
  readonly signal: AbortSignal | undefined;
}

async function* linkPieces(link: Link, { head, ended, atEnd, signal }: LinkRun): AsyncGenerator<Planar> {
  yield* head;
  let position: number | null = null; // granule units; null until a page has told it
  while (!ended) {
    throwIfAborted(signal);
    const next = await nextAudioPage(link);
    if (!next) {
      addWarning(link.warnings, 'The Ogg stream breaks off: its last page is damaged or missing.');
      return;
    }
    const { page, packets, lost } = next;
    if (lost) link.decoder.lostSamples(new Uint8Array(0));
    const pieces = packets.flatMap((packet) => decodeOrSilence(link.decoder, packet, link.warnings));
    if (page.isLast) atEnd(page);
    if (lost && position !== null && page.granule >= 0) {
      yield* fillGap(link, position, page.granule - countSamples(pieces));
    }
    yield* pieces;
    if (page.granule >= 0) position = page.granule;
    if (page.isLast) return;
  }
}

function* fillGap(link: Link, from: number, to: number): Generator<Planar> {
  const gap = to - from;
  const fills = link.silence.spend(gap);
  const outcome = fills ? `filled ${gap} samples with silence` : 'joined without a gap';
  addWarning(link.warnings, `Ogg pages are damaged or missing at sample ${from}: ${outcome}.`);
  if (fills) yield* silentPieces(gap, link.decoder.format.channels);
}

/** The next page of this stream with the packets that end on it; null where the stream or the file ends. */
async function nextAudioPage(link: Link): Promise<{ page: OggPage; packets: Uint8Array[]; lost: boolean } | null> {
  let skippedBytes = 0;
  for (;;) {
    const page = await nextOggPage(link.reader);
    if (!page) return null;
    skippedBytes += page.skippedBytes;
    if (page.serial === link.serial) {
      const taken = link.packetizer.take(page);
      return { page, packets: taken.packets, lost: taken.lost || skippedBytes > 0 };
    }
  }
}

function countSamples(pieces: readonly Planar[]): number {
  return pieces.reduce((sum, piece) => sum + (piece[0]?.length ?? 0), 0);
}
