/** What the timeline shows, as the studio host is asked for it. */
import type { FigurePanel, FigureRequest, SpectrogramPanel } from '../../../preload/contract/figures.ts';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { frequencyAxis } from '../../shared/frequencyScale/frequencyAxis.ts';
import {
  formantParamsOf,
  intensityParamsOf,
  longestPulseViewSec,
  pitchParamsOf,
  type ContourSettings,
} from '../../state/contourSettings.ts';
import type { FigureSettings } from '../../state/figureSettings.ts';
import type { Lane } from '../../state/lanes.ts';
import type { Layout } from '../../state/layout.ts';
import type { Selection } from '../../state/selection.ts';
import { frequencyRangeOf, spectrogramParamsOf, type SpectrogramSettings } from '../../state/spectrogramSettings.ts';
import { endSampleOf, type Viewport } from '../../state/viewportMaths.ts';
import { waveformAxisOf } from '../../state/waveformAxis.ts';
import { figureLanes, usualHeightMm } from './figureLanes.ts';

export interface Shown {
  readonly document: DocumentInfo;
  readonly layout: Layout;
  readonly view: Viewport;
  readonly selection: Selection | null;
  readonly spectrogram: SpectrogramSettings;
  readonly contours: ContourSettings;
}

export interface SampleRange {
  readonly startSample: number;
  readonly endSample: number;
}

export function figureRange({ document, view, selection }: Shown, settings: FigureSettings): SampleRange {
  if (settings.range === 'selection' && selection !== null) return selection;
  const startSample = Math.max(0, Math.floor(view.startSample));
  return { startSample, endSample: Math.min(document.lengthSamples, Math.ceil(endSampleOf(view))) };
}

export function figureRequest(shown: Shown, settings: FigureSettings): FigureRequest {
  const { format, widthMm, dpi, textPt, theme, hasTitle } = settings;
  const lanes = figureLanes(shown.document, shown.layout);
  const { startSample, endSample } = figureRange(shown, settings);
  return {
    ...{ format, theme, widthMm, heightMm: settings.heightMm ?? usualHeightMm(lanes), dpi, textPt, hasTitle },
    ...{ documentId: shown.document.documentId, startSample, endSample },
    panels: lanes.flatMap((lane) => panelOf(lane, shown, settings) ?? []),
  };
}

function panelOf(lane: Lane, shown: Shown, settings: FigureSettings): FigurePanel | null {
  const { document, layout, contours } = shown;
  if (lane.tierId !== null) return { kind: 'tier', tierId: lane.tierId };
  const track = document.tracks.find(({ trackId }) => trackId === lane.trackId);
  if (track === undefined) return null;
  const isOnly = document.tracks.length === 1 && track.channels === 1;
  const address = { sourceId: track.sourceId, channel: lane.channel ?? 0, title: isOnly ? '' : lane.title };
  if (lane.kind === 'spectrogram') return { kind: 'spectrogram', ...address, ...spectrogramOf(shown, settings) };
  const { startSample, endSample } = figureRange(shown, settings);
  const hasPulses = contours.pulses.isShown && endSample - startSample <= longestPulseViewSec * document.sampleRateHz;
  const axis = waveformAxisOf(layout, lane.trackId);
  return { kind: 'waveform', ...address, ...axis, pulses: hasPulses ? pitchParamsOf(contours) : null };
}

function spectrogramOf(
  { document, spectrogram, contours }: Shown,
  { colours }: FigureSettings,
): Omit<SpectrogramPanel, 'kind' | 'sourceId' | 'channel' | 'title'> {
  const { scale, fMinHz, fMaxHz } = frequencyAxis(frequencyRangeOf(spectrogram, document.sampleRateHz), 1);
  const { floorDb, rangeDb, gamma, colourMap } = spectrogram;
  return {
    params: spectrogramParamsOf(spectrogram),
    ...{ scale, fMinHz, fMaxHz, floorDb, rangeDb, gamma, colourMap: colours === 'lane' ? colourMap : colours },
    pitch: contours.pitch.isShown ? { params: pitchParamsOf(contours), axis: pitchAxisOf(contours) } : null,
    formants: contours.formants.isShown
      ? { params: formantParamsOf(contours), dynamicRangeDb: contours.formants.dynamicRangeDb }
      : null,
    intensity: contours.intensity.isShown
      ? {
          params: intensityParamsOf(contours),
          minDb: contours.intensity.axisMinDb,
          maxDb: contours.intensity.axisMaxDb,
        }
      : null,
  };
}

function pitchAxisOf({ pitch: { scale, axisMinHz, axisMaxHz } }: ContourSettings) {
  return scale === 'spectrogram' ? null : { scale, minHz: axisMinHz, maxHz: axisMaxHz };
}
