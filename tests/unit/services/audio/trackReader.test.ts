import { beforeEach, describe, expect, it } from 'vitest';
import { resample } from '../../../../main/engine/dsp/resample/resample.ts';
import { createAssetSamples } from '../../../../main/services/audio/assetSamples.ts';
import { encodeSamples } from '../../../../main/services/audio/blockEncoding.ts';
import type { TrackSource } from '../../../../main/services/audio/sourceResolver.ts';
import { createTrackReader } from '../../../../main/services/audio/trackReader.ts';
import { mixSourceId } from '../../../../main/services/projects/sourceId.ts';
import { blockSamples } from '../../../../main/store/projectStore.ts';
import type { AssetRow, ProjectStore, NewClip } from '../../../../main/store/projectStore.ts';
import { playedAsIs } from '../../../../main/store/documentState.ts';

const recordings: Record<string, { sampleRateHz: number; channels: Float32Array[] }> = {
  speechRate: { sampleRateHz: 16_000, channels: [noise(150_000, 1), noise(150_000, 2)] },
  mono: { sampleRateHz: 16_000, channels: [noise(1000, 3)] },
  cdRate: { sampleRateHz: 44_100, channels: [noise(90_000, 4), noise(90_000, 5)] },
};
let blocksRead = 0;

function noise(length: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 1_073_741_824 - 1;
  });
}

const store = {
  readBlock(assetId: string, channel: number, index: number, part = { from: 0, count: blockSamples }) {
    blocksRead++;
    const block = recordings[assetId]!.channels[channel]!.subarray(index * blockSamples, (index + 1) * blockSamples);
    const samples = block.subarray(part.from, part.from + part.count);
    return { channel, index, nSamples: samples.length, ...encodeSamples(samples, 'f32') };
  },
} as unknown as ProjectStore;

function track(clips: NewClip[], sampleRateHz = 16_000): TrackSource {
  const assets = Object.entries(recordings).map(([assetId, { sampleRateHz: rate, channels }]) => {
    const asset = { assetId, sampleRateHz: rate, channels: channels.length, nSamples: channels[0]!.length };
    return [assetId, asset as unknown as AssetRow] as const;
  });
  return {
    sourceId: 'x',
    store,
    sampleRateHz,
    channels: 2,
    lengthSamples: Math.max(0, ...clips.map((clip) => clip.startSample + clip.lengthSamples)),
    clips: clips.map((clip, i) => ({ ...playedAsIs, ...clip, clipId: String(i) })),
    gain: 1,
    isMuted: false,
    assets: new Map(assets),
    complete: true,
  };
}

const heard = (sourceId: string) => ({ sourceId, gain: 1, isMuted: false });

const whole = { assetId: 'speechRate', startSample: 0, lengthSamples: 150_000, assetOffsetSamples: 0 };

describe('trackReader', () => {
  beforeEach(() => {
    blocksRead = 0;
  });
  const reader = () => createTrackReader(createAssetSamples());

  it('reads any part of a recording, zeros outside', () => {
    const x = reader().channel(track([whole]), 1);
    const expected = recordings['speechRate']!.channels[1]!;
    expect(x.read(65_000, 70_000)).toEqual(expected.slice(65_000, 135_000));
    expect(x.read(149_998, 5)).toEqual(Float32Array.of(expected[149_998]!, expected[149_999]!, 0, 0, 0));
    expect(x.read(-2, 3)).toEqual(Float32Array.of(0, 0, expected[0]!));
    expect(x.read(200_000, 2)).toEqual(new Float32Array(2));
    expect(blocksRead).toBe(3); // each block once
  });

  it('puts clips side by side with silence between, each from its own offset', () => {
    const clips = [
      { ...whole, startSample: 10, lengthSamples: 20, assetOffsetSamples: 100 },
      { ...whole, startSample: 40, lengthSamples: 70_000, assetOffsetSamples: 5 },
    ];
    const x = reader().channel(track(clips), 0);
    const recording = recordings['speechRate']!.channels[0]!;
    const expected = new Float32Array(70_040);
    expected.set(recording.subarray(100, 120), 10);
    expected.set(recording.subarray(5, 70_005), 40);
    expect(x.nSamples).toBe(70_040);
    expect(x.read(0, 70_040)).toEqual(expected);
    expect(x.read(25, 20)).toEqual(expected.slice(25, 45));
  });

  it('resamples on the document clock: any part equals the whole', () => {
    const length = 32_654; // ⌈90,000 · 16,000/44,100⌉
    const source = track([{ assetId: 'cdRate', startSample: 0, lengthSamples: length, assetOffsetSamples: 0 }]);
    const expected = resample(recordings['cdRate']!.channels[0]!, { fromHz: 44_100, toHz: 16_000 });
    expect(expected).toHaveLength(length);
    const x = reader().channel(source, 0);
    expect(x.read(0, length)).toEqual(expected);
    const parts = new Float32Array(length);
    for (let at = 0; at < length; at += 777) parts.set(x.read(at, Math.min(777, length - at)), at);
    expect(parts).toEqual(expected);
  });

  it('lets a resampled clip hear the sound before its offset, so that a split makes no click', () => {
    // 441 samples at 44.1 kHz are exactly 160 at 16 kHz.
    const parts = [
      { assetId: 'cdRate', startSample: 0, lengthSamples: 16_000, assetOffsetSamples: 0 },
      { assetId: 'cdRate', startSample: 16_000, lengthSamples: 16_000, assetOffsetSamples: 16_000 },
    ];
    const expected = resample(recordings['cdRate']!.channels[0]!, { fromHz: 44_100, toHz: 16_000 });
    const second = reader().channel(track(parts), 0).read(16_000, 16_000);
    const difference = second.map((value, n) => Math.abs(value - expected[16_000 + n]!));
    expect(Math.max(...difference)).toBeLessThan(1e-6); // −120 dB: the blocks of the rate change lie elsewhere
  });

  it('plays a mono recording in every channel of its track', () => {
    const source = track([{ assetId: 'mono', startSample: 0, lengthSamples: 1000, assetOffsetSamples: 0 }]);
    const left = reader().channel(source, 0).read(0, 1000);
    expect(left).toEqual(recordings['mono']!.channels[0]);
    expect(reader().channel(source, 1).read(0, 1000)).toEqual(left);
  });

  describe('of a document of several tracks', () => {
    const mono = track([{ assetId: 'mono', startSample: 500, lengthSamples: 1000, assetOffsetSamples: 0 }]);
    const mixOf = (tracks: readonly TrackSource[]) => ({
      ...{ sourceId: 'mix', sampleRateHz: 16_000, complete: true, tracks },
      channels: Math.max(...tracks.map(({ channels }) => channels)),
      lengthSamples: Math.max(...tracks.map(({ lengthSamples }) => lengthSamples)),
    });

    it('plays the sum of all, not only the first', () => {
      const length = 32_654;
      const other = track([{ assetId: 'cdRate', startSample: 0, lengthSamples: length, assetOffsetSamples: 0 }]);
      const mix = mixOf([track([whole]), other, mono]);
      const x = reader().channel(mix, 1);
      expect(x.nSamples).toBe(150_000);
      const expected = recordings['speechRate']!.channels[1]!.slice();
      const resampled = resample(recordings['cdRate']!.channels[1]!, { fromHz: 44_100, toHz: 16_000 });
      for (let n = 0; n < length; n++) expected[n]! += resampled[n]!;
      for (let n = 0; n < 1000; n++) expected[500 + n]! += recordings['mono']!.channels[0]![n]!;
      expect(x.read(0, 150_000)).toEqual(expected);
      for (const [start, count] of [
        [700, 100],
        [1400, 3000],
        [149_990, 10],
      ] as const)
        expect(x.read(start, count)).toEqual(expected.slice(start, start + count));
      expect(x.read(149_990, 20).subarray(10)).toEqual(new Float32Array(10));
    });

    it('puts a mono track into every channel, and a narrow one only into its own', () => {
      const narrow = { ...mono, channels: 1 };
      const wide = { ...track([whole]), channels: 2 };
      const silent = { ...track([]), channels: 3, lengthSamples: 0 };
      const third = reader()
        .channel(mixOf([narrow, wide, silent]), 2)
        .read(0, 2000);
      const expected = new Float32Array(2000);
      expected.set(recordings['mono']!.channels[0]!, 500);
      expect(third).toEqual(expected);
    });

    it('has the address of its only track, or one that changes with any of several', () => {
      expect(mixSourceId('d', [])).toBeNull();
      expect(mixSourceId('d', [heard('t@1')])).toBe('t@1');
      expect(mixSourceId('d', [{ ...heard('t@1'), gain: 0.5 }])).toMatch(/^d@/);
      expect(mixSourceId('d', [{ ...heard('t@1'), isMuted: true }])).toMatch(/^d@/);
      const ids = [
        ['t@1', 'u@1'],
        ['u@1', 't@1'],
        ['t@1', 'u@2'],
      ].map((tracks) => mixSourceId('d', tracks.map(heard)));
      expect(new Set(ids).size).toBe(3);
      expect(ids[0]).toMatch(/^d@[0-9a-f]{16}$/);
    });
  });

  it('refuses a channel that is not there', () => {
    expect(() => reader().channel(track([whole]), 2)).toThrow('channel=2 must be an integer from 0 to 1');
  });
});
