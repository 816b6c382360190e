import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  readDocumentView,
  readLayout,
  readViewState,
  type DocumentView,
} from '../../../../../renderer/app/viewState/viewState.ts';
import { defaultLayout, type Layout } from '../../../../../renderer/state/layout.ts';
import { defaultContourSettings } from '../../../../../renderer/state/contourSettings.ts';
import { defaultSpectrogramSettings } from '../../../../../renderer/state/spectrogramSettings.ts';

const rate = 44_100;
const recording = { sampleRateHz: rate, lengthSamples: 100_000 };
const layout: Layout = {
  ...defaultLayout,
  isInspectorOpen: false,
  inspectorTab: 'settings',
  isBottomOpen: true,
  bottomTab: 'markers',
  bottomPx: 321,
  laneOrder: ['spectrogram:t:0', 'waveform:t:0'],
  lanes: { 'waveform:t:0': { heightPx: 88, isFolded: false }, 'tier:x': { heightPx: null, isFolded: true } },
  waveformScale: 'db',
  waveformZooms: { t: 4 },
};
const view: DocumentView = {
  startSample: 1234.5678901234,
  samplesPerPixel: 0.06312345678912345,
  cursorSample: 1300,
  selection: { startSample: 1280, endSample: 1400, band: { lowHz: 100.25, highHz: 4000 } },
  spectrogram: {
    ...defaultSpectrogramSettings(rate),
    window: 'kaiser',
    winLength: 401,
    hopLength: 80,
    fMaxHz: 8000,
    scale: 'bark',
    gamma: 1.3,
    interpolate: true,
  },
  contours: {
    ...defaultContourSettings,
    pitch: { ...defaultContourSettings.pitch, isShown: true, method: 'raw-cc', floorHz: 60, scale: 'log' },
    formants: { ...defaultContourSettings.formants, maxFormants: 5.5 },
    pulses: { isShown: true },
  },
  measurements: {
    columns: [{ name: 'pitchMeanHz', unit: 'Hz' }],
    rows: [{ label: 'a', startSec: 0.1, endSec: 0.35, values: [123.456], parameters: 'floor 75 Hz' }],
  },
};
const stored = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

it('what is stored is restored exactly', () => {
  const state = readViewState(stored({ version: 1, activeDocumentId: 'd', layout, documents: { d: view } }));
  expect(state?.activeDocumentId).toBe('d');
  expect(state?.layout).toEqual(layout);
  expect(readDocumentView(state?.documents['d'], recording)).toEqual(view);
});

it('a view without a selection or an upper frequency comes back without', () => {
  const bare = { ...view, selection: null, spectrogram: defaultSpectrogramSettings(rate) };
  expect(readDocumentView(stored(bare), recording)).toEqual(bare);
});

describe('what cannot be right', () => {
  it.each([null, undefined, 3, 'x', [], {}, { version: 2 }])('%j is no view state', (value) => {
    expect(readViewState(value)).toBeNull();
  });

  it('single bad values fall back alone', () => {
    const read = readDocumentView(
      { ...view, spectrogram: { ...view.spectrogram, winLength: -5, window: 'hanning' } },
      recording,
    );
    expect(read?.spectrogram).toEqual({ ...view.spectrogram, winLength: 1024, window: 'hann' });
    expect(readLayout({ ...layout, bottomPx: 'tall' })).toEqual({ ...layout, bottomPx: defaultLayout.bottomPx });
    expect(readDocumentView({ ...view, selection: { startSample: 9, endSample: 3 } }, recording)?.selection).toBeNull();
  });

  it('anything at all is read without throwing and gives values in range', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (a, b) => {
        const state = readViewState({ version: 1, activeDocumentId: a, layout: b, documents: { d: a } });
        const read = readDocumentView({ ...view, spectrogram: a, selection: b }, recording);
        expect(state?.layout.inspectorPx).toBeGreaterThanOrEqual(160);
        expect(read?.spectrogram.winLength).toBeGreaterThanOrEqual(8);
      }),
    );
  });
});

it('a magnification beyond what there is is none', () => {
  expect(readLayout({ waveformZooms: { a: 64, b: 65, c: 0.5, d: 'x' } }).waveformZooms).toEqual({
    a: 64,
    b: 1,
    c: 1,
    d: 1,
  });
});

it('a stored cursor and selection end where the recording does', () => {
  const stored = { ...view, cursorSample: 200_000, selection: { startSample: 99_000, endSample: 300_000, band: null } };
  const read = readDocumentView(stored, recording);
  expect([read?.cursorSample, read?.selection?.endSample]).toEqual([100_000, 100_000]);
  expect(
    readDocumentView({ ...view, selection: { startSample: 150_000, endSample: 160_000 } }, recording)?.selection,
  ).toBeNull();
});
