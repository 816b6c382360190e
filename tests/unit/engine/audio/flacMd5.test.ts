import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { readFixture } from './compressedFixtures.ts';
import { decodeAll } from './decodeAll.ts';

/** The encoder noted the MD5 of the samples in bytes 18–33 of the stream info, which begins at byte 8. */
test.each([8, 12, 16, 20, 24])('every sample of %i-bit FLAC is the encoder’s', async (bits) => {
  const file = readFixture(`flac-s${bits}.flac`);
  const { channels, info } = await decodeAll(file);
  expect(info.bitsPerSample).toBe(bits);
  const width = Math.ceil(bits / 8);
  const stored = Buffer.alloc(width * channels.length * channels[0]!.length);
  channels.forEach((channel, c) => {
    channel.forEach((value, n) => {
      stored.writeIntLE(Math.round(value * 2 ** (bits - 1)), width * (n * channels.length + c), width);
    });
  });
  expect(createHash('md5').update(stored).digest('hex')).toBe(Buffer.from(file.subarray(26, 42)).toString('hex'));
});
