import { basename } from 'node:path';
import type { FigureColourMapName, FigureFormatName, FigureScaleName } from '../../preload/contract/figureFormat.ts';
import type { AnnotationTier } from '../engine/annotation/annotationDocument.ts';
import type { ByteSink } from '../engine/audio/byteSink.ts';
import type { RawPcmFormat } from '../engine/audio/source.ts';
import { EngineError } from '../engine/core/errors.ts';
import type { WorkOptions } from '../engine/core/progress.ts';
import type { WindowName } from '../engine/dsp/window.ts';
import { colourTable } from '../services/figures/colourMaps.ts';
import { encodeFigure } from '../services/figures/encodeFigure.ts';
import { figureScale, frequencyTitle } from '../services/figures/figureScale.ts';
import { panelBoxes, usualTextSize } from '../services/figures/figurePage.ts';
import { figureThemes } from '../services/figures/figureTheme.ts';
import { layoutFigure, type DrawnPanel } from '../services/figures/layoutFigure.ts';
import { spectrogramLevels, type ReduceName, type SpectrogramMethod } from '../services/figures/spectrogramLevels.ts';
import { overlayLegend, spectrogramItems, spectrogramRoom } from '../services/figures/spectrogramPanel.ts';
import { colourLevels } from '../services/figures/spectrogramRaster.ts';
import { tierItems, tierRoom } from '../services/figures/tierPanel.ts';
import { figureOverlays, overlayPlan, type FigureOverlayName } from './figureOverlays.ts';
import { readSignals } from './input/readSignals.ts';
import type { TimeRange } from './input/trimBlocks.ts';

export interface FigureRequest extends TimeRange {
  readonly format: FigureFormatName;
  readonly fftSize?: number | undefined;
  readonly winLength?: number | undefined;
  readonly hopLength?: number | undefined;
  readonly method?: SpectrogramMethod | undefined; // power
  readonly window: WindowName;
  readonly preEmphasis?: number | undefined; // a of y[n] = x[n] − a·x[n−1]; 0
  readonly reduce?: ReduceName | undefined; // max
  readonly scale: FigureScaleName;
  readonly fMinHz?: number | undefined;
  readonly fMaxHz?: number | undefined;
  readonly rangeDb: number;
  readonly floorDb?: number | undefined;
  readonly colormap: FigureColourMapName;
  readonly gamma?: number | undefined; // 1
  readonly width: number;
  readonly height: number;
  readonly channel?: number | undefined;
  readonly raw?: RawPcmFormat | undefined;
  readonly overlays?: readonly FigureOverlayName[] | undefined; // with Praat's parameters
  /** Below the picture, in seconds of the recording. */
  readonly tier?: AnnotationTier | undefined;
}

/** How much finer than the page the picture is where the page has no pixels. */
const rasterDensity: Readonly<Record<FigureFormatName, number>> = { png: 1, svg: 2, pdf: 2 };

/** The page that a request is drawn on, and where: the spectrogram first, then its tier. */
export function figurePlaces({ width, height, overlays = [], tier }: FigureRequest) {
  const hasLegend = overlays.length > 0;
  const page = { width, height, size: usualTextSize(width, height), hasTitle: true, hasLegend };
  const rooms = [spectrogramRoom(overlayPlan(overlays)), ...(tier === undefined ? [] : [tierRoom])];
  return { page, boxes: panelBoxes(page, rooms) };
}

export async function drawSpectrogram(
  { input, sink }: { input: string; sink: ByteSink },
  request: FigureRequest,
  work: WorkOptions,
) {
  const { channel, raw, startSec = 0, endSec, format, preEmphasis = 0, reduce = 'max', gamma = 1 } = request;
  const { method = 'power' } = request;
  const { overlays: overlayNames = [], tier } = request;
  const channels = channel ?? 'mono';
  const read = await readSignals(input, { channels, raw, startSec, endSec }, work);
  try {
    const signal = read.signals[0]!;
    const { sampleRateHz } = read;
    const { page, boxes } = figurePlaces(request);
    const theme = figureThemes.light;
    const span = { startSec, endSec: startSec + signal.nSamples / sampleRateHz };
    const [plot, tierPlot] = boxes.map((box) => ({ ...box, ...span, size: page.size, theme }));
    const width = plot!.w * rasterDensity[format];
    const height = plot!.h * rasterDensity[format];
    const analysis = { ...analysisParams(request, sampleRateHz, signal.nSamples / width), sampleRateHz };
    const { params, fMinHz, fMaxHz } = analysis;
    const scale = figureScale(request.scale);
    const picture = { ...analysis, method, scale, width, height, preEmphasis, reduce };
    const levels = await spectrogramLevels(signal, picture, work);
    const overlays = figureOverlays({ source: signal, sampleRateHz }, overlayNames, plot!, work);

    const range = levelRange(levels, request);
    const colours = colourTable(request.colormap, gamma);
    const { fftSize, hopLength, winLength, window } = params;
    const name = input === '-' ? 'stdin' : basename(input);
    const parameters = {
      ...{ input: name, ...span, channels, sampleRateHz },
      ...{ method, fftSize, winLength, hopLength, window, preEmphasis, reduce, scale: request.scale, fMinHz, fMaxHz },
      ...{ ...range, reference: 'full-scale sine', colormap: request.colormap, gamma },
      ...overlays.parameters,
      ...(tier === undefined ? {} : { tier: tier.name }),
    };
    const isLinear = request.scale === 'linear';
    const axes = { scale, isLinear, axisTitle: frequencyTitle(request.scale), fMinHz, fMaxHz, ...range, colours };
    const raster = colourLevels(levels, { width, height }, { ...range, colours });
    const panels: DrawnPanel[] = [{ plot: plot!, items: spectrogramItems(plot!, axes, raster, overlays.curves) }];
    if (tier !== undefined && tierPlot !== undefined) {
      panels.push({
        plot: tierPlot,
        items: tierItems(tierPlot, { name: tier.name, isOfPoints: tier.kind === 'point', labels: tier.items }),
      });
    }
    const content = {
      ...{ page, theme, name, title: `${name}: spectrogram`, parameters },
      caption: captionOf({ ...params, method, channels: read.info.channels, channel, sampleRateHz, preEmphasis }),
      legend: overlayLegend(overlays.curves, theme),
    };
    await sink.write(encodeFigure(layoutFigure(content, panels), format));
    return { format, width: request.width, height: request.height, parameters, warnings: read.info.warnings };
  } finally {
    read.close();
  }
}

const shortWindowSec = 0.0232; // harmonics of most voices are just apart, syllables stay sharp: as in the window
const lowestLogHz = 50;

/** @throws EngineError E_PARAM: an empty band, or a logarithm of 0 */
function analysisParams(request: FigureRequest, sampleRateHz: number, samplesPerPixel: number) {
  const { window, scale } = request;
  const usual = Math.min(Math.max(2 ** Math.round(Math.log2(sampleRateHz * shortWindowSec)), 64), 16_384);
  const winLength = request.winLength ?? Math.min(usual, request.fftSize ?? usual);
  const fftSize = request.fftSize ?? 2 ** Math.ceil(Math.log2(2 * winLength));
  const hopLength = request.hopLength ?? Math.max(1, Math.floor(Math.min(winLength / 4, samplesPerPixel)));
  const fMaxHz = request.fMaxHz ?? sampleRateHz / 2;
  const fMinHz = request.fMinHz ?? (scale === 'log' ? Math.min(lowestLogHz, fMaxHz / 2) : 0);
  if (!(fMaxHz > fMinHz)) throw new EngineError('E_PARAM', `fmax=${fMaxHz} Hz must be above fmin=${fMinHz} Hz`);
  if (fMaxHz > sampleRateHz / 2)
    throw new EngineError('E_PARAM', `fmax=${fMaxHz} Hz must be at most half the rate, ${sampleRateHz / 2} Hz`);
  if (scale === 'log' && fMinHz === 0) throw new EngineError('E_PARAM', 'fmin=0 Hz must be > 0 on a log scale');
  return { params: { fftSize, winLength, hopLength, window, pad: 'constant' as const }, fMinHz, fMaxHz };
}

/** Unless the floor is said, the loudest pixel, rounded up to 5 dB, has the brightest colour. */
function levelRange(levels: Float32Array, { floorDb, rangeDb }: FigureRequest) {
  const loudest = levels.reduce((most, level) => Math.max(most, level), -Infinity);
  return { floorDb: floorDb ?? 5 * Math.ceil(loudest / 5) - rangeDb, rangeDb };
}

interface CaptionFacts {
  readonly method: SpectrogramMethod;
  readonly window: string;
  readonly winLength: number;
  readonly fftSize: number;
  readonly hopLength: number;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly channel: number | undefined;
  readonly preEmphasis: number;
}

function captionOf(facts: CaptionFacts): string {
  const { method, window, winLength, fftSize, hopLength, sampleRateHz, channels, channel, preEmphasis } = facts;
  const which = channels === 1 ? 'mono' : channel === undefined ? `mean of ${channels} channels` : `channel ${channel}`;
  const ms = ((1000 * winLength) / sampleRateHz).toFixed(1);
  const kHz = Number((sampleRateHz / 1000).toFixed(3));
  const emphasis = preEmphasis === 0 ? '' : ` · pre-emphasis ${preEmphasis}`;
  const how = method === 'reassigned' ? ' · reassigned' : '';
  return `${kHz} kHz · ${which}${how} · ${window} ${winLength} (${ms} ms) · FFT ${fftSize} · hop ${hopLength}${emphasis} · dB re full-scale sine`;
}
