import { beforeEach, describe, expect, it } from 'vitest';
import { createAssetSamples } from '../../../../main/services/audio/assetSamples.ts';
import { encodeSamples } from '../../../../main/services/audio/blockEncoding.ts';
import { blockSamples, type AssetRow, type ProjectStore } from '../../../../main/store/projectStore.ts';

const nSamples = 3 * blockSamples - 1000;
const recording = Float32Array.from({ length: nSamples }, (_, n) => ((n * 7919) % 65_536) / 32_768 - 1);
const wholeBlock = { from: 0, count: blockSamples };
const asset = { assetId: 'a', channels: 1, nSamples } as AssetRow;

describe.each(['s16', 's24', 'f32'] as const)('assetSamples over blocks of %s', (format) => {
  let blocksRead = 0;
  let samplesRead = 0;
  const store = {
    readBlock(_assetId: string, channel: number, index: number, part = wholeBlock) {
      blocksRead++;
      samplesRead += part.count;
      const block = recording.subarray(index * blockSamples, (index + 1) * blockSamples);
      const samples = block.subarray(part.from, part.from + part.count);
      return { channel, index, nSamples: samples.length, ...encodeSamples(samples, format) };
    },
  } as unknown as ProjectStore;
  beforeEach(() => {
    blocksRead = 0;
    samplesRead = 0;
  });

  it('glances give the samples of the whole, at every edge', () => {
    for (const start of [0, 1, blockSamples - 3, blockSamples, 2 * blockSamples - 500, nSamples - 10]) {
      const x = createAssetSamples().channel(store, asset, 0);
      const expected = new Float32Array(1000);
      expected.set(recording.subarray(start, start + 1000));
      expect(x.read(start, 1000)).toEqual(expected);
    }
  });

  it('blocks that have left the cache are read anew, also into memory of the caller that is not empty', () => {
    const x = createAssetSamples(4 * blockSamples).channel(store, asset, 0); // one block
    const out = new Float32Array(blockSamples).fill(9);
    for (const start of [-500, 100, blockSamples + 100, 2 * blockSamples, 0]) {
      x.readInto?.(start, out);
      const expected = Float32Array.from(out, (_, n) => recording[start + n] ?? 0);
      expect(out).toEqual(expected);
      expect(x.read(start, blockSamples)).toEqual(expected);
    }
    expect(blocksRead).toBeGreaterThan(3);
  });

  it('a glance reads no more of a block than it looks at', () => {
    const x = createAssetSamples().channel(store, asset, 0);
    for (let index = 0; index < 3; index++) x.read(index * blockSamples + 1234, 512);
    expect([blocksRead, samplesRead]).toEqual([3, 3 * 512]);
  });

  it('decodes a block that is looked at again and again once, and then keeps it', () => {
    const x = createAssetSamples().channel(store, asset, 0);
    for (let n = 0; n < 50; n++) expect(x.read(n * 100, 10)).toEqual(recording.slice(n * 100, n * 100 + 10));
    expect(blocksRead).toBe(3);
  });
});
