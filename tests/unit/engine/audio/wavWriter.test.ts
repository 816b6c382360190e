import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bufferSink } from '../../../../main/engine/audio/byteSink.ts';
import type { AudioBlock } from '../../../../main/engine/audio/source.ts';
import { wavHeader } from '../../../../main/engine/audio/wavHeader.ts';
import { createWavWriter } from '../../../../main/engine/audio/wavWriter.ts';
import type { WavWriterOptions } from '../../../../main/engine/audio/wavWriter.ts';
import { decodeAll } from './decodeAll.ts';
import { join } from './fileBytes.ts';

const options: WavWriterOptions = { sampleRateHz: 16_000, channels: 1, format: 's16' };
const block = (...channels: readonly (readonly number[])[]): AudioBlock => ({
  channels: channels.map((values) => Float32Array.from(values)),
  nSamples: channels[0]!.length,
});

async function write(blocks: readonly AudioBlock[], changes: Partial<WavWriterOptions> = {}) {
  const sink = bufferSink();
  const writer = await createWavWriter(sink, { ...options, ...changes });
  for (const piece of blocks) await writer.write(piece);
  const report = await writer.finish();
  return { report, bytes: sink.bytes() };
}

describe('round trips', () => {
  const formats = fc.constantFrom(
    'u8' as const,
    's16' as const,
    's24' as const,
    's32' as const,
    'f32' as const,
    'f64' as const,
  );
  const channelCounts = fc.integer({ min: 1, max: 6 });
  const lengths = fc.array(fc.nat(300), { maxLength: 4 });

  test('what the format holds comes back bit for bit, in any blocks', async () => {
    await fc.assert(
      fc.asyncProperty(formats, channelCounts, lengths, fc.boolean(), async (format, channels, sizes, promised) => {
        const bits = format === 'u8' ? 8 : format === 's16' ? 16 : 24; // float32 holds 24
        let seed = 1;
        const value = () => {
          seed = (Math.imul(seed, 1_103_515_245) + 12_345) | 0;
          return (seed >> (32 - bits)) / 2 ** (bits - 1);
        };
        const blocks = sizes.map((size) =>
          block(...Array.from({ length: channels }, () => Array.from({ length: size }, value))),
        );
        const nSamples = sizes.reduce((sum, size) => sum + size, 0);
        const { report, bytes } = await write(blocks, { format, channels, nSamples: promised ? nSamples : undefined });
        expect(report).toEqual({
          nSamples,
          bytes: bytes.length,
          roundedSamples: 0,
          clippedSamples: 0,
          nonFiniteSamples: 0,
        });
        const { info, channels: read } = await decodeAll(bytes);
        expect(info).toMatchObject({
          container: 'WAV',
          sampleRateHz: 16_000,
          channels,
          sampleFormat: format,
          nSamples,
        });
        expect(info.warnings).toEqual([]);
        read.forEach((plane, c) =>
          expect(Array.from(plane)).toEqual(blocks.flatMap((b) => Array.from(b.channels[c]!))),
        );
      }),
    );
  });

  test('an odd number of bytes is padded, and not heard', async () => {
    const { bytes } = await write([block([0.5])], { format: 's24' });
    expect(bytes.length % 2).toBe(0);
    expect((await decodeAll(bytes)).info).toMatchObject({ nSamples: 1, warnings: [] });
  });
});

describe('rounding and clipping', () => {
  test('are counted', async () => {
    const { report, bytes } = await write([block([0.5, 1, -1, 1.5, -2, 0.1, NaN, Infinity, 2 ** -16])]);
    expect(report).toMatchObject({ roundedSamples: 2, clippedSamples: 3, nonFiniteSamples: 2 });
    const { channels } = await decodeAll(bytes);
    expect(Array.from(channels[0]!, (value) => value * 32_768)).toEqual([
      ...[16_384, 32_767, -32_768, 32_767, -32_768, 3277, 0, 32_767, 1],
    ]);
  });

  test('float keeps everything and counts what is not finite', async () => {
    const { report, bytes } = await write([block([NaN, 3, -Infinity])], { format: 'f32' });
    expect(report).toMatchObject({ roundedSamples: 0, clippedSamples: 0, nonFiniteSamples: 2 });
    expect(Array.from((await decodeAll(bytes)).channels[0]!)).toEqual([NaN, 3, -Infinity]);
  });
});

describe('headers', () => {
  const text = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));

  test('a known length gives the 44 bytes that everything reads', async () => {
    const { bytes } = await write([block([0.5])], { nSamples: 1 });
    expect(bytes.length).toBe(46);
    expect(text(bytes, 36)).toBe('data');
  });

  test('an unknown length keeps room for ds64', async () => {
    const { bytes } = await write([block([0.5])]);
    expect(text(bytes, 12)).toBe('JUNK');
    expect(text(bytes, 0)).toBe('RIFF');
  });

  test.each([true, false])('above 4 GiB it is RF64 (room kept: %s)', async (reserve) => {
    const layout = { sampleRateHz: 48_000, channels: 2, format: 's24' } as const;
    const frame = 6;
    const most = Math.floor((2 ** 32 - 200) / frame);
    expect(text(wavHeader(layout, most, reserve), 0)).toBe('RIFF');
    const nSamples = 2 ** 32;
    const header = wavHeader(layout, nSamples, reserve);
    expect(text(header, 0)).toBe('RF64');
    expect(header.length).toBe(wavHeader(layout, nSamples, true).length);
    const { openAudio } = await import('../../../../main/engine/audio/openAudio.ts');
    const read = (offset: number, length: number) => Promise.resolve(header.subarray(offset, offset + length));
    const size = header.length + nSamples * frame;
    const { info } = await openAudio({ name: 'long.wav', size, read, close: () => Promise.resolve() });
    expect(info).toMatchObject({ container: 'RF64', nSamples, warnings: [] });
  });

  test('a header patched at the end is as long as the one written first', () => {
    for (const format of ['s16', 's24', 's32', 'f32'] as const) {
      for (const channels of [1, 2, 3]) {
        const layout = { sampleRateHz: 48_000, channels, format };
        expect(wavHeader(layout, 0, true).length).toBe(wavHeader(layout, 2 ** 33, true).length);
      }
    }
  });

  test('a pipe gets a header of unknown size, or the promised one', async () => {
    for (const nSamples of [undefined, 2]) {
      const parts: Uint8Array[] = [];
      const sink = { write: (bytes: Uint8Array) => Promise.resolve(void parts.push(bytes.slice())), writeAt: null };
      const writer = await createWavWriter(sink, { ...options, nSamples });
      await writer.write(block([0.5, -0.5]));
      await writer.finish();
      const { info, channels } = await decodeAll(join(...parts));
      expect(Array.from(channels[0]!)).toEqual([0.5, -0.5]);
      expect(info.warnings.length).toBe(nSamples === undefined ? 1 : 0);
    }
  });

  test('a broken promise is an error', async () => {
    await expect(write([block([0.5])], { nSamples: 2 })).rejects.toMatchObject({
      code: 'E_SHAPE',
      message: '1 samples were written, nSamples=2 were promised',
    });
  });
});

describe('refusals', () => {
  test.each([
    [{ sampleRateHz: 44_100.5 }, /sampleRateHz=44100.5 must be an integer of 1 to 1000000/],
    [{ channels: 0 }, /channels=0 must be an integer of 1 to 32/],
    [{ channels: 33 }, /channels=33/],
    [{ nSamples: -1 }, /nSamples=-1/],
  ])('%j', async (changes, message) => {
    await expect(write([], changes)).rejects.toMatchObject({
      code: 'E_PARAM',
      message: expect.stringMatching(message),
    });
  });

  test('blocks of another shape', async () => {
    await expect(write([block([0], [0])])).rejects.toMatchObject({ code: 'E_SHAPE' });
    await expect(write([{ ...block([0]), nSamples: 2 }])).rejects.toMatchObject({ code: 'E_SHAPE' });
  });
});
