import { describe, expect, it } from 'vitest';
import { PeakPyramid } from '../../../../main/engine/dsp/peaks.ts';
import { createPeakLibrary } from '../../../../main/services/audio/peakLibrary.ts';
import type { ResolvedSource } from '../../../../main/services/audio/sourceResolver.ts';
import type { AssetRow, ProjectStore } from '../../../../main/store/projectStore.ts';
import { playedAsIs } from '../../../../main/store/documentState.ts';

function sourceOf(assetId: string, channels: number, lengthSamples: number): ResolvedSource {
  const asset = { assetId, sha256: assetId, channels, nSamples: lengthSamples, sampleRateHz: 8000, state: 'ready' };
  const clip = { clipId: 'c', assetId, startSample: 0, lengthSamples, assetOffsetSamples: 0, ...playedAsIs };
  return {
    sourceId: `source of ${assetId}`,
    store: {} as ProjectStore,
    sampleRateHz: 8000,
    channels,
    lengthSamples,
    clips: [clip],
    gain: 1,
    isMuted: false,
    assets: new Map([[assetId, asset as unknown as AssetRow]]),
    complete: true,
  };
}

function library(stored: ReadonlyMap<string, PeakPyramid>) {
  const seen = { loads: 0, samplesRead: 0 };
  const peaks = createPeakLibrary({
    reader: {
      channel: ({ lengthSamples }) => ({
        nSamples: lengthSamples,
        read: (_start, count) => {
          seen.samplesRead += count;
          return new Float32Array(count);
        },
      }),
    },
    files: {
      load: (sha256) => {
        seen.loads++;
        return Promise.resolve(stored.get(sha256) ?? null);
      },
      save: () => Promise.resolve(),
    },
    onGrowth: () => undefined,
  });
  return { peaks, seen };
}

describe('peakLibrary', () => {
  it('reads the peaks of a recording once, even if they are larger than all it may keep', async () => {
    const nSamples = 2 ** 22;
    const pyramid = new PeakPyramid(1);
    pyramid.add([new Float32Array(nSamples)]);
    // As of 2^10 times the channels: the library counts what a pyramid says of itself.
    Object.defineProperty(pyramid, 'nChannels', { value: 2 ** 10 });
    const { peaks, seen } = library(new Map([['long', pyramid]]));
    const source = sourceOf('long', 1, nSamples);
    for (let n = 0; n < 3; n++) await peaks.tile(source, { channel: 0, level: 0, index: n });
    expect(seen.loads).toBe(1);
  });

  it('a project that claims to last for ages is looked at in places, not summed up', async () => {
    const { peaks, seen } = library(new Map());
    const tile = await peaks.tile(sourceOf('endless', 2, 2 ** 50), { channel: 0, level: 16, index: 0 });
    expect(tile).toMatchObject({ nBins: 1024, complete: false });
    const { samplesRead } = seen;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(seen.samplesRead).toBe(samplesRead);
    peaks.clear();
  });
});
