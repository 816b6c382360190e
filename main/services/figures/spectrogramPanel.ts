/** A spectrogram with its axes, its colour bar and the curves over it. */
import type { FrequencyScale } from '../../engine/dsp/frequencyScale.ts';
import { clipLines } from './clipLines.ts';
import type { DrawingItem, IndexedRaster } from './drawing.ts';
import { frame, leftAxis, rightAxis, rightAxisSizes, thin, type VerticalAxis } from './figureAxes.ts';
import { timeX, type PanelRoom, type Plot } from './figurePage.ts';
import type { LegendEntry } from './layoutFigure.ts';
import type { FigureTheme } from './figureTheme.ts';
import { textWidth } from './textWidth.ts';
import { frequencyTicks, linearTicks, logTicks } from './ticks.ts';

export interface SpectrogramAxes {
  readonly scale: FrequencyScale;
  readonly isLinear: boolean;
  readonly axisTitle: string; // "frequency (Hz, mel)"
  readonly fMinHz: number;
  readonly fMaxHz: number;
  readonly floorDb: number;
  readonly rangeDb: number;
  readonly colours: Uint8Array; // colourTable
}

/** A curve as values at equal steps of time; NaN where there is none. */
export interface FigureCurve {
  readonly firstTimeSec: number;
  readonly timeStepSec: number;
  readonly series: readonly Float64Array[];
}

export interface FigureOverlays {
  readonly pitch?: (FigureCurve & { readonly axis: PitchAxis | null }) | undefined; // null: the spectrogram's
  readonly formants?: FigureCurve | undefined;
  readonly intensity?: (FigureCurve & { readonly axis: ValueRange }) | undefined;
}

export interface ValueRange {
  readonly least: number;
  readonly most: number;
}

export interface PitchAxis extends ValueRange {
  readonly isLog: boolean;
}

/** Which curves there will be, before they are computed. */
export interface OverlayPlan {
  readonly pitch?: { readonly axis: PitchAxis | null } | undefined;
  readonly formants?: object | undefined;
  readonly intensity?: object | undefined;
}

const colourBarSizes = 4.8;
const barGapSizes = 0.9;

export function spectrogramRoom({ pitch, intensity }: OverlayPlan): PanelRoom {
  const nAxes = (pitch?.axis == null ? 0 : 1) + (intensity === undefined ? 0 : 1);
  return { weight: 2.4, lines: 0, rightSizes: colourBarSizes + nAxes * rightAxisSizes };
}

export function overlayLegend({ pitch, formants, intensity }: OverlayPlan, theme: FigureTheme): LegendEntry[] {
  return [
    ...(pitch === undefined ? [] : [{ text: 'pitch', ink: theme.pitch, stroke: 'line' as const }]),
    ...(formants === undefined ? [] : [{ text: 'formants', ink: theme.formants, stroke: 'dots' as const }]),
    ...(intensity === undefined ? [] : [{ text: 'intensity', ink: theme.intensity, stroke: 'dashes' as const }]),
  ];
}

export function spectrogramItems(
  plot: Plot,
  axes: SpectrogramAxes,
  raster: IndexedRaster,
  overlays: FigureOverlays = {},
): DrawingItem[] {
  const { x, y, w, h, size, theme } = plot;
  const { pitch, formants, intensity } = overlays;
  const frequency = frequencyAxis(axes, h, size);
  const items: DrawingItem[] = [{ kind: 'image', x, y, w, h, raster }, ...leftAxis(plot, frequency)];
  let left = x + w;
  if (intensity !== undefined) {
    const at = linearAt(intensity.axis);
    items.push(...curve(plot, intensity, at, { ink: theme.intensity, width: 0.13, dash: [0.55, 0.32] }));
  }
  if (formants !== undefined) items.push(...dots(plot, formants, frequency.at));
  if (pitch !== undefined) {
    const own = pitch.axis === null ? null : pitchAxis(pitch.axis, h, size);
    items.push(...curve(plot, pitch, own?.at ?? frequency.at, { ink: theme.pitch, width: 0.17 }));
    if (own !== null) {
      items.push(...rightAxis(plot, left, { ...own, title: 'pitch (Hz)', ink: theme.pitch }));
      left += Math.round(rightAxisSizes * size);
    }
  }
  if (intensity !== undefined) {
    const { least, most } = intensity.axis;
    const ticks = linearTicks(least, most, h / (2.4 * size));
    const axis = { ticks, at: linearAt(intensity.axis), title: 'intensity (dB)', ink: theme.intensity };
    items.push(...rightAxis(plot, left, axis));
    left += Math.round(rightAxisSizes * size);
  }
  return [...items, ...colourBar(axes, plot, left)];
}

function frequencyAxis(axes: SpectrogramAxes, h: number, size: number): VerticalAxis {
  const { scale, fMinHz, fMaxHz, axisTitle } = axes;
  const low = scale.fromHz(fMinHz);
  const span = scale.fromHz(fMaxHz) - low;
  const ticks = frequencyTicks(axes, ((axes.isLinear ? 2.6 : 1.9) * size) / h);
  return { ticks, title: axisTitle, at: (hz) => (scale.fromHz(hz) - low) / span };
}

function pitchAxis({ least, most, isLog }: PitchAxis, h: number, size: number): Omit<VerticalAxis, 'title'> {
  if (!isLog) return { ticks: linearTicks(least, most, h / (2.4 * size)), at: linearAt({ least, most }) };
  const at = (hz: number) => Math.log(hz / least) / Math.log(most / least);
  return { ticks: logTicks(least, most, (1.9 * size) / h), at };
}

const linearAt =
  ({ least, most }: ValueRange) =>
  (value: number) =>
    (value - least) / (most - least);

interface CurveStyle {
  readonly ink: string;
  readonly width: number; // text sizes
  readonly dash?: readonly number[];
}

/** A line through the values that are there, on a seam that parts it from the picture. */
function curve(
  plot: Plot,
  { firstTimeSec, timeStepSec, series }: FigureCurve,
  at: (value: number) => number,
  style: CurveStyle,
) {
  const { y, h, size, theme } = plot;
  const runs: number[][] = [];
  let run: number[] = [];
  for (const [m, value] of series[0]!.entries()) {
    if (Number.isNaN(value)) {
      if (run.length > 0) runs.push(run);
      run = [];
    } else run.push(timeX(plot, firstTimeSec + m * timeStepSec), y + h * (1 - at(value)));
  }
  if (run.length > 0) runs.push(run);
  const lines = runs.flatMap((points) => clipLines(points.length === 2 ? [...points, ...points] : points, plot));
  if (lines.length === 0) return [];
  const { ink, width, dash } = style;
  return [
    { kind: 'lines' as const, lines, width: (width + 0.16) * size, ink: theme.seam },
    { kind: 'lines' as const, lines, width: width * size, ink, dash: dash?.map((length) => length * size) },
  ];
}

/** Where frames lie close, their dots are small. */
const dotSizes = { least: 0.13, most: 0.26, seam: 0.12 };

function dots(
  plot: Plot,
  { firstTimeSec, timeStepSec, series }: FigureCurve,
  at: (hz: number) => number,
): DrawingItem[] {
  const { x, y, w, h, size, theme } = plot;
  const lines: number[][] = [];
  for (const values of series) {
    for (const [m, value] of values.entries()) {
      const [px, py] = [timeX(plot, firstTimeSec + m * timeStepSec), y + h * (1 - at(value))];
      if (px >= x && px <= x + w && py >= y && py <= y + h) lines.push([px, py, px, py]);
    }
  }
  if (lines.length === 0) return [];
  const apart = (timeX(plot, timeStepSec) - timeX(plot, 0)) / size;
  const diameter = Math.min(dotSizes.most, Math.max(dotSizes.least, 1.2 * apart));
  return [
    { kind: 'lines', lines, width: (diameter + dotSizes.seam) * size, ink: theme.seam },
    { kind: 'lines', lines, width: diameter * size, ink: theme.formants },
  ];
}

function colourBar({ floorDb, rangeDb, colours }: SpectrogramAxes, plot: Plot, left: number): DrawingItem[] {
  const { y, h, size } = plot;
  const x = left + Math.round(barGapSizes * size);
  const w = Math.round(1.1 * size);
  const n = colours.length / 3;
  const indices = Uint8Array.from({ length: n }, (_, i) => n - 1 - i);
  const t = thin(size);
  const length = Math.round(0.35 * size);
  const ticks = linearTicks(floorDb, floorDb + rangeDb, h / (2.4 * size));
  const beside = (at: number) => ({ x: x + w + length + 0.5 * size, y: at + 0.36 * size });
  const yOf = (value: number) => y + h - (h * (value - floorDb)) / rangeDb;
  const top = ticks.at(-1);
  const unit = top && { ...beside(yOf(top.value)), gap: textWidth(`${top.label} `, size) };
  return [
    { kind: 'image', x, y, w, h, raster: { width: 1, height: n, indices, palette: colours } },
    ...frame({ x, y, w, h, size }),
    ...ticks.flatMap(({ value, label }): DrawingItem[] => {
      const at = yOf(value);
      return [
        { kind: 'bar', x: x + w + t, y: Math.round(at - t / 2), w: length, h: t },
        { kind: 'text', text: label, ...beside(at), size, anchor: 'start' },
      ];
    }),
    // After its highest number: above stands the bar of another panel.
    ...(unit === undefined
      ? []
      : [{ kind: 'text' as const, text: 'dB', x: unit.x + unit.gap, y: unit.y, size, anchor: 'start' as const }]),
  ];
}
