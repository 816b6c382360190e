import { createHash } from 'node:crypto';
import { bufferSource } from '../../../../main/engine/audio/bufferSource.ts';
import { openAudio } from '../../../../main/engine/audio/openAudio.ts';
import type { AudioInfo, ByteSource, OpenAudioOptions } from '../../../../main/engine/audio/source.ts';

export interface Decoded {
  readonly info: AudioInfo; // as after the last block
  readonly openingInfo: AudioInfo;
  readonly channels: readonly Float32Array[];
}

/** Opens and decodes everything; the bytes may also be a source of their own. */
export async function decodeAll(file: Uint8Array | ByteSource, options: OpenAudioOptions = {}): Promise<Decoded> {
  const source = file instanceof Uint8Array ? bufferSource('test', file) : file;
  const decoder = await openAudio(source, options);
  const openingInfo = decoder.info;
  const pieces: Float32Array[][] = Array.from({ length: openingInfo.channels }, () => []);
  for await (const block of decoder.blocks()) block.channels.forEach((channel, c) => pieces[c]!.push(channel));
  await decoder.close();
  return { info: decoder.info, openingInfo, channels: pieces.map(concatenate) };
}

export function concatenate(pieces: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

/** sha256 over interleaved little-endian float32. */
export function hashOf(channels: readonly Float32Array[]): string {
  const nSamples = channels[0]?.length ?? 0;
  const interleaved = new Float32Array(nSamples * channels.length);
  channels.forEach((channel, c) => channel.forEach((value, i) => (interleaved[i * channels.length + c] = value)));
  return createHash('sha256').update(new Uint8Array(interleaved.buffer)).digest('hex');
}

/** A pipe: no size, and no way back. */
export function pipeSource(bytes: Uint8Array): ByteSource {
  let reached = 0;
  return {
    name: 'pipe',
    size: null,
    close: () => Promise.resolve(),
    read(offset, length) {
      if (offset < reached) throw new Error(`read at ${offset} after ${reached}: a pipe cannot go back`);
      reached = Math.min(bytes.length, offset + length);
      return Promise.resolve(bytes.subarray(offset, offset + length));
    },
  };
}
