import { describe, expect, it } from 'vitest';
import type { PlaybackBlock } from '../../../../preload/contract/studio.ts';
import { designBandFilter, filterSignal } from '../../../../main/engine/dsp/filters/firFilter.ts';
import { toSource } from '../../../../main/engine/dsp/sampleSource.ts';
import { bandReader, bandTaps } from '../../../../main/services/audio/bandReader.ts';
import { createPlaybackStreams } from '../../../../main/services/audio/playbackStreams.ts';
import type { PlaybackRange } from '../../../../main/services/audio/playbackStreams.ts';

const length = 100_000;
const left = Float32Array.from({ length }, (_, i) => Math.sin(i * 0.37) * 0.4 + Math.sin(i * 0.011) * 0.4);
const right = left.map((value, i) => (i % 1000) / 1000 - value / 4);
const range: PlaybackRange = {
  sampleRateHz: 16_000,
  channels: [toSource(left), toSource(right)],
  startSample: 0,
  endSample: length,
  loop: false,
  band: null,
};

function player() {
  const blocks: PlaybackBlock[] = [];
  return { blocks, streams: createPlaybackStreams((block) => blocks.push(block)) };
}

const joined = (blocks: PlaybackBlock[], channel: number) =>
  Float32Array.from(blocks.flatMap(({ channels }) => [...channels[channel]!]));

describe('playbackStreams', () => {
  it('delivers exactly the range, in order, marked at its end', async () => {
    const { blocks, streams } = player();
    const info = streams.open({ ...range, startSample: 123, endSample: 65_777 });
    expect(info).toMatchObject({ sampleRateHz: 16_000, channels: 2, startSample: 123, endSample: 65_777 });
    await streams.grant(info.streamId, 64);
    expect(joined(blocks, 0)).toEqual(left.slice(123, 65_777));
    expect(joined(blocks, 1)).toEqual(right.slice(123, 65_777));
    expect(blocks.map(({ seq }) => seq)).toEqual(blocks.map((_, i) => i));
    expect(blocks.map(({ last }) => last)).toEqual(blocks.map((_, i) => i === blocks.length - 1));
    let at = 123;
    for (const { startSample, channels } of blocks) {
      expect(startSample).toBe(at);
      at += channels[0]!.length;
    }
    await expect(streams.grant(info.streamId, 1)).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
  });

  it('sends no more than was granted, and blocks of at most 256 KiB', async () => {
    const { blocks, streams } = player();
    const channels = Array.from({ length: 32 }, () => toSource(left));
    const { streamId } = streams.open({ ...range, channels });
    expect(blocks).toHaveLength(0);
    await streams.grant(streamId, 2);
    expect(blocks).toHaveLength(2);
    const bytes = blocks[0]!.channels.reduce((sum, samples) => sum + samples.byteLength, 0);
    expect(bytes).toBeLessThanOrEqual(262_144);
    await streams.grant(streamId, 1);
    expect(blocks).toHaveLength(3);
    await Promise.all([streams.grant(streamId, 2), streams.grant(streamId, 2)]);
    expect(blocks).toHaveLength(7);
  });

  it('loops without a gap: a block ends at the loop point and the next begins at its start', async () => {
    const { blocks, streams } = player();
    const { streamId } = streams.open({ ...range, startSample: 500, endSample: 500 + 20_000, loop: true });
    await streams.grant(streamId, 6);
    const loop = [...left.slice(500, 20_500)];
    expect(joined(blocks, 0)).toEqual(Float32Array.from([...loop, ...loop, ...loop]));
    expect(blocks.filter(({ startSample }) => startSample === 500)).toHaveLength(3);
    expect(blocks.some(({ last }) => last)).toBe(false);
  });

  it.each([1, 2, 100, 16_384])('a loop of %d samples is sent once, whole, to be repeated', async (nSamples) => {
    const { blocks, streams } = player();
    const { streamId } = streams.open({ ...range, startSample: 500, endSample: 500 + nSamples, loop: true });
    await streams.grant(streamId, 8);
    await streams.grant(streamId, 64);
    expect(blocks).toHaveLength(1);
    expect(blocks[0]).toMatchObject({ startSample: 500, last: false, repeats: true });
    expect(joined(blocks, 0)).toEqual(left.slice(500, 500 + nSamples));
    streams.close(streamId);
  });

  it('a loop of one sample more goes on in blocks, none of them to be repeated', async () => {
    const { blocks, streams } = player();
    const { streamId } = streams.open({ ...range, startSample: 500, endSample: 500 + 16_385, loop: true });
    await streams.grant(streamId, 8);
    expect(blocks.map(({ repeats, channels }) => [repeats, channels[0]!.length])).toEqual(
      Array.from({ length: 8 }, (_, i) => [false, i % 2 === 0 ? 16_384 : 1]),
    );
  });

  it('ends when closed, between two blocks', async () => {
    const { blocks, streams } = player();
    const { streamId } = streams.open(range);
    const granted = streams.grant(streamId, 64);
    streams.close(streamId);
    await granted;
    expect(blocks).toHaveLength(1);
  });

  it.each([
    [{ startSample: 5, endSample: 5 }, /endSample=5 must be > startSample=5/],
    [{ band: { lowHz: 300, highHz: 300 } }, /lowHz=300 must be < highHz=300/],
    [{ band: { lowHz: 9000, highHz: 12_000 } }, /lowHz=9000 must be < half the rate, 8000/],
  ])('refuses %j', (change, message) => {
    expect(() => player().streams.open({ ...range, ...change })).toThrow(message);
  });

  it('keeps a bounded number of streams', async () => {
    const { streams } = player();
    const ids = Array.from({ length: 20 }, () => streams.open(range).streamId);
    await expect(streams.grant(ids[0]!, 1)).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
    await streams.grant(ids.at(-1)!, 1);
    streams.closeAll();
    await expect(streams.grant(ids.at(-1)!, 1)).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
  });
});

describe('bandReader', () => {
  const taps = bandTaps({ lowHz: 500, highHz: 1500 }, 16_000)!;

  it('gives the samples of the filtered whole, at their own place, from any start', () => {
    const whole = filterSignal(left, taps);
    for (const start of [0, 1, 4321, 99_000]) {
      const reader = bandReader(toSource(left), start, taps);
      const count = Math.min(30_000, length - start);
      const parts = [reader.read(777), reader.read(count - 777)];
      const heard = Float32Array.from(parts.flatMap((part) => [...part]));
      const worst = heard.reduce((most, value, i) => Math.max(most, Math.abs(value - whole[start + i]!)), 0);
      expect(worst).toBeLessThan(1e-6);
    }
  });

  it('passes a tone within the band unchanged and in place, and removes one outside', () => {
    const tone = (hz: number) =>
      Float32Array.from({ length: 16_000 }, (_, n) => Math.sin((2 * Math.PI * hz * n) / 16_000));
    const inside = bandReader(toSource(tone(1000)), 6000, taps).read(4000);
    const expected = tone(1000).slice(6000, 10_000);
    expect(Math.max(...inside.map((value, i) => Math.abs(value - expected[i]!)))).toBeLessThan(1e-4);
    const outside = bandReader(toSource(tone(3000)), 6000, taps).read(4000);
    expect(Math.max(...outside.map(Math.abs))).toBeLessThan(1e-4);
  });

  it('stays finite beside samples that are not', () => {
    const damaged = left.slice();
    damaged[5000] = NaN;
    damaged[5001] = -Infinity;
    expect(bandReader(toSource(damaged), 4000, taps).read(3000).every(Number.isFinite)).toBe(true);
  });

  it('opens at the ends of the spectrum', () => {
    expect(bandTaps({ lowHz: 0, highHz: 8000 }, 16_000)).toBeNull();
    expect(bandTaps({ lowHz: 0, highHz: 20_000 }, 16_000)).toBeNull();
    const lowPass = designBandFilter({ sampleRateHz: 16_000, fLowHz: null, fHighHz: 1000, transitionHz: 50 });
    expect(bandTaps({ lowHz: 0, highHz: 1000 }, 16_000)).toEqual(lowPass);
    expect(bandTaps({ lowHz: 999.9, highHz: 1000 }, 384_000)).not.toBeNull();
    expect(bandTaps({ lowHz: 1, highHz: 3 }, 8)).not.toBeNull();
  });
});
