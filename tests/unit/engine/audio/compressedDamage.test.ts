import { describe, expect, test } from 'vitest';
import { bufferSource } from '../../../../main/engine/audio/bufferSource.ts';
import { bufferSink } from '../../../../main/engine/audio/byteSink.ts';
import { createFlacWriter } from '../../../../main/engine/audio/flacWriter.ts';
import { openAudio } from '../../../../main/engine/audio/openAudio.ts';
import { audioLimits } from '../../../../main/engine/audio/source.ts';
import { readFixture } from './compressedFixtures.ts';
import { decodeAll, pipeSource } from './decodeAll.ts';

function flipped(file: Uint8Array, at: number): Uint8Array {
  const copy = file.slice();
  copy[at]! ^= 0x10;
  return copy;
}

describe('damage in the middle', () => {
  test('a FLAC frame becomes silence, and what follows keeps its place', async () => {
    const file = await manyFrames();
    const whole = await decodeAll(file);
    const damaged = await decodeAll(flipped(file, Math.floor(file.length / 2)));
    expect(damaged.info.nSamples).toBe(whole.info.nSamples);
    expect(damaged.info.warnings).toHaveLength(1);
    const [, from, to] = /^Samples (\d+) to (\d+) are damaged: filled with silence\.$/.exec(damaged.info.warnings[0]!)!;
    expect(Number(to) - Number(from)).toBe(4096);
    const expected = whole.channels.map((channel) => channel.slice().fill(0, Number(from), Number(to)));
    expect(damaged.channels).toEqual(expected);
  });

  test('an Ogg page becomes silence, and what follows keeps its place', async () => {
    const file = readFixture('ogg-flac.oga');
    const whole = await decodeAll(file);
    const damaged = await decodeAll(flipped(file, Math.floor(file.length / 2)));
    expect(damaged.info.nSamples).toBe(whole.info.nSamples);
    const [warning, ...others] = damaged.info.warnings;
    const [, at, gap] = /at sample (\d+): filled (\d+) samples with silence\.$/.exec(warning!)!;
    const [from, to] = [Number(at), Number(at) + Number(gap)];
    expect(others).toEqual([]);
    expect(to - from).toBeGreaterThan(0);
    expect(damaged.channels).toEqual(whole.channels.map((channel) => channel.slice().fill(0, from, to)));
  });

  test('a lost last Ogg page is told', async () => {
    const file = readFixture('ogg-vorbis.ogg');
    const { info } = await decodeAll(flipped(file, file.length - 10));
    expect(info.warnings).toContain('The Ogg stream breaks off: its last page is damaged or missing.');
  });

  test('junk between MPEG frames is skipped, and the warning tells where', async () => {
    const file = readFixture('mp3-cbr.mp3');
    const frameBytes = 288; // 64 kbit/s at 16 kHz
    const at = 10 * frameBytes;
    const junk = new Uint8Array(100).fill(0x55);
    const damaged = new Uint8Array([...file.subarray(0, at), ...junk, ...file.subarray(at)]);
    const decoded = await decodeAll(damaged);
    expect(decoded.channels).toEqual((await decodeAll(file)).channels);
    expect(decoded.info.warnings).toEqual([`100 bytes at byte ${at} are no MPEG frames: skipped.`]);
  });
});

describe('files cut short', () => {
  test.each(['flac-s16.flac', 'ogg-vorbis.ogg', 'mp3-vbr-id3.mp3', 'mp4-opus.mp4', 'mka-flac.mka', 'm4a-alac.m4a'])(
    '%s gives what is there, or says why not',
    async (name) => {
      const file = readFixture(name);
      const whole = await decodeAll(file);
      for (const share of [0.5, 0.9]) {
        const cut = file.subarray(0, Math.floor(file.length * share));
        const decoded = await decodeAll(cut).catch((error: unknown) => error as { code: string });
        if ('code' in decoded) {
          expect(decoded.code).toBe('E_FORMAT');
          continue;
        }
        expect(decoded.info.nSamples).toBe(decoded.channels[0]!.length);
        expect(decoded.info.nSamples).toBeLessThan(whole.info.nSamples!);
      }
    },
  );

  test('an MP4 whose recording was not finished is refused with the reason', async () => {
    const file = readFixture('m4a-alac.m4a');
    await expect(decodeAll(file.subarray(0, 4000))).rejects.toMatchObject({
      code: 'E_FORMAT',
      message: '"test" has no movie header ("moov"): the recording was not finished',
    });
  });
});

describe('streaming', () => {
  test.each(['flac-s24.flac', 'ogg-opus.opus', 'ogg-vorbis-51.ogg', 'mp3-vbr-id3.mp3', 'webm-vorbis.webm'])(
    '%s can be read through a pipe',
    async (name) => {
      const whole = await decodeAll(readFixture(name));
      const piped = await decodeAll(pipeSource(readFixture(name)));
      expect(piped.channels).toEqual(whole.channels);
    },
  );

  test('blocks are bounded and reading is in step with them', async () => {
    const file = await manyFrames();
    const source = bufferSource('long.flac', file);
    let furthest = 0;
    const decoder = await openAudio({
      ...source,
      read: (offset, length) => {
        furthest = Math.max(furthest, offset + length);
        return source.read(offset, length);
      },
    });
    for await (const block of decoder.blocks()) {
      expect(block.nSamples).toBeLessThanOrEqual(audioLimits.blockSamples);
      break;
    }
    expect(furthest).toBeLessThan(file.length / 2);
    await decoder.close();
  });

  test('cancelling ends the blocks with E_ABORTED', async () => {
    for (const name of ['flac-s16.flac', 'ogg-opus.opus', 'mp3-cbr.mp3', 'mp4-opus.mp4', 'mka-s16le.mka']) {
      const decoder = await openAudio(bufferSource(name, readFixture(name)));
      const blocks = decoder.blocks({ signal: AbortSignal.abort() })[Symbol.asyncIterator]();
      await expect(blocks.next(), name).rejects.toMatchObject({ code: 'E_ABORTED' });
      await decoder.close();
    }
  });
});

/** 1,200,000 samples in 293 frames: the fixtures are too short to show streaming. */
async function manyFrames(): Promise<Uint8Array> {
  const sink = bufferSink();
  const writer = await createFlacWriter(sink, { sampleRateHz: 16_000, channels: 1, format: 's16' });
  const samples = Float32Array.from(
    { length: 1_200_000 },
    (_, n) => Math.round(9000 * Math.sin(0.003 * n ** 1.1)) / 32_768,
  );
  await writer.write({ channels: [samples], nSamples: samples.length });
  await writer.finish();
  return sink.bytes();
}
