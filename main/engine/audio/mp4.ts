/**
 * MP4, M4A and QuickTime files, whole or fragmented: AAC by the platform's decoder, Opus, FLAC, ALAC, MP3 and PCM
 * by ours. The encoder's delay goes by the edit list or, where Apple's tools noted it, by iTunSMPB.
 */
import { EngineError, throwIfAborted } from '../core/errors.ts';
import { parseAacConfig } from './aacConfig.ts';
import { createAlacDecoder } from './alac.ts';
import { ByteReader } from './byteReader.ts';
import { checkAudioLimits } from './checkAudioLimits.ts';
import { createFlacPacketDecoder } from './flacPackets.ts';
import { findFlacStreamInfo } from './flacStreamInfo.ts';
import { walkFragments } from './mp4Fragments.ts';
import type { Mp4Codec } from './mp4SampleEntry.ts';
import { mediaDuration, walkSamples } from './mp4SampleTable.ts';
import type { Mp4Sample } from './mp4SampleTable.ts';
import { readAudioTrack, readItunesGapless } from './mp4Track.ts';
import type { Mp4Track } from './mp4Track.ts';
import { createMpegDecoder } from './mpegDecoder.ts';
import { parseMpegHeader } from './mpegHeader.ts';
import { createOpusDecoder } from './opusDecoder.ts';
import { parseOpusSpecificBox } from './opusHeader.ts';
import { decodePackets } from './packetDecoder.ts';
import type { Packet, PacketDecoder } from './packetDecoder.ts';
import { bytesPerSample } from './pcm.ts';
import { createPcmPacketDecoder } from './pcmPackets.ts';
import { addWarning, createStreamDecoder, trimPieces } from './planarStream.ts';
import { openAacTrack } from './platformStream.ts';
import type { AudioDecoder, ByteSource, OpenAudioOptions } from './source.ts';

interface Trim {
  readonly skip: number;
  readonly keep: number | null;
}

const runBytes = 65_536; // of uncompressed audio in one packet
const mostEmptyPackets = 10_000;

/** @throws EngineError E_FORMAT, E_CODEC, E_IO */
export async function openMp4(source: ByteSource, options: OpenAudioOptions): Promise<AudioDecoder> {
  const warnings: string[] = [];
  const track = await readAudioTrack(source, warnings);
  const container = track.isQuickTime ? 'QuickTime' : 'MP4';
  const { codec } = track.entry;
  if (codec.kind === 'aac') {
    const itunes = await readItunesGapless(source);
    return openAacTrack(
      source,
      {
        container,
        config: parseAacConfig(codec.config),
        packets: (signal) => trackPackets(source, track, warnings, signal),
        trim: (outputRateHz) => itunes ?? editTrim(track, outputRateHz, 0),
        warnings,
      },
      options,
    );
  }
  const { decoder, preSkip } = await createDecoder(source, track, codec);
  const { sampleRateHz } = decoder.format;
  const { skip, keep } = editTrim(track, sampleRateHz, preSkip);
  return createStreamDecoder({
    source,
    info: {
      container,
      ...decoder.format,
      nSamples: keep ?? wholeLength(track, sampleRateHz, skip),
      encoderDelaySamples: skip,
    },
    warnings,
    pieces: (signal) =>
      trimPieces(
        decodePackets(trackPackets(source, track, warnings, signal), decoder, warnings, signal),
        skip,
        () => keep,
      ),
    free: () => {
      decoder.free();
    },
  });
}

function editTrim({ edit }: Mp4Track, rateHz: number, delayWithoutEdit: number): Trim {
  if (!edit) return { skip: delayWithoutEdit, keep: null };
  const skip = Math.round(edit.startSec * rateHz);
  return { skip, keep: edit.durationSec === null ? null : Math.max(0, Math.round(edit.durationSec * rateHz)) };
}

function wholeLength(track: Mp4Track, rateHz: number, skip: number): number | null {
  if (track.fragments) return null;
  return Math.max(0, Math.round((mediaDuration(track.table) / track.timescale) * rateHz) - skip);
}

async function createDecoder(
  source: ByteSource,
  track: Mp4Track,
  codec: Exclude<Mp4Codec, { kind: 'aac' }>,
): Promise<{ decoder: PacketDecoder; preSkip: number }> {
  const { sampleRateHz, channels } = track.entry;
  if (codec.kind === 'opus') {
    const header = parseOpusSpecificBox(codec.config);
    return { decoder: await createOpusDecoder(header), preSkip: header.preSkip };
  }
  if (codec.kind === 'flac') return { decoder: createFlacPacketDecoder(findFlacStreamInfo(codec.config)), preSkip: 0 };
  if (codec.kind === 'alac') return { decoder: createAlacDecoder(codec.config), preSkip: 0 };
  if (codec.kind === 'pcm') {
    checkAudioLimits(source.name, sampleRateHz, channels);
    return { decoder: createPcmPacketDecoder(codec.encoding, sampleRateHz, channels), preSkip: 0 };
  }
  const reader = new ByteReader(source);
  for await (const { offset } of trackSamples(source, track)) {
    reader.position = offset;
    const header = parseMpegHeader(await reader.peek(4));
    if (header) return { decoder: await createMpegDecoder(header), preSkip: 0 };
    break;
  }
  throw new EngineError('E_FORMAT', `"${source.name}": the MP3 track does not begin with an MPEG frame`);
}

async function* trackSamples(source: ByteSource, track: Mp4Track): AsyncGenerator<Mp4Sample> {
  const { codec, channels } = track.entry;
  if (codec.kind === 'pcm') {
    // QuickTime counts frames or single samples here, and sizes of old files are plain wrong: take whole frames
    const frameBytes = channels * bytesPerSample[codec.encoding.format];
    for (const run of walkSamples({ ...track.table, fixedSize: track.table.fixedSize && frameBytes }, true)) {
      yield* cutRun(run, frameBytes);
    }
  } else {
    yield* walkSamples(track.table, false);
  }
  if (track.fragments) yield* walkFragments(source, track.moovEnd, track.fragments, mediaDuration(track.table));
}

function* cutRun(run: Mp4Sample, frameBytes: number): Generator<Mp4Sample> {
  const whole = run.size * run.count;
  const step = Math.max(1, Math.floor(runBytes / frameBytes)) * frameBytes;
  const unitsPerByte = whole === 0 ? 0 : run.duration / whole;
  for (let at = 0; at < whole; at += step) {
    const size = Math.min(step, whole - at);
    yield {
      offset: run.offset + at,
      size,
      count: 1,
      start: run.start + at * unitsPerByte,
      duration: size * unitsPerByte,
    };
  }
}

async function* trackPackets(
  source: ByteSource,
  track: Mp4Track,
  warnings: string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<Packet> {
  const reader = new ByteReader(source);
  let emptyPackets = 0;
  let readBytes = 0;
  for await (const { offset, size, start, duration } of trackSamples(source, track)) {
    throwIfAborted(signal);
    readBytes += size;
    if ((size === 0 && ++emptyPackets > mostEmptyPackets) || (source.size !== null && readBytes > source.size)) {
      throw new EngineError('E_FORMAT', `"${source.name}": the sample table points at the same bytes again and again`);
    }
    reader.position = offset;
    const data = await reader.peek(size);
    if (data.length < size) {
      addWarning(
        warnings,
        `The file ends at ${(start / track.timescale).toFixed(3)} s of the track: decoded what is there.`,
      );
      return;
    }
    yield { data: data.slice(), timestampSec: start / track.timescale, durationSec: duration / track.timescale };
  }
}
