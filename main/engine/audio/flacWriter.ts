/**
 * Streaming FLAC encoder (RFC 9639): blocks of 4,096 samples, the cheapest stereo form, fixed or linear prediction of up
 * to order 8, partitioned Rice codes. Lossless for what was 16 or 24 bits; float input is rounded like in the WAV writer.
 */
import { invariant } from '../core/errors.ts';
import { checkBlockShape, checkWriterParam } from './audioWriter.ts';
import type { AudioWriter } from './audioWriter.ts';
import type { ByteSink } from './byteSink.ts';
import { encodeFlacFrame } from './flacFrameEncoder.ts';
import { createMd5 } from './md5.ts';
import { storeIntegers } from './pcmEncode.ts';
import { createQuantiser } from './quantiser.ts';
import { audioLimits } from './source.ts';
import { vorbisCommentBytes, type VorbisComments } from './vorbisComment.ts';

export interface FlacWriterOptions {
  readonly sampleRateHz: number; // integer, 1 … 1,000,000
  readonly channels: number; // 1 … 8: the format holds no more
  readonly format: 's16' | 's24';
  /** Per channel, if known: a pipe then gets it in its header (a file always does, at the end). */
  readonly nSamples?: number | undefined;
  readonly comments?: VorbisComments | undefined;
}

const blockSamples = 4096;
const maxChannels = 8;
const maxStreamSamples = 2 ** 36 - 1;

/** @throws EngineError E_PARAM: a value outside its rule */
export async function createFlacWriter(sink: ByteSink, options: FlacWriterOptions): Promise<AudioWriter> {
  const { sampleRateHz, channels, format } = options;
  checkWriterParam('sampleRateHz', sampleRateHz, 1, audioLimits.maxSampleRateHz);
  checkWriterParam('channels', channels, 1, maxChannels);
  if (options.nSamples !== undefined) checkWriterParam('nSamples', options.nSamples, 0, maxStreamSamples);
  const bitsPerSample = format === 's16' ? 16 : 24;
  const width = bitsPerSample / 8;
  const quantiser = createQuantiser(bitsPerSample);
  const md5 = createMd5();
  const held = Array.from({ length: channels }, () => new Int32Array(blockSamples));
  const frameBytes = { least: Infinity, most: 0 };
  let heldSamples = 0;
  let nSamples = 0;
  let frameIndex = 0;
  let finished = false;

  const comments = options.comments === undefined ? null : vorbisCommentBytes(options.comments);
  const hasMore = comments !== null;
  const header = streamHeader({ sampleRateHz, channels, bitsPerSample, hasMore, nSamples: options.nSamples ?? 0 });
  await sink.write(header);
  let bytes = header.length;
  if (comments !== null) {
    const block = commentBlock(comments);
    await sink.write(block);
    bytes += block.length;
  }

  async function flush(): Promise<void> {
    const block = held.map((plane) => plane.subarray(0, heldSamples));
    const interleaved = new Uint8Array(heldSamples * channels * width);
    block.forEach((plane, c) => {
      storeIntegers(plane, interleaved, { width, stride: channels * width, offset: c * width, littleEndian: true });
    });
    md5.update(interleaved);
    const frame = encodeFlacFrame(block, frameIndex, { sampleRateHz, bitsPerSample });
    frameBytes.least = Math.min(frameBytes.least, frame.length);
    frameBytes.most = Math.max(frameBytes.most, frame.length);
    await sink.write(frame);
    bytes += frame.length;
    nSamples += heldSamples;
    frameIndex++;
    heldSamples = 0;
  }

  return {
    async write(block) {
      invariant(!finished, 'FLAC writer: write after finish');
      checkBlockShape(block, channels);
      for (let start = 0; start < block.nSamples;) {
        const taken = Math.min(blockSamples - heldSamples, block.nSamples - start);
        held.forEach((plane, c) => {
          quantiser.quantise(block.channels[c]!.subarray(start, start + taken), plane.subarray(heldSamples));
        });
        start += taken;
        heldSamples += taken;
        if (heldSamples === blockSamples) await flush();
      }
    },
    async finish() {
      invariant(!finished, 'FLAC writer: finished twice');
      finished = true;
      if (heldSamples > 0) await flush();
      const stream = { sampleRateHz, channels, bitsPerSample, hasMore, nSamples, frameBytes, md5: md5.digest() };
      if (sink.writeAt) await sink.writeAt(0, streamHeader(stream));
      const { rounded, clipped, nonFinite } = quantiser.counts;
      return { nSamples, bytes, roundedSamples: rounded, clippedSamples: clipped, nonFiniteSamples: nonFinite };
    },
  };
}

interface StreamInfo {
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly bitsPerSample: number;
  readonly nSamples: number; // 0: unknown
  readonly hasMore: boolean; // metadata behind it
  readonly frameBytes?: { readonly least: number; readonly most: number };
  readonly md5?: Uint8Array;
}

const streamInfoBytes = 34;
const lastBlock = 0x8000_0000;
const commentType = 0x0400_0000;

/** "fLaC" and the STREAMINFO block. */
function streamHeader(stream: StreamInfo): Uint8Array {
  const header = new Uint8Array(8 + streamInfoBytes);
  const view = new DataView(header.buffer);
  view.setUint32(0, 0x664c_6143);
  view.setUint32(4, (stream.hasMore ? 0 : lastBlock) + streamInfoBytes);
  view.setUint16(8, blockSamples);
  view.setUint16(10, blockSamples);
  const { least, most } = stream.frameBytes ?? { least: 0, most: 0 };
  view.setUint32(12, (most > 0 ? least : 0) << 8); // 24 bits each
  view.setUint32(15, most << 8);
  const packed =
    (BigInt(stream.sampleRateHz) << 44n) |
    (BigInt(stream.channels - 1) << 41n) |
    (BigInt(stream.bitsPerSample - 1) << 36n) |
    BigInt(stream.nSamples > maxStreamSamples ? 0 : stream.nSamples);
  view.setBigUint64(18, packed);
  if (stream.md5) header.set(stream.md5, 26);
  return header;
}

/** The last of the metadata. */
function commentBlock(comments: Uint8Array): Uint8Array {
  const block = new Uint8Array(4 + comments.length);
  new DataView(block.buffer).setUint32(0, lastBlock + commentType + comments.length);
  block.set(comments, 4);
  return block;
}
