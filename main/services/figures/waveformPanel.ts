/** A waveform with its amplitude axis, and glottal pulses in it. */
import { clipLines } from './clipLines.ts';
import type { DrawingItem } from './drawing.ts';
import { leftAxis } from './figureAxes.ts';
import { timeX, type PanelRoom, type Plot } from './figurePage.ts';
import { linearTicks, type Tick } from './ticks.ts';

/** The least and the greatest sample of each of equal stretches of the view; or the samples where they are few. */
export type WaveformTrace =
  | { readonly kind: 'envelope'; readonly low: Float32Array; readonly high: Float32Array }
  | { readonly kind: 'samples'; readonly firstSec: number; readonly stepSec: number; readonly values: Float32Array };

export interface WaveformContent {
  readonly title: string;
  readonly scale: 'linear' | 'db';
  readonly amplitude: number; // at the upper edge; full scale is 1
  readonly trace: WaveformTrace;
  readonly pulsesSec: Float64Array;
}

export const waveformRoom: PanelRoom = { weight: 1, lines: 0, rightSizes: 0 };

const floorDb = -60; // below the ends of a dB axis, on both sides of its middle

/** −1 … 1 of half the height; a dB axis keeps the sign of the sample. */
function unitOf(value: number, { scale, amplitude }: Pick<WaveformContent, 'scale' | 'amplitude'>): number {
  if (scale === 'linear') return value / amplitude;
  const magnitude = Math.abs(value) / amplitude;
  return magnitude === 0 ? 0 : Math.sign(value) * Math.max(0, 1 - (20 * Math.log10(magnitude)) / floorDb);
}

function amplitudeTicks({ scale, amplitude }: WaveformContent, most: number): Tick[] {
  if (scale === 'linear') return linearTicks(-amplitude, amplitude, most);
  const topDb = 20 * Math.log10(amplitude);
  return linearTicks(topDb + floorDb, topDb, most / 2)
    .filter(({ value }) => value > topDb + floorDb)
    .flatMap(({ value, label }) => [10 ** (value / 20), -(10 ** (value / 20))].map((at) => ({ value: at, label })));
}

export function waveformItems(plot: Plot, content: WaveformContent): DrawingItem[] {
  const { title, trace, pulsesSec } = content;
  const { x, y, w, h, size, theme } = plot;
  const yAt = (value: number) => y + (h / 2) * (1 - unitOf(value, content));
  const ticks = amplitudeTicks(content, h / (2.4 * size));
  const at = (value: number) => (unitOf(value, content) + 1) / 2;
  return [
    { kind: 'bar', x, y: y + h / 2 - 0.25, w, h: 0.5, ink: theme.grid },
    ...traceItems(plot, trace, yAt),
    ...pulseItems(plot, pulsesSec),
    ...leftAxis(plot, { ticks, title, at }),
  ];
}

const leastApart = 0.45; // text sizes: closer pulses are marks at the lower edge

function pulseItems(plot: Plot, pulsesSec: Float64Array): DrawingItem[] {
  const { y, h, w, size, theme } = plot;
  const areApart = w / Math.max(1, pulsesSec.length) >= leastApart * size;
  const top = areApart ? y : y + h - 0.7 * size;
  const marks = Array.from(pulsesSec, (sec) => [timeX(plot, sec), top, timeX(plot, sec), y + h]);
  const lines = marks.flatMap((line) => clipLines(line, plot));
  if (lines.length === 0) return [];
  const dash = areApart ? [0.4 * size, 0.3 * size] : undefined;
  return [{ kind: 'lines', lines, width: 0.05 * size, ink: theme.pulse, dash }];
}

function traceItems(plot: Plot, trace: WaveformTrace, yAt: (value: number) => number): DrawingItem[] {
  const { x, y, w, h, size, theme } = plot;
  if (trace.kind === 'samples') {
    const { firstSec, stepSec, values } = trace;
    const line = [...values].flatMap((value, i) => [timeX(plot, firstSec + i * stepSec), yAt(value)]);
    return [{ kind: 'lines', lines: clipLines(line, plot), width: 0.1 * size, ink: theme.wave }];
  }
  const within = (value: number) => Math.min(Math.max(yAt(value), y), y + h);
  const top = Float64Array.from(trace.high, within);
  const bottom = Float64Array.from(trace.low, within);
  return [{ kind: 'envelope', x, step: w / top.length, top, bottom, ink: theme.wave }];
}
