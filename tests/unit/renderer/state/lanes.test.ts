import { expect, it } from 'vitest';
import type { DocumentInfo } from '../../../../preload/contract/project.ts';
import { lanesOf } from '../../../../renderer/state/lanes.ts';

const document: DocumentInfo = {
  documentId: 'd',
  name: 'd',
  sampleRateHz: 8000,
  lengthSamples: 8000,
  tracks: [{ trackId: 't', name: 'd', channels: 2, gain: 1, isMuted: false, clips: [], sourceId: 's' }],
  mix: { sourceId: 's', channels: 2 },
  tiers: [{ tierId: 'm', name: 'Markers', kind: 'point', origin: 'user', nItems: 0, parameters: null }],
};

it('waveforms, spectrograms and tiers, numbered within their kind', () => {
  expect(lanesOf(document).map((lane) => [lane.testId, lane.title])).toEqual([
    ['lane-waveform-0', 'Left'],
    ['lane-waveform-1', 'Right'],
    ['lane-spectrogram-0', 'Left'],
    ['lane-spectrogram-1', 'Right'],
    ['lane-tier-0', 'Markers'],
  ]);
});

it('a stored order is kept, unknown keys in it are harmless, new lanes come after', () => {
  const order = ['tier:m', 'tier:gone', 'spectrogram:t:1'];
  expect(lanesOf(document, order).map((lane) => lane.key)).toEqual([
    'tier:m',
    'spectrogram:t:1',
    'waveform:t:0',
    'waveform:t:1',
    'spectrogram:t:0',
  ]);
});

it('a single channel is Mono', () => {
  const [track] = document.tracks;
  const mono = { ...document, tracks: [{ ...track!, channels: 1 }] };
  expect(lanesOf(mono)[0]?.title).toBe('Mono');
});
