import type { FrequencyScale } from '../../engine/dsp/frequencyScale.ts';
import type { Drawing, DrawingItem, IndexedRaster, Text } from './drawing.ts';
import { frequencyTicks, linearTicks, timeTicks } from './ticks.ts';

export interface FigureContent {
  readonly width: number; // pixels
  readonly height: number;
  readonly name: string;
  readonly caption: string;
  readonly parameters: object;
  readonly startSec: number;
  readonly endSec: number;
  readonly scale: FrequencyScale;
  readonly isLinear: boolean;
  readonly scaleTitle: string;
  readonly fMinHz: number;
  readonly fMaxHz: number;
  readonly floorDb: number;
  readonly rangeDb: number;
  readonly colours: Uint8Array; // colourTable
}

export interface PlotArea {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  readonly size: number; // of the text, pixels
}

const smallestPlot = 40;

/** Where the picture lies; its pixels are what must be computed. */
export function plotArea({ width, height }: { readonly width: number; readonly height: number }): PlotArea {
  const size = Math.max(10, Math.round(Math.min(width / 80, height / 36)));
  const left = Math.round(5.2 * size);
  const right = Math.round(6.4 * size);
  const top = Math.round(3.9 * size);
  const bottom = Math.round(4 * size);
  const w = Math.max(smallestPlot, width - left - right);
  const h = Math.max(smallestPlot, height - top - bottom);
  return { x: left, y: top, w, h, size };
}

/** @param raster the picture, of any resolution */
export function layoutFigure(content: FigureContent, raster: IndexedRaster): Drawing {
  const { width, height, name, caption, parameters } = content;
  const plot = plotArea(content);
  const { x, y, size } = plot;
  const charWidth = 0.58 * size;
  const fits = (text: string, scale: number) => shorten(text, Math.floor((width - x - size) / (charWidth * scale)));
  const items: DrawingItem[] = [
    { kind: 'text', text: fits(name, 1.1), x, y: y - 2.1 * size, size: 1.1 * size, anchor: 'start' },
    { kind: 'text', text: fits(caption, 0.92), x, y: y - 0.75 * size, size: 0.92 * size, anchor: 'start', grey: true },
    { kind: 'image', x, y, w: plot.w, h: plot.h, raster },
    ...frame(plot),
    ...timeAxis(content, plot),
    ...frequencyAxis(content, plot),
    ...colourBar(content, plot),
  ];
  return { width, height, items, title: `${name}: spectrogram`, parameters };
}

function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;
}

const thin = (size: number) => Math.max(1, Math.round(size / 12));

function frame({ x, y, w, h, size }: PlotArea): DrawingItem[] {
  const t = thin(size);
  return [
    { kind: 'bar', x: x - t, y: y - t, w: w + 2 * t, h: t },
    { kind: 'bar', x: x - t, y: y + h, w: w + 2 * t, h: t },
    { kind: 'bar', x: x - t, y, w: t, h },
    { kind: 'bar', x: x + w, y, w: t, h },
  ];
}

function timeAxis({ startSec, endSec }: FigureContent, { x, y, w, h, size }: PlotArea): DrawingItem[] {
  const { ticks, unit } = timeTicks(startSec, endSec, w / (5.5 * size));
  const t = thin(size);
  const tickLength = Math.round(0.45 * size);
  return [
    ...ticks.flatMap(({ value, label }): DrawingItem[] => {
      const at = x + (w * (value - startSec)) / (endSec - startSec);
      return [
        { kind: 'bar', x: Math.round(at - t / 2), y: y + h + t, w: t, h: tickLength },
        { kind: 'text', text: label, x: at, y: y + h + tickLength + 1.25 * size, size, anchor: 'middle' },
      ];
    }),
    { kind: 'text', text: `time (${unit})`, x: x + w / 2, y: y + h + 3.1 * size, size, anchor: 'middle' },
  ];
}

function frequencyAxis(content: FigureContent, { x, y, w: _, h, size }: PlotArea): DrawingItem[] {
  const { scale, fMinHz, fMaxHz, scaleTitle } = content;
  const low = scale.fromHz(fMinHz);
  const span = scale.fromHz(fMaxHz) - low;
  const t = thin(size);
  const tickLength = Math.round(0.45 * size);
  const ticks = frequencyTicks(content, ((content.isLinear ? 2.6 : 1.9) * size) / h);
  return [
    ...ticks.flatMap(({ value, label }): DrawingItem[] => {
      const at = y + h - (h * (scale.fromHz(value) - low)) / span;
      return [
        { kind: 'bar', x: x - t - tickLength, y: Math.round(at - t / 2), w: tickLength, h: t },
        { kind: 'text', text: label, x: x - tickLength - 0.5 * size, y: at + 0.36 * size, size, anchor: 'end' },
      ];
    }),
    {
      ...{ kind: 'text', text: `frequency (Hz${scaleTitle})`, upright: true },
      ...{ x: 1.35 * size, y: y + h / 2, size, anchor: 'middle' },
    } satisfies Text,
  ];
}

function colourBar({ floorDb, rangeDb, colours }: FigureContent, plot: PlotArea): DrawingItem[] {
  const { y, h, size } = plot;
  const x = plot.x + plot.w + Math.round(1.3 * size);
  const w = Math.round(1.1 * size);
  const n = colours.length / 3;
  const indices = Uint8Array.from({ length: n }, (_, i) => n - 1 - i);
  const t = thin(size);
  const tickLength = Math.round(0.35 * size);
  const ticks = linearTicks(floorDb, floorDb + rangeDb, h / (2.4 * size));
  return [
    { kind: 'image', x, y, w, h, raster: { width: 1, height: n, indices, palette: colours } },
    ...frame({ x, y, w, h, size }),
    ...ticks.flatMap(({ value, label }): DrawingItem[] => {
      const at = y + h - (h * (value - floorDb)) / rangeDb;
      return [
        { kind: 'bar', x: x + w + t, y: Math.round(at - t / 2), w: tickLength, h: t },
        { kind: 'text', text: label, x: x + w + tickLength + 0.5 * size, y: at + 0.36 * size, size, anchor: 'start' },
      ];
    }),
    { kind: 'text', text: 'dB', x: x + w / 2, y: y - 0.75 * size, size, anchor: 'middle' },
  ];
}
