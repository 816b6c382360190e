import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMd5 } from '../../../../main/engine/audio/md5.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test('RFC 1321, A.5', () => {
  const md5 = createMd5();
  md5.update(Buffer.from('message digest'));
  expect(hex(md5.digest())).toBe('f96b697d7cb7938d525a2f31aaf161d0');
});

test('every length around the block borders', () => {
  for (let length = 0; length <= 200; length++) {
    const bytes = new Uint8Array(length).map((_, i) => i * 7);
    const md5 = createMd5();
    md5.update(bytes);
    expect(hex(md5.digest())).toBe(createHash('md5').update(bytes).digest('hex'));
  }
});

test('any pieces give the digest of the whole', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (pieces) => {
      const md5 = createMd5();
      const expected = createHash('md5');
      for (const piece of pieces) {
        md5.update(piece);
        expected.update(piece);
      }
      expect(hex(md5.digest())).toBe(expected.digest('hex'));
    }),
  );
});
