/** A lane of the window as a panel: its room, then with the place it got its drawing and its parameters. */
import type { FigurePanel, SpectrogramPanel, WaveformPanel } from '../../../preload/contract/figures.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import { intensitySeries, pitchSeries } from '../contours/contourSeries.ts';
import type { ContourLibrary, ContourSource } from '../contours/contourLibrary.ts';
import { isPitchEdit } from '../contours/correctContours.ts';
import { formantsInRange } from '../contours/formantsInRange.ts';
import { colourTable } from './colourMaps.ts';
import type { DrawingItem } from './drawing.ts';
import { figureCurve } from './figureCurve.ts';
import type { PanelRoom, Plot } from './figurePage.ts';
import { figureScale, frequencyTitle } from './figureScale.ts';
import { spectrogramItems, spectrogramRoom, type FigureOverlays, type OverlayPlan } from './spectrogramPanel.ts';
import { colourLevels } from './spectrogramRaster.ts';
import { figureParams, tileLevels, type TileAddress } from './tileLevels.ts';
import { tierItems, tierRoom, type TierContent } from './tierPanel.ts';
import { waveformItems, waveformRoom } from './waveformPanel.ts';
import { waveformTrace } from './waveformTrace.ts';
import type { SpectrogramTile } from '../../../preload/contract/analysis.ts';

export interface LanePanelDeps {
  /** @throws EngineError E_NOT_FOUND, E_PARAM: the recording is still arriving */
  readonly openSource: (address: { readonly sourceId: string; readonly channel: number }) => ContourSource;
  readonly readTile: (
    source: { readonly sourceId: string; readonly channel: number },
    address: TileAddress,
    signal: AbortSignal,
  ) => Promise<SpectrogramTile>;
  readonly library: ContourLibrary;
  /** Times in seconds. @throws EngineError E_NOT_FOUND */
  readonly readTier: (tierId: string) => TierContent;
}

export interface LaneView {
  readonly plot: Plot;
  readonly density: number; // pixels of pictures a unit
  readonly startSample: number;
  readonly endSample: number;
}

export interface LaneDrawing {
  readonly items: readonly DrawingItem[];
  readonly parameters: object;
}

export function roomOf(panel: FigurePanel): PanelRoom {
  if (panel.kind === 'tier') return tierRoom;
  return panel.kind === 'waveform' ? waveformRoom : spectrogramRoom(overlaysOf(panel));
}

export function overlaysOf({ pitch, formants, intensity }: SpectrogramPanel): OverlayPlan {
  return {
    ...(pitch === null ? {} : { pitch: { axis: pitchAxis(pitch) } }),
    ...(formants === null ? {} : { formants }),
    ...(intensity === null ? {} : { intensity }),
  };
}

function pitchAxis({ axis }: NonNullable<SpectrogramPanel['pitch']>) {
  return axis && { least: axis.minHz, most: axis.maxHz, isLog: axis.scale === 'log' };
}

/** @throws EngineError as reading the sound and its analyses; E_ABORTED */
export async function drawLane(
  deps: LanePanelDeps,
  panel: FigurePanel,
  view: LaneView,
  work: WorkOptions & { readonly signal: AbortSignal },
): Promise<LaneDrawing> {
  if (panel.kind === 'waveform') return drawWaveform(deps, panel, view, work);
  if (panel.kind === 'spectrogram') return drawSpectrogramLane(deps, panel, view, work);
  const tier = deps.readTier(panel.tierId);
  return { items: tierItems(view.plot, tier), parameters: { kind: 'tier', name: tier.name } };
}

async function drawWaveform(
  { openSource, library }: LanePanelDeps,
  panel: WaveformPanel,
  { plot, density, startSample, endSample }: LaneView,
  work: WorkOptions & { readonly signal: AbortSignal },
): Promise<LaneDrawing> {
  const { title, zoom, scale, pulses: pitch, channel } = panel;
  const source = openSource(panel);
  const { sampleRateHz } = source;
  const range = { startSample, endSample, sampleRateHz, nColumns: Math.round(plot.w * Math.max(density, 2)) };
  const trace = await waveformTrace(source.source, range, work);
  const pulses = pitch === null ? new Float64Array(0) : await library.pulses(source, pitch, work.signal);
  const pulsesSec = pulses.filter((sec) => sec >= plot.startSec && sec <= plot.endSec);
  const content = { title: axisTitle(title, scale === 'db' ? 'dB' : 'amplitude'), scale, amplitude: 1 / zoom };
  return {
    items: waveformItems(plot, { ...content, trace, pulsesSec }),
    parameters: { kind: 'waveform', channel, scale, zoom, ...(pitch === null ? {} : { pulses: pitch }) },
  };
}

async function drawSpectrogramLane(
  deps: LanePanelDeps,
  panel: SpectrogramPanel,
  { plot, density, startSample, endSample }: LaneView,
  work: WorkOptions & { readonly signal: AbortSignal },
): Promise<LaneDrawing> {
  const { title, channel, scale, fMinHz, floorDb, rangeDb, gamma, colourMap, pitch, formants, intensity } = panel;
  const source = deps.openSource(panel);
  const { sampleRateHz, source: sound } = source;
  const width = Math.round(plot.w * density);
  const height = Math.round(plot.h * density);
  const fMaxHz = Math.min(panel.fMaxHz, sampleRateHz / 2);
  const band = { scale: figureScale(scale), fMinHz, fMaxHz, height };
  const params = figureParams(panel.params, (endSample - startSample) / width);
  const levels = await tileLevels(
    (address) => deps.readTile(panel, address, work.signal),
    { params, band, sampleRateHz, nSamples: sound.nSamples, startSample, endSample, width },
    work,
  );
  const colours = colourTable(colourMap, gamma);
  const raster = colourLevels(levels, { width, height }, { floorDb, rangeDb, colours });
  const axes = { scale: band.scale, isLinear: scale === 'linear', fMinHz, fMaxHz, floorDb, rangeDb, colours };
  const curves = await curvesOf(deps.library, source, panel, plot, work.signal);
  return {
    items: spectrogramItems(plot, { ...axes, axisTitle: axisTitle(title, frequencyTitle(scale)) }, raster, curves),
    parameters: {
      ...{ kind: 'spectrogram', channel, sampleRateHz, ...params, scale, fMinHz, fMaxHz, floorDb, rangeDb },
      ...{ reference: 'full-scale sine', colormap: colourMap, gamma },
      ...Object.fromEntries(Object.entries({ pitch, formants, intensity }).filter(([, shown]) => shown !== null)),
      ...(pitch !== null && source.edits.some(isPitchEdit) ? { isPitchCorrectedByHand: true } : {}),
    },
  };
}

async function curvesOf(
  library: ContourLibrary,
  source: ContourSource,
  { pitch, formants, intensity }: SpectrogramPanel,
  { startSec, endSec, w }: Plot,
  signal: AbortSignal,
): Promise<FigureOverlays> {
  const view = { startSec, endSec, mostColumns: 2 * w };
  const [pitchTrack, formantTable, levels] = await Promise.all([
    pitch && library.pitch(source, pitch.params, signal),
    formants && formantsInRange(library, source, formants, signal),
    intensity && library.analysed(source, 'intensity', intensity.params, signal),
  ]);
  return {
    ...(pitch && pitchTrack
      ? { pitch: { ...figureCurve(pitchSeries(pitchTrack), view), axis: pitchAxis(pitch) } }
      : {}),
    ...(formantTable ? { formants: figureCurve(formantTable, view) } : {}),
    ...(intensity && levels
      ? {
          intensity: {
            ...figureCurve(intensitySeries(levels), view),
            axis: { least: intensity.minDb, most: intensity.maxDb },
          },
        }
      : {}),
  };
}

/** Which channel where there are several. */
function axisTitle(lane: string, what: string): string {
  return lane === '' ? what : `${lane}: ${what}`;
}
