import { describe, expect, it } from 'vitest';
import { bufferSource } from '../../../../main/engine/audio/bufferSource.ts';
import { readAhead } from '../../../../main/engine/audio/readAhead.ts';
import type { ByteSource } from '../../../../main/engine/audio/source.ts';
import { pipeSource } from './decodeAll.ts';

const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);

/** A source that keeps account of its reads. */
function watched(inner: ByteSource) {
  const log: string[] = [];
  const source: ByteSource = {
    ...inner,
    read: async (offset, length, room) => {
      log.push(`read ${offset}`);
      const found = await inner.read(offset, length);
      room?.set(found);
      log.push(`arrived ${offset}`);
      return room?.subarray(0, found.length) ?? found;
    },
  };
  return { source, log };
}

async function joined(source: ByteSource, stretch: Parameters<typeof readAhead>[1]): Promise<number[]> {
  const all: number[] = [];
  for await (const piece of readAhead(source, stretch)) all.push(...piece);
  return all;
}

describe('readAhead', () => {
  it.each([
    [0, 1000],
    [7, 640],
    [7, null],
    [990, 500],
    [0, 0],
  ])('gives the bytes from %i on, %s of them, from files and pipes', async (start, length) => {
    const expected = [...bytes.subarray(start, length === null ? undefined : start + length)];
    for (const pieceBytes of [1, 64, 320, 5000])
      expect(await joined(bufferSource('a', bytes), { start, bytes: length, pieceBytes })).toEqual(expected);
    if (start === 0)
      expect(await joined(pipeSource(bytes), { start, bytes: length, pieceBytes: 64 })).toEqual(expected);
  });

  it('reads the next piece of a file, not of a pipe, while one is worked on', async () => {
    for (const [inner, isAhead] of [
      [bufferSource('a', bytes), true],
      [pipeSource(bytes), false],
    ] as const) {
      const { source, log } = watched(inner);
      for await (const piece of readAhead(source, { start: 0, bytes: 200, pieceBytes: 100 })) {
        expect(piece).toHaveLength(100);
        log.push('used');
      }
      expect(log.indexOf('read 100') < log.indexOf('used')).toBe(isAhead);
    }
  });

  it('ends only when nothing is written to its buffers any more', async () => {
    const { source, log } = watched(bufferSource('a', bytes));
    for await (const piece of readAhead(source, { start: 0, bytes: 1000, pieceBytes: 100 })) {
      expect([...piece]).toEqual([...bytes.subarray(0, 100)]);
      break;
    }
    expect(log.at(-1)).toBe('arrived 100');
  });

  it('tells of a read that fails when its piece is due', async () => {
    const broken: ByteSource = {
      ...bufferSource('a', bytes),
      read: (offset) => (offset < 100 ? Promise.resolve(bytes.subarray(0, 100)) : Promise.reject(new Error('disk'))),
    };
    const seen: number[] = [];
    const reading = (async () => {
      for await (const piece of readAhead(broken, { start: 0, bytes: 1000, pieceBytes: 100 })) seen.push(piece.length);
    })();
    await expect(reading).rejects.toThrow('disk');
    expect(seen).toEqual([100]);
  });
});
