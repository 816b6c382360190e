/** The view as it is stored in a project: JSON of our own making, but read as if anyone had written it. */
import { defaultLayout, type BottomTab, type InspectorTab, type LaneLayout, type Layout } from '../../state/layout.ts';
import { fieldsOf, flag, numberIn, oneOf, type Fields } from './fields.ts';
import { readContours } from './readContours.ts';
import { readLabelling } from './readLabelling.ts';
import { readMeasurements } from './readMeasurements.ts';
import { colourMapNames } from '../../shared/colormap/colourMaps.ts';
import { frequencyScaleNames } from '../../shared/frequencyScale/frequencyScale.ts';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import type { ContourSettings } from '../../state/contourSettings.ts';
import { defaultEditing, editedTracks, fadeShapes, ripples, type Editing } from '../../state/editing.ts';
import type { Labelling } from '../../state/labelling.ts';
import type { MeasurementTable } from '../../state/measurements.ts';
import type { Selection } from '../../state/selection.ts';
import { largestWaveformZoom } from '../../state/waveformAxis.ts';
import {
  defaultSpectrogramSettings,
  spectrogramMethods,
  windowOptions,
  zeroPaddingFactors,
  type SpectrogramSettings,
} from '../../state/spectrogramSettings.ts';

export interface DocumentView {
  readonly startSample: number;
  readonly samplesPerPixel: number;
  readonly cursorSample: number;
  readonly selection: Selection | null;
  readonly spectrogram: SpectrogramSettings;
  readonly contours: ContourSettings;
  readonly measurements: MeasurementTable;
}

export interface ViewState {
  readonly version: 1;
  readonly activeDocumentId: string | null;
  readonly layout: Layout;
  readonly editing: Editing;
  readonly labelling: Labelling;
  readonly documents: Readonly<Record<string, DocumentView>>;
}

const anySample = (value: unknown, otherwise = 0) => numberIn(value, 0, Number.MAX_SAFE_INTEGER, otherwise);

function readSpectrogram(value: unknown, sampleRateHz: number): SpectrogramSettings {
  const v = fieldsOf(value);
  const d = defaultSpectrogramSettings(sampleRateHz);
  return {
    method: oneOf(v['method'], spectrogramMethods, d.method),
    window: oneOf(v['window'], windowOptions, d.window),
    winLength: Math.round(numberIn(v['winLength'], 8, 65_536, d.winLength)),
    hopLength: Math.round(numberIn(v['hopLength'], 1, 65_536, d.hopLength)),
    zeroPadding: oneOf<number>(v['zeroPadding'], zeroPaddingFactors, d.zeroPadding),
    preEmphasis: numberIn(v['preEmphasis'], 0, 0.999, d.preEmphasis),
    reduce: oneOf(v['reduce'], ['max', 'mean'] as const, d.reduce),
    scale: oneOf(v['scale'], frequencyScaleNames, d.scale),
    fMinHz: numberIn(v['fMinHz'], 0, sampleRateHz / 2, d.fMinHz),
    fMaxHz: v['fMaxHz'] === null ? null : numberIn(v['fMaxHz'], 1, sampleRateHz / 2, sampleRateHz / 2),
    floorDb: numberIn(v['floorDb'], -200, 0, d.floorDb),
    rangeDb: numberIn(v['rangeDb'], 5, 200, d.rangeDb),
    gamma: numberIn(v['gamma'], 0.2, 5, d.gamma),
    colourMap: oneOf(v['colourMap'], colourMapNames, d.colourMap),
    interpolate: flag(v['interpolate'], d.interpolate),
  };
}

function readSelection(value: unknown, lengthSamples: number): Selection | null {
  const v = fieldsOf(value);
  const startSample = anySample(v['startSample'], -1);
  const endSample = Math.min(anySample(v['endSample'], -1), lengthSamples);
  if (startSample < 0 || endSample <= startSample) return null;
  const band = fieldsOf(v['band']);
  const lowHz = numberIn(band['lowHz'], 0, 1e6, -1);
  const highHz = numberIn(band['highHz'], 0, 1e6, -1);
  return { startSample, endSample, band: lowHz >= 0 && highHz > lowHz ? { lowHz, highHz } : null };
}

/** @returns null where nothing useful is stored for this document: it opens whole */
export function readDocumentView(
  value: unknown,
  { sampleRateHz, lengthSamples }: Pick<DocumentInfo, 'sampleRateHz' | 'lengthSamples'>,
): DocumentView | null {
  const v = fieldsOf(value);
  const samplesPerPixel = numberIn(v['samplesPerPixel'], 1e-4, 1e9, 0);
  if (samplesPerPixel === 0) return null;
  return {
    startSample: anySample(v['startSample']),
    samplesPerPixel,
    cursorSample: Math.min(anySample(v['cursorSample']), lengthSamples),
    selection: readSelection(v['selection'], lengthSamples),
    spectrogram: readSpectrogram(v['spectrogram'], sampleRateHz),
    contours: readContours(v['contours']),
    measurements: readMeasurements(v['measurements']),
  };
}

function readLane(value: unknown): LaneLayout {
  const v = fieldsOf(value);
  const heightPx = numberIn(v['heightPx'], 16, 4000, 0);
  return { heightPx: heightPx === 0 ? null : heightPx, isFolded: flag(v['isFolded'], false) };
}

export function readLayout(value: unknown): Layout {
  const v = fieldsOf(value);
  const d = defaultLayout;
  const order = Array.isArray(v['laneOrder']) ? (v['laneOrder'] as unknown[]) : [];
  return {
    workspace: oneOf(v['workspace'], ['inspect', 'live', 'models'] as const, d.workspace),
    isInspectorOpen: flag(v['isInspectorOpen'], d.isInspectorOpen),
    inspectorTab: oneOf<InspectorTab>(
      v['inspectorTab'],
      ['inspector', 'recordings', 'settings', 'shortcuts'],
      d.inspectorTab,
    ),
    inspectorPx: numberIn(v['inspectorPx'], 160, 800, d.inspectorPx),
    isBottomOpen: flag(v['isBottomOpen'], d.isBottomOpen),
    bottomTab: oneOf<BottomTab>(
      v['bottomTab'],
      ['jobs', 'spectrum', 'markers', 'measurements', 'voice', 'history', 'labels', 'effects', 'points', 'macros'],
      d.bottomTab,
    ),
    bottomPx: numberIn(v['bottomPx'], 60, 1200, d.bottomPx),
    laneOrder: order.filter((key) => typeof key === 'string'),
    lanes: Object.fromEntries(Object.entries(fieldsOf(v['lanes'])).map(([key, lane]) => [key, readLane(lane)])),
    waveformScale: oneOf(v['waveformScale'], ['linear', 'db'] as const, d.waveformScale),
    waveformZooms: Object.fromEntries(
      Object.entries(fieldsOf(v['waveformZooms'])).map(([key, zoom]) => [
        key,
        numberIn(zoom, 1, largestWaveformZoom, 1),
      ]),
    ),
  };
}

export function readEditing(value: unknown): Editing {
  const v = fieldsOf(value);
  const d = defaultEditing;
  const solo = Array.isArray(v['soloTrackIds']) ? (v['soloTrackIds'] as unknown[]) : [];
  return {
    ripple: oneOf(v['ripple'], ripples, d.ripple),
    tracks: oneOf(v['tracks'], editedTracks, d.tracks),
    fadeShape: oneOf(v['fadeShape'], fadeShapes, d.fadeShape),
    soloTrackIds: solo.filter((id) => typeof id === 'string'),
  };
}

export interface StoredView {
  readonly activeDocumentId: string | null;
  readonly layout: Layout;
  readonly editing: Editing;
  readonly labelling: Labelling;
  readonly documents: Fields; // each read when its document is shown
}

export function readViewState(value: unknown): StoredView | null {
  const v = fieldsOf(value);
  if (v['version'] !== 1) return null;
  const active = v['activeDocumentId'];
  return {
    activeDocumentId: typeof active === 'string' ? active : null,
    layout: readLayout(v['layout']),
    editing: readEditing(v['editing']),
    labelling: readLabelling(v['labelling']),
    documents: fieldsOf(v['documents']),
  };
}
