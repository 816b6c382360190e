import { describe, expect, it } from 'vitest';
import { figureRequestSchema } from '../../../../preload/contract/figures.ts';
import type { DocumentInfo } from '../../../../preload/contract/project.ts';
import { usualHeightMm } from '../../../../renderer/features/figures/figureLanes.ts';
import { figureRequest, type Shown } from '../../../../renderer/features/figures/figureRequest.ts';
import { defaultContourSettings } from '../../../../renderer/state/contourSettings.ts';
import { defaultFigureSettings } from '../../../../renderer/state/figureSettings.ts';
import { defaultLayout } from '../../../../renderer/state/layout.ts';
import { defaultSpectrogramSettings } from '../../../../renderer/state/spectrogramSettings.ts';

const documentId = '11111111-1111-4111-8111-111111111111';
const tierId = '22222222-2222-4222-8222-222222222222';
const document = {
  ...{ documentId, name: 'talk.wav', sampleRateHz: 16_000, lengthSamples: 160_000 },
  tracks: [{ trackId: 't', name: 'talk', channels: 2, sourceId: 't@1' }],
  tiers: [{ tierId, name: 'words', kind: 'interval' }],
} as unknown as DocumentInfo;

const shown: Shown = {
  document,
  layout: defaultLayout,
  view: { startSample: 100.4, samplesPerPixel: 20, widthPx: 800, lengthSamples: 160_000 },
  selection: { startSample: 1600, endSample: 3200, band: null },
  spectrogram: defaultSpectrogramSettings(16_000),
  contours: defaultContourSettings,
};

describe('figureRequest', () => {
  it('is what is in view, lane by lane, and a valid one', () => {
    const request = figureRequest(shown, defaultFigureSettings);
    expect(figureRequestSchema.safeParse(request).error).toBeUndefined();
    expect(request).toMatchObject({ startSample: 100, endSample: 16_101, documentId });
    expect(request.panels.map(({ kind }) => kind)).toEqual([
      'waveform',
      'waveform',
      'spectrogram',
      'spectrogram',
      'tier',
    ]);
    expect(request.panels[0]).toMatchObject({ title: 'Left', zoom: 1, pulses: null });
    expect(request.panels[2]).toMatchObject({ colourMap: 'inverse-grey', pitch: null, fMaxHz: 8000 });
  });

  it('leaves folded lanes out and keeps the order of the window', () => {
    const lanes = { 'waveform:t:0': { heightPx: null, isFolded: true } };
    const layout = { ...defaultLayout, lanes, laneOrder: [`tier:${tierId}`] };
    const { panels } = figureRequest({ ...shown, layout }, defaultFigureSettings);
    expect(panels.map(({ kind }) => kind)).toEqual(['tier', 'waveform', 'spectrogram', 'spectrogram']);
  });

  it('has the curves that are shown, on the axes they have', () => {
    const contours = {
      ...defaultContourSettings,
      pitch: { ...defaultContourSettings.pitch, isShown: true, scale: 'log' as const },
      intensity: { ...defaultContourSettings.intensity, isShown: true },
      pulses: { isShown: true },
    };
    const { panels } = figureRequest({ ...shown, contours }, { ...defaultFigureSettings, range: 'selection' });
    expect(panels[0]).toMatchObject({ pulses: { method: 'raw-ac' } });
    expect(panels[2]).toMatchObject({
      pitch: { axis: { scale: 'log', minHz: 50, maxHz: 500 } },
      formants: null,
      intensity: { minDb: 50, maxDb: 100 },
    });
  });

  it('a logarithmic axis begins above 0, as in the window', () => {
    const spectrogram = { ...shown.spectrogram, scale: 'log' as const, colourMap: 'viridis' as const };
    const { panels } = figureRequest({ ...shown, spectrogram }, { ...defaultFigureSettings, colours: 'lane' });
    expect(panels[2]).toMatchObject({ scale: 'log', fMinHz: 20, colourMap: 'viridis' });
  });

  it('the height grows with the panels, within what a page can be', () => {
    const lanes = (n: number) => Array.from({ length: n }, () => ({ kind: 'spectrogram' as const }));
    expect(usualHeightMm(lanes(2)) - usualHeightMm(lanes(1))).toBe(58);
    expect(usualHeightMm(lanes(40))).toBe(480);
  });
});
