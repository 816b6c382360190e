import { expect, it } from 'vitest';
import { dataSetRow } from '../../../../main/services/export/dataSetTable.ts';
import { playedAsIs, type DocumentState } from '../../../../main/store/documentState.ts';
import type { AssetRow } from '../../../../main/store/projectStore.ts';

const track = (name: string, isMuted: boolean) => ({
  ...{ trackId: name, name, channels: 1, gain: 1, isMuted, items: [] },
  clips: [
    {
      ...{ clipId: name, assetId: name, startSample: 0, lengthSamples: 100, assetOffsetSamples: 0 },
      ...playedAsIs,
    },
  ],
});
const document: DocumentState = {
  ...{ documentId: 'd', name: 'd', sampleRateHz: 100, tiers: [] },
  tracks: [track('loud', false), track('other', false), track('muted', true)],
};
const assets = new Map(
  document.tracks.map(({ name }) => [name, { assetId: name, name, sha256: null } as unknown as AssetRow]),
);
const mix = { fileName: 'a.wav', track: null, startSample: 0, endSample: 50, tier: null, item: null };
const sources = (soloTrackIds: readonly string[]) => dataSetRow(mix, document, { assets, soloTrackIds }).source;

it('the sources of a row are those that sound in it: on solo, else not muted', () => {
  expect(sources([])).toBe('loud; other');
  expect(sources(['muted'])).toBe('muted');
  expect(sources(['of another document'])).toBe('loud; other');
});
