import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesPerSample, decodePcm, parseRawEncoding, pcmCodecName } from '../../../../main/engine/audio/pcm.ts';
import type { PcmEncoding } from '../../../../main/engine/audio/pcm.ts';
import { encodePcm } from '../../../../main/engine/audio/pcmEncode.ts';
import type { SampleFormat } from '../../../../main/engine/audio/source.ts';

const formats = Object.keys(bytesPerSample) as SampleFormat[];
const encodings = formats.flatMap((format) =>
  [true, false].map((littleEndian): PcmEncoding => ({ format, littleEndian })),
);
const label = (encoding: PcmEncoding) => `${encoding.format} ${encoding.littleEndian ? 'le' : 'be'}`;

function planes(channels: number, nSamples: number): Float32Array[] {
  return Array.from({ length: channels }, () => new Float32Array(nSamples));
}

function decodeOne(bytes: readonly number[], encoding: PcmEncoding): number {
  const out = planes(1, 1);
  decodePcm(Uint8Array.from(bytes), encoding, out);
  return out[0]![0]!;
}

describe('decodePcm', () => {
  test.each([
    ['u8', [0], -1],
    ['u8', [128], 0],
    ['u8', [255], 127 / 128],
    ['s8', [0x80], -1],
    ['s8', [127], 127 / 128],
    ['s16', [0, 0x80], -1],
    ['s16', [1, 0], 2 ** -15],
    ['s16', [0xff, 0x7f], 32_767 / 32_768],
    ['s24', [0, 0, 0x80], -1],
    ['s24', [0xff, 0xff, 0xff], -(2 ** -23)],
    ['s24', [0xff, 0xff, 0x7f], 8_388_607 / 8_388_608],
    ['s32', [0, 0, 0, 0x80], -1],
    ['s32', [0, 1, 0, 0], 2 ** -23],
    ['f32', [0, 0, 0xc0, 0x3f], 1.5],
    ['f64', [0, 0, 0, 0, 0, 0, 0xf8, 0xbf], -1.5],
    ['alaw', [0x2a], -32_256 / 32_768],
    ['alaw', [0xd5], 8 / 32_768],
    ['ulaw', [0x00], -32_124 / 32_768],
    ['ulaw', [0x80], 32_124 / 32_768],
  ] as const)('%s %j is %d, and reversed in the other byte order', (format, bytes, value) => {
    expect(decodeOne(bytes, { format, littleEndian: true })).toBe(value);
    expect(decodeOne(bytes.toReversed(), { format, littleEndian: false })).toBe(value);
  });

  test.each(encodings.map((e) => [label(e), e] as const))('%s: samples survive encode and decode', (_, encoding) => {
    const width = bytesPerSample[encoding.format];
    const isFloat = encoding.format === 'f32' || encoding.format === 'f64';
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.float({ noNaN: true }), { maxLength: 60 }),
        (channels, values) => {
          const nSamples = Math.floor(values.length / channels);
          const source = planes(channels, nSamples);
          source.forEach((plane, c) => plane.forEach((__, i) => (plane[i] = values[i * channels + c]!)));
          const bytes = encodePcm(source, encoding);
          expect(bytes.length).toBe(nSamples * channels * width);
          const decoded = planes(channels, nSamples);
          decodePcm(bytes, encoding, decoded);
          if (isFloat) expect(decoded).toEqual(source);
          const again = planes(channels, nSamples);
          decodePcm(encodePcm(decoded, encoding), encoding, again);
          expect(again).toEqual(decoded);
        },
      ),
    );
  });

  test.each(encodings.map((e) => [label(e), e] as const))(
    '%s: every offset in memory gives the same samples',
    (_, encoding) => {
      const bytes = encodePcm([Float32Array.from([0.5, -0.25, 0.125]), Float32Array.from([-1, 0, 0.75])], encoding);
      const expected = planes(2, 3);
      decodePcm(bytes, encoding, expected);
      for (let shift = 1; shift < 8; shift++) {
        const shifted = new Uint8Array(bytes.length + shift);
        shifted.set(bytes, shift);
        const got = planes(2, 3);
        decodePcm(shifted.subarray(shift), encoding, got);
        expect(got).toEqual(expected);
      }
    },
  );

  test('bug: a Buffer at an odd offset decodes (its slice() is a view, no copy)', () => {
    const buffer = Buffer.concat([Buffer.of(0), Buffer.from(Float32Array.of(0.5, -0.5).buffer)]).subarray(1);
    const out = planes(1, 2);
    decodePcm(buffer, { format: 'f32', littleEndian: true }, out);
    expect(Array.from(out[0]!)).toEqual([0.5, -0.5]);
  });

  test.each(['f32', 'f64'] as const)(
    '%s: NaN, infinities and what float32 cannot hold are kept and counted',
    (format) => {
      const values = format === 'f32' ? [NaN, Infinity, -Infinity, 2] : [NaN, Infinity, -1e300, 2];
      const array = format === 'f32' ? Float32Array.from(values) : Float64Array.from(values);
      const out = planes(1, 4);
      expect(decodePcm(new Uint8Array(array.buffer), { format, littleEndian: true }, out)).toBe(3);
      expect(Array.from(out[0]!)).toEqual([NaN, Infinity, -Infinity, 2]);
    },
  );
});

describe('encodePcm', () => {
  test.each(['u8', 's8', 's16', 's24', 's32'] as const)('%s clips at full scale', (format) => {
    const out = planes(1, 2);
    decodePcm(encodePcm([Float32Array.of(7, -7)], { format, littleEndian: true }), { format, littleEndian: true }, out);
    expect(out[0]![0]).toBe(Math.fround(1 - 2 ** (1 - 8 * bytesPerSample[format])));
    expect(out[0]![1]).toBe(-1);
  });
});

test('codec names and raw encodings', () => {
  expect(pcmCodecName({ format: 's24', littleEndian: false })).toBe('PCM s24be');
  expect(pcmCodecName({ format: 'u8', littleEndian: false })).toBe('PCM u8');
  expect(pcmCodecName({ format: 'ulaw', littleEndian: true })).toBe('µ-law');
  expect(parseRawEncoding('s16be')).toEqual({ format: 's16', littleEndian: false });
  expect(parseRawEncoding('alaw')).toEqual({ format: 'alaw', littleEndian: true });
  expect(parseRawEncoding('u8')).toEqual({ format: 'u8', littleEndian: true });
});
