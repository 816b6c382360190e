import { expect, it } from 'vitest';
import { createAssetSamples } from '../../../../main/services/audio/assetSamples.ts';
import type { AssetRow, ProjectStore } from '../../../../main/store/projectStore.ts';

it('a block that is shorter than its place (a damaged or hostile project) reads as silence behind its end', () => {
  const bytes = new Uint8Array(Int16Array.from({ length: 100 }, () => 16_384).buffer);
  const readBlock = () => ({ channel: 0, index: 0, encoding: 's16' as const, nSamples: 100, bytes });
  const asset = { assetId: 'a', channels: 1, nSamples: 65_536 } as AssetRow;
  const x = createAssetSamples().channel({ readBlock } as unknown as ProjectStore, asset, 0);
  expect([...x.read(98, 4)]).toEqual([0.5, 0.5, 0, 0]);
  const other = createAssetSamples().channel({ readBlock } as unknown as ProjectStore, asset, 0);
  expect([...other.read(1000, 3)]).toEqual([0, 0, 0]);
});
