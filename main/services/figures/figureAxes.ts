/** Frames, ticks and numbers around plots. */
import type { Box, DrawingItem, Ink } from './drawing.ts';
import { timeX, type Plot } from './figurePage.ts';
import { timeTicks, type Tick } from './ticks.ts';

export const thin = (size: number) => Math.max(1, Math.round(size / 12));

export function frame({ x, y, w, h, size }: Box & { readonly size: number }): DrawingItem[] {
  const t = thin(size);
  return [
    { kind: 'bar', x: x - t, y: y - t, w: w + 2 * t, h: t },
    { kind: 'bar', x: x - t, y: y + h, w: w + 2 * t, h: t },
    { kind: 'bar', x: x - t, y, w: t, h },
    { kind: 'bar', x: x + w, y, w: t, h },
  ];
}

/** Below the lowest plot; the others have its ticks at their lower edges. */
export function timeAxis(plots: readonly Plot[]): DrawingItem[] {
  const lowest = plots.at(-1)!;
  const { x, y, w, h, size, startSec, endSec } = lowest;
  const { ticks, unit } = timeTicks(startSec, endSec, w / (5.5 * size));
  const t = thin(size);
  const length = Math.round(0.45 * size);
  const tick = (plot: Plot, sec: number, long: number): DrawingItem => {
    return { kind: 'bar', x: Math.round(timeX(plot, sec) - t / 2), y: plot.y + plot.h + t, w: t, h: long };
  };
  return [
    ...plots.slice(0, -1).flatMap((plot) => ticks.map(({ value }) => tick(plot, value, Math.round(0.25 * size)))),
    ...ticks.flatMap(({ value, label }): DrawingItem[] => [
      tick(lowest, value, length),
      { kind: 'text', text: label, x: timeX(lowest, value), y: y + h + length + 1.25 * size, size, anchor: 'middle' },
    ]),
    { kind: 'text', text: `time (${unit})`, x: x + w / 2, y: y + h + 3.1 * size, size, anchor: 'middle' },
  ];
}

export interface VerticalAxis {
  readonly ticks: readonly Tick[];
  readonly title: string;
  /** Height of a value above the lower edge, as a part of the whole. */
  readonly at: (value: number) => number;
  readonly ink?: Ink | undefined;
}

export function leftAxis({ x, y, h, size }: Plot, { ticks, title, at }: VerticalAxis): DrawingItem[] {
  const t = thin(size);
  const length = Math.round(0.45 * size);
  return [
    ...ticks.flatMap(({ value, label }): DrawingItem[] => {
      const middle = y + h * (1 - at(value));
      return [
        { kind: 'bar', x: x - t - length, y: Math.round(middle - t / 2), w: length, h: t },
        { kind: 'text', text: label, x: x - length - 0.5 * size, y: middle + 0.36 * size, size, anchor: 'end' },
      ];
    }),
    { kind: 'text', text: title, upright: true, x: 1.35 * size, y: y + h / 2, size, anchor: 'middle' },
  ];
}

export const rightAxisSizes = 4.4;

/** @param left where its line stands; the plot's own edge has one already */
export function rightAxis(plot: Plot, left: number, { ticks, title, at, ink }: VerticalAxis): DrawingItem[] {
  const { y, h, size } = plot;
  const t = thin(size);
  const length = Math.round(0.35 * size);
  const isOwn = left > plot.x + plot.w;
  return [
    ...(isOwn ? [{ kind: 'bar' as const, x: left, y: y - t, w: t, h: h + 2 * t, ink }] : []),
    ...ticks.flatMap(({ value, label }): DrawingItem[] => {
      const middle = y + h * (1 - at(value));
      return [
        { kind: 'bar', x: left + t, y: Math.round(middle - t / 2), w: length, h: t, ink },
        {
          kind: 'text',
          text: label,
          x: left + length + 0.5 * size,
          y: middle + 0.36 * size,
          size,
          anchor: 'start',
          ink,
        },
      ];
    }),
    { kind: 'text', text: title, upright: true, x: left + 3.75 * size, y: y + h / 2, size, anchor: 'middle', ink },
  ];
}
