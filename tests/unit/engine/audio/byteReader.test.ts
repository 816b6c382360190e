import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asciiAt, ByteReader, maxReadBytes } from '../../../../main/engine/audio/byteReader.ts';
import { bufferSource } from '../../../../main/engine/audio/bufferSource.ts';

const bytes = new Uint8Array(100_000).map((_, i) => i * 31 + (i >> 8));

test('any walk of jumps, peeks and takes sees the bytes of the source', async () => {
  const step = fc.record({ jump: fc.option(fc.nat(99_999)), length: fc.nat(40_000), takes: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const reader = new ByteReader(bufferSource('walk', bytes));
      for (const { jump, length, takes } of steps) {
        if (jump !== null) reader.position = jump;
        const start = reader.position;
        const expected = bytes.subarray(start, start + length);
        expect(Buffer.compare(await reader.peek(length), expected)).toBe(0);
        if (!takes || expected.length < length) continue;
        const view = await reader.take(length, 'it');
        expect(Buffer.compare(new Uint8Array(view.buffer, view.byteOffset, view.byteLength), expected)).toBe(0);
        expect(reader.position).toBe(start + length);
      }
    }),
  );
});

test('what ends too early says what, where and how much', async () => {
  const reader = new ByteReader(bufferSource('short.wav', bytes.subarray(0, 10)), 4);
  await expect(reader.take(8, 'the header')).rejects.toMatchObject({
    code: 'E_FORMAT',
    message: '"short.wav" ends in its header: the header needs 8 bytes at 4, 6 are there',
  });
});

test('a lying length is refused before it allocates', async () => {
  const reader = new ByteReader(bufferSource('lie', bytes));
  await expect(reader.peek(maxReadBytes + 1)).rejects.toMatchObject({ code: 'E_FORMAT' });
});

test('asciiAt shows what cannot be printed as "?"', () => {
  expect(asciiAt(new DataView(Uint8Array.of(0x41, 0, 0x7f, 0xe9, 0x7a).buffer), 0, 5)).toBe('A???z');
});
