/**
 * Opus packets as an Ogg Opus file (RFC 7845). Positions count samples at 48 kHz from the first that is decoded; the first
 * preSkip of them are not heard, and the last page's position cuts what the last packet has too much:
 *
 *   granule(last page) = preSkip + nSamples
 *
 * so that a decoder gives exactly nSamples.
 */
import { EngineError } from '../core/errors.ts';
import { checkWriterParam } from './audioWriter.ts';
import type { ByteSink } from './byteSink.ts';
import { OggPageWriter } from './oggPageWriter.ts';
import { opusPacketSamples, opusRateHz } from './opusHeader.ts';
import { vorbisCommentBytes, type VorbisComments } from './vorbisComment.ts';

export interface OggOpusOptions {
  readonly channels: number; // 1, 2: mapping family 0
  readonly preSkip: number; // samples at 48 kHz
  readonly nSamples: number; // at 48 kHz, to be heard
  readonly inputRateHz: number; // of what was encoded: for information
  readonly serial: number; // 32 bits
  readonly comments: VorbisComments;
}

export interface OggOpusWriter {
  /** One packet, in order; those behind the end are left out. @throws EngineError E_FORMAT: it is no Opus packet; E_IO, E_DISK_FULL from the sink */
  write(packet: Uint8Array): Promise<void>;
  /** @returns bytes of the file. @throws EngineError E_SHAPE: the packets hold fewer samples than were promised */
  finish(): Promise<number>;
}

const samplesPerPage = opusRateHz; // a second: the most that RFC 7845 section 6 recommends

/** @throws EngineError E_PARAM */
export async function createOggOpusWriter(sink: ByteSink, options: OggOpusOptions): Promise<OggOpusWriter> {
  const { channels, preSkip, serial, nSamples } = options;
  checkWriterParam('channels', channels, 1, 2);
  checkWriterParam('preSkip', preSkip, 0, 65_535);
  checkWriterParam('nSamples', nSamples, 1, Number.MAX_SAFE_INTEGER / 2);
  const pages = new OggPageWriter(sink, serial);
  await pages.add(identification(options), 0);
  await pages.flush();
  await pages.add(tags(options.comments), 0);
  await pages.flush();
  const end = preSkip + nSamples;
  let decoded = 0;
  let pageStart = 0;
  return {
    async write(packet) {
      const length = opusPacketSamples(packet);
      if (length === 0)
        throw new EngineError('E_FORMAT', `the encoder gave ${packet.length} bytes that are no Opus packet`);
      if (decoded >= end) return;
      decoded += length;
      await pages.add(packet, Math.min(decoded, end));
      if (decoded >= end) await pages.flush(true);
      else if (decoded - pageStart >= samplesPerPage) {
        await pages.flush();
        pageStart = decoded;
      }
    },
    finish() {
      if (decoded < end)
        return Promise.reject(
          new EngineError('E_SHAPE', `the Opus packets hold ${decoded} samples, ${end} are needed`),
        );
      return Promise.resolve(pages.bytes);
    },
  };
}

function identification({ channels, preSkip, inputRateHz }: OggOpusOptions): Uint8Array {
  const packet = new Uint8Array(19);
  const view = new DataView(packet.buffer);
  packet.set(new TextEncoder().encode('OpusHead'));
  packet[8] = 1;
  packet[9] = channels;
  view.setUint16(10, preSkip, true);
  view.setUint32(12, Math.round(inputRateHz), true);
  return packet; // gain 0, family 0
}

function tags(comments: VorbisComments): Uint8Array {
  const body = vorbisCommentBytes(comments);
  const packet = new Uint8Array(8 + body.length);
  packet.set(new TextEncoder().encode('OpusTags'));
  packet.set(body, 8);
  return packet;
}
