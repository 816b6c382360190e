import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bufferSink } from '../../../../main/engine/audio/byteSink.ts';
import { encodeFlacFrame } from '../../../../main/engine/audio/flacFrameEncoder.ts';
import { createFlacWriter } from '../../../../main/engine/audio/flacWriter.ts';
import type { FlacWriterOptions } from '../../../../main/engine/audio/flacWriter.ts';
import { encodePcm } from '../../../../main/engine/audio/pcmEncode.ts';
import { decodeAll } from './decodeAll.ts';
import { join } from './fileBytes.ts';

async function encode(
  channels: readonly Float32Array[],
  changes: Partial<FlacWriterOptions> = {},
  blockSamples = 5000,
) {
  const sink = bufferSink();
  const options = { sampleRateHz: 44_100, channels: channels.length, format: 's16', ...changes } as const;
  const writer = await createFlacWriter(sink, options);
  const nSamples = channels[0]!.length;
  for (let start = 0; start < nSamples; start += blockSamples) {
    const planes = channels.map((channel) => channel.subarray(start, start + blockSamples));
    await writer.write({ channels: planes, nSamples: planes[0]!.length });
  }
  return { report: await writer.finish(), bytes: sink.bytes() };
}

const scaleOf = { s16: 2 ** 15, s24: 2 ** 23 } as const;
type Format = keyof typeof scaleOf;

/** Signals that lead to every kind of subframe; integers of the format, as floats. */
const signals: Record<string, (n: number, channel: number, full: number) => number> = {
  silence: () => 0,
  constant: (_, channel, full) => channel - full,
  'full-scale square wave': (n, channel, full) => ((n + channel) % 2 === 0 ? -full : full - 1),
  'white noise': (n, channel, full) => Math.floor(noise(3 * n + channel) * 2 * full) - full,
  sine: (n, channel, full) => Math.round(0.9 * full * Math.sin(0.05 * (channel + 1) * n)),
  ramp: (n) => 3 * n - 5000,
  'one impulse': (n, _, full) => (n === 10 ? -full : 0),
  'wasted low bits': (n, channel) => 64 * Math.round(100 * noise(n + channel) - 50),
  'equal channels': (n, _, full) => Math.round(0.5 * full * Math.sin(0.01 * n) + 20 * noise(n)),
  'opposite channels': (n, channel, full) => (channel % 2 === 0 ? 1 : -1) * Math.round(0.5 * full * Math.sin(0.01 * n)),
};

function noise(n: number): number {
  const t = Math.imul(n ^ (n >>> 15), 0x2c1b_3c6d);
  const u = Math.imul(t ^ (t >>> 12), 0x297a_2d39);
  return ((u ^ (u >>> 15)) >>> 0) / 2 ** 32;
}

function make(signal: string, format: Format, channels: number, nSamples: number): Float32Array[] {
  const full = scaleOf[format];
  return Array.from({ length: channels }, (_, c) =>
    Float32Array.from({ length: nSamples }, (__, n) => signals[signal]!(n, c, full) / full + 0),
  );
}

function streamInfo(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const packed = view.getBigUint64(18);
  return {
    magic: String.fromCharCode(...bytes.subarray(0, 4)),
    blockSizes: [view.getUint16(8), view.getUint16(10)],
    sampleRateHz: Number(packed >> 44n),
    channels: Number((packed >> 41n) & 7n) + 1,
    bits: Number((packed >> 36n) & 31n) + 1,
    nSamples: Number(packed & 0xf_ffff_ffffn),
    md5: Buffer.from(bytes.subarray(26, 42)).toString('hex'),
  };
}

const md5Of = (channels: readonly Float32Array[], format: Format) =>
  createHash('md5')
    .update(encodePcm(channels, { format, littleEndian: true }))
    .digest('hex');

describe('the decoder gives back every bit', () => {
  const cases = Object.keys(signals).flatMap((signal) =>
    (['s16', 's24'] as const).flatMap((format) => [1, 2, 5].map((channels) => [signal, format, channels] as const)),
  );
  test.each(cases)('%s, %s, %d channels', async (signal, format, channels) => {
    for (const nSamples of [1, 2, 5, 33, 4096, 4097]) {
      const source = make(signal, format, channels, nSamples);
      const { report, bytes } = await encode(source, { format });
      expect(report).toEqual({
        nSamples,
        bytes: bytes.length,
        roundedSamples: 0,
        clippedSamples: 0,
        nonFiniteSamples: 0,
      });
      expect(streamInfo(bytes)).toEqual({
        ...{ magic: 'fLaC', blockSizes: [4096, 4096], sampleRateHz: 44_100, channels, nSamples },
        ...{ bits: format === 's16' ? 16 : 24, md5: md5Of(source, format) },
      });
      const decoded = await decodeAll(bytes);
      expect(decoded.info).toMatchObject({ codec: 'FLAC', sampleRateHz: 44_100, channels, nSamples, warnings: [] });
      expect(decoded.channels).toEqual(source);
    }
  });

  test('any integers in any blocks', async () => {
    const values = fc.array(fc.oneof(fc.integer({ min: -32_768, max: 32_767 }), fc.integer({ min: -9, max: 9 })), {
      minLength: 1,
      maxLength: 200,
    });
    await fc.assert(
      fc.asyncProperty(
        values,
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 300 }),
        async (list, channels, size) => {
          const nSamples = Math.ceil(list.length / channels);
          const source = Array.from({ length: channels }, (_, c) =>
            Float32Array.from({ length: nSamples }, (__, n) => (list[n * channels + c] ?? 0) / 32_768),
          );
          const { bytes } = await encode(source, {}, size);
          expect((await decodeAll(bytes)).channels).toEqual(source);
        },
      ),
    );
  });

  test('speech: eleven seconds, smaller than 60 % of the PCM', async () => {
    const file = new Uint8Array(readFileSync(new URL('../../../fixtures/jfk.wav', import.meta.url)));
    const { channels } = await decodeAll(file);
    const { bytes } = await encode(channels, { sampleRateHz: 16_000 });
    expect(bytes.length).toBeLessThan(0.6 * file.length);
    expect(streamInfo(bytes).md5).toBe(md5Of(channels, 's16'));
    expect((await decodeAll(bytes)).channels).toEqual(channels);
  });

  test.each([1, 11, 8000, 11_025, 65_535, 65_537, 96_000, 352_800, 655_350, 1_000_000])(
    '%d Hz',
    async (sampleRateHz) => {
      const source = make('sine', 's16', 1, 100);
      const { bytes } = await encode(source, { sampleRateHz });
      expect(streamInfo(bytes).sampleRateHz).toBe(sampleRateHz);
      if (sampleRateHz >= 8) expect((await decodeAll(bytes)).info.sampleRateHz).toBe(sampleRateHz);
    },
  );
});

describe('the stream', () => {
  test.each([
    [0, [0x00]],
    [127, [0x7f]],
    [128, [0xc2, 0x80]],
    [2047, [0xdf, 0xbf]],
    [2048, [0xe0, 0xa0, 0x80]],
    [65_536, [0xf0, 0x90, 0x80, 0x80]],
    [2 ** 21, [0xf8, 0x88, 0x80, 0x80, 0x80]],
    [2 ** 31 - 1, [0xfd, 0xbf, 0xbf, 0xbf, 0xbf, 0xbf]],
  ])('frame %d is numbered as UTF-8 would', (index, expected) => {
    const frame = encodeFlacFrame([Int32Array.of(1, 2, 3)], index, { sampleRateHz: 8000, bitsPerSample: 16 });
    expect(Array.from(frame.subarray(4, 4 + expected.length))).toEqual(expected);
  });

  test('no samples at all make a valid, empty file', async () => {
    const { report, bytes } = await encode([new Float32Array(0)]);
    expect(report.nSamples).toBe(0);
    expect(streamInfo(bytes).md5).toBe('d41d8cd98f00b204e9800998ecf8427e');
  });

  test('a pipe gets what is known beforehand', async () => {
    const parts: Uint8Array[] = [];
    const sink = { write: (bytes: Uint8Array) => Promise.resolve(void parts.push(bytes.slice())), writeAt: null };
    const source = make('sine', 's16', 2, 5000);
    const writer = await createFlacWriter(sink, { sampleRateHz: 8000, channels: 2, format: 's16', nSamples: 5000 });
    await writer.write({ channels: source, nSamples: 5000 });
    await writer.finish();
    const bytes = join(...parts);
    expect(streamInfo(bytes)).toMatchObject({ nSamples: 5000, md5: '0'.repeat(32) });
    expect((await decodeAll(bytes)).channels).toEqual(source);
  });

  test('clipping and rounding are counted', async () => {
    const { report } = await encode([Float32Array.of(2, -3, 0.1, 0.5, NaN)]);
    expect(report).toMatchObject({ clippedSamples: 2, roundedSamples: 1, nonFiniteSamples: 1 });
  });

  test.each([
    [{ channels: 9 }, /channels=9 must be an integer of 1 to 8/],
    [{ sampleRateHz: 0 }, /sampleRateHz=0/],
    [{ sampleRateHz: 8000.5 }, /sampleRateHz=8000.5/],
    [{ nSamples: 2 ** 36 }, /nSamples=68719476736/],
  ])('%j is refused', async (changes, message) => {
    await expect(encode([new Float32Array(1)], changes)).rejects.toMatchObject({
      code: 'E_PARAM',
      message: expect.stringMatching(message),
    });
  });
});
