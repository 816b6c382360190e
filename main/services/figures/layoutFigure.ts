import type { Drawing, DrawingItem, Ink } from './drawing.ts';
import { frame, timeAxis } from './figureAxes.ts';
import type { FigurePage, Plot } from './figurePage.ts';
import type { FigureTheme } from './figureTheme.ts';
import { shortened, textWidth } from './textWidth.ts';

/** How a curve is drawn, for the line that explains it. */
export interface LegendEntry {
  readonly text: string;
  readonly ink: Ink;
  readonly stroke: 'line' | 'dashes' | 'dots';
}

export interface FigureContent {
  readonly page: FigurePage;
  readonly name: string;
  readonly caption: string; // how it was made
  readonly title: string; // in the file's metadata
  readonly parameters: object;
  readonly legend: readonly LegendEntry[];
  readonly theme: FigureTheme;
}

export interface DrawnPanel {
  readonly plot: Plot;
  readonly items: readonly DrawingItem[];
}

/** Panels on one time axis with their titles. */
export function layoutFigure(content: FigureContent, panels: readonly DrawnPanel[]): Drawing {
  const { page, title, parameters, theme } = content;
  const { width, height } = page;
  const items: DrawingItem[] = [
    ...(page.hasTitle ? titles(content, panels[0]!.plot) : []),
    ...(page.hasLegend ? legend(content, panels[0]!.plot) : []),
    ...panels.flatMap(({ plot, items: own }) => [...own, ...frame(plot)]),
    ...timeAxis(panels.map(({ plot }) => plot)),
  ];
  return { width, height, items, title, parameters, paper: theme.paper, ink: theme.ink };
}

const legendSizes = 1.6;

function titles({ page, name, caption, theme }: FigureContent, { x, y: top }: Plot): DrawingItem[] {
  const { width, size, hasLegend } = page;
  const y = top - (hasLegend ? legendSizes * size : 0);
  const fits = (text: string, scale: number) => shortened(text, width - x - size, scale * size);
  return [
    { kind: 'text', text: fits(name, 1.1), x, y: y - 2.1 * size, size: 1.1 * size, anchor: 'start' },
    {
      kind: 'text',
      text: fits(caption, 0.92),
      x,
      y: y - 0.75 * size,
      size: 0.92 * size,
      anchor: 'start',
      ink: theme.soft,
    },
  ];
}

/** One line above the panels, its end at theirs. */
function legend({ page: { size }, legend: entries }: FigureContent, { x, y, w }: Plot): DrawingItem[] {
  const baseline = y - 0.7 * size;
  const middle = baseline - 0.33 * size;
  const keyWidth = 2 * size;
  const items: DrawingItem[] = [];
  let right = x + w;
  for (const { text, ink, stroke } of [...entries].reverse()) {
    const left = right - textWidth(text, 0.92 * size);
    items.push({ kind: 'text', text, x: left, y: baseline, size: 0.92 * size, anchor: 'start' });
    const from = left - keyWidth - 0.5 * size;
    const to = left - 0.5 * size;
    const dots = [from + 0.3 * size, (from + to) / 2, to - 0.3 * size].map((at) => [at, middle, at, middle]);
    items.push({
      kind: 'lines',
      lines: stroke === 'dots' ? dots : [[from, middle, to, middle]],
      width: stroke === 'dots' ? 0.32 * size : 0.16 * size,
      ink,
      dash: stroke === 'dashes' ? [0.55 * size, 0.32 * size] : undefined,
    });
    right = from - 1.2 * size;
  }
  return items;
}
