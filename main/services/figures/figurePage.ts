/** How a figure is divided: titles above, panels on one time axis one below the other, what explains them at the sides. */
import type { Box } from './drawing.ts';
import type { FigureTheme } from './figureTheme.ts';

export interface FigurePage {
  readonly width: number; // units of 1/96 inch
  readonly height: number;
  readonly size: number; // of the text
  readonly hasTitle: boolean;
  readonly hasLegend: boolean;
}

/** What a panel needs. */
export interface PanelRoom {
  readonly weight: number; // its share of the height that is left; 0: it is `lines` high
  readonly lines: number; // text sizes
  readonly rightSizes: number; // of axes right of the plot, text sizes
}

/** A panel's drawing area with what all have in common. */
export interface Plot extends Box {
  readonly size: number;
  readonly startSec: number;
  readonly endSec: number;
  readonly theme: FigureTheme;
}

const leftSizes = 5.4;
const endSizes = 1.2; // right of the last axis
const titleSizes = 3.9;
const legendSizes = 1.6;
const marginSizes = 1.2;
const timeAxisSizes = 4;
const gapSizes = 1.3; // numbers at two edges stand apart
const leastPlot = 40;

/** Text as large as the figure allows. */
export function usualTextSize(width: number, height: number): number {
  return Math.max(10, Math.round(Math.min(width / 80, height / 36)));
}

/** Where each panel is drawn, in whole units. */
export function panelBoxes(
  { width, height, size, hasTitle, hasLegend }: FigurePage,
  rooms: readonly PanelRoom[],
): Box[] {
  const x = Math.round(leftSizes * size);
  const rightSizes = Math.max(0, ...rooms.map((room) => room.rightSizes)) + endSizes;
  const w = Math.max(leastPlot, Math.round(width - x - rightSizes * size));
  const above = (hasTitle ? titleSizes : marginSizes) + (hasLegend ? legendSizes : 0);
  const gaps = gapSizes * (rooms.length - 1);
  const fixed = rooms.reduce((sum, room) => sum + (room.weight === 0 ? room.lines : 0), 0);
  const shared = Math.max(0, height - (above + timeAxisSizes + gaps + fixed) * size);
  const weights = rooms.reduce((sum, { weight }) => sum + weight, 0);
  let y = above * size;
  return rooms.map(({ weight, lines }) => {
    const h = weight === 0 ? lines * size : Math.max(leastPlot, (shared * weight) / weights);
    const box = { x, y: Math.round(y), w, h: Math.round(y + h) - Math.round(y) };
    y += h + gapSizes * size;
    return box;
  });
}

export function timeX({ x, w, startSec, endSec }: Plot, sec: number): number {
  return x + (w * (sec - startSec)) / (endSec - startSec);
}
