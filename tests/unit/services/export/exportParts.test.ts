import { expect, it } from 'vitest';
import { exportParts } from '../../../../main/services/export/exportParts.ts';
import { playedAsIs, type DocumentState } from '../../../../main/store/documentState.ts';
import { exportRequest, intervalsOf } from '../../../harness/exportRequests.ts';

const lengthSamples = 1000;
const item = (startSample: number, endSample: number) => ({
  ...{ itemId: `${startSample}`, startSample, endSample, label: `${startSample}`, attributes: null },
});
const clip = { clipId: 'c', assetId: 'a', startSample: 0, lengthSamples, assetOffsetSamples: 0, ...playedAsIs };
const tier = { tierId: 't', name: 'words', kind: 'interval', origin: 'user', parameters: null } as const;
const document: DocumentState = {
  ...{ documentId: 'd', name: 'a.wav', sampleRateHz: 1000 },
  tracks: [{ trackId: 'm', name: 'm', channels: 1, gain: 1, isMuted: false, clips: [clip], items: [] }],
  tiers: [{ ...tier, items: [item(0, 400), item(400, 900), item(900, lengthSamples + 1), item(1000, 1200)] }],
};

function planned(range: { startSample: number; endSample: number } | null) {
  const { parts, skipped } = exportParts(document, exportRequest('d', { content: intervalsOf('t', { range }) }));
  return { spans: parts.map(({ startSample, endSample }) => [startSample, endSample]), skipped };
}

it('an interval that ends past the sound is exported up to its end; one that begins there is told', () => {
  expect(planned(null)).toEqual({
    spans: [
      [0, 400],
      [400, 900],
      [900, lengthSamples],
    ],
    skipped: { outside: 1, empty: 0, short: 0, long: 0 },
  });
});

it('intervals that a range does not hold whole are left out and counted', () => {
  expect(planned({ startSample: 1, endSample: 900 })).toMatchObject({ spans: [[400, 900]], skipped: { outside: 3 } });
});
