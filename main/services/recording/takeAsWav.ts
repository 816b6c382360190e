/** A take as the bytes of a WAV file of 32-bit floats, made while they are read: gaps are silent. */
import { open } from 'node:fs/promises';
import { EngineError } from '../../engine/core/errors.ts';
import type { ByteSource } from '../../engine/audio/source.ts';
import { wavHeader } from '../../engine/audio/wavHeader.ts';
import { storeError } from '../../store/sqliteErrors.ts';
import { fill, type StoredChunk, type Take } from './readTake.ts';

export async function takeAsWav(path: string, take: Take): Promise<ByteSource> {
  const { channels, sampleRateHz, name } = take.header;
  const head = wavHeader({ sampleRateHz, channels, format: 'f32' }, take.nFrames, false);
  const frameBytes = 4 * channels;
  const size = head.length + take.nFrames * frameBytes;
  const file = await open(path, 'r').catch((error: unknown) => {
    throw storeError(error, path);
  });
  return {
    name,
    size,
    async read(offset, length, room) {
      const wanted = Math.max(0, Math.min(length, size - offset));
      const bytes = (room ?? new Uint8Array(wanted)).subarray(0, wanted);
      bytes.fill(0);
      if (offset < head.length) bytes.set(head.subarray(offset, offset + wanted));
      const [from, to] = [offset - head.length, offset - head.length + wanted]; // of the sound's bytes
      for (let i = firstEndingAfter(take.chunks, from / frameBytes); i < take.chunks.length; i++) {
        const chunk = take.chunks[i]!;
        const start = chunk.startFrame * frameBytes;
        if (start >= to) break;
        const [first, end] = [Math.max(start, from), Math.min(start + chunk.nFrames * frameBytes, to)];
        const room = bytes.subarray(first - from, end - from);
        if ((await fill(file, room, chunk.offset + first - start)) < room.length)
          throw new EngineError(
            'E_IO',
            `"${name}" ends before frame ${chunk.startFrame + chunk.nFrames} of its recording`,
          );
      }
      return bytes;
    },
    close: () => file.close(),
  };
}

function firstEndingAfter(chunks: readonly StoredChunk[], frame: number): number {
  let [low, high] = [0, chunks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const { startFrame, nFrames } = chunks[middle]!;
    if (startFrame + nFrames <= frame) low = middle + 1;
    else high = middle;
  }
  return low;
}
