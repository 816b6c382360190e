/** A tier: intervals with their edges and labels, or points. */
import type { DrawingItem } from './drawing.ts';
import { thin } from './figureAxes.ts';
import { timeX, type PanelRoom, type Plot } from './figurePage.ts';
import { shortened } from './textWidth.ts';

export interface FigureLabel {
  readonly startSec: number;
  readonly endSec: number; // of a point its time again
  readonly label: string;
}

export interface TierContent {
  readonly name: string;
  readonly isOfPoints: boolean;
  readonly labels: readonly FigureLabel[]; // in order of time
}

export const tierRoom: PanelRoom = { weight: 0, lines: 2, rightSizes: 0 };

export function tierItems(plot: Plot, { name, isOfPoints, labels }: TierContent): DrawingItem[] {
  const { x, y, h, size } = plot;
  const baseline = y + h / 2 + 0.36 * size;
  const seen = labels.filter(({ startSec, endSec }) => endSec >= plot.startSec && startSec <= plot.endSec);
  const title = shortened(name, x - 0.9 * size, size);
  return [
    { kind: 'text', text: title, x: x - 0.6 * size, y: baseline, size, anchor: 'end' },
    ...(isOfPoints
      ? seen.flatMap((label, i) => point(plot, label, seen[i + 1], baseline))
      : intervals(plot, seen, baseline)),
  ];
}

const leastApart = 0.5; // units: edges closer than this are one line

function intervals(plot: Plot, labels: readonly FigureLabel[], baseline: number): DrawingItem[] {
  const { x, w, size } = plot;
  const edges = labels.flatMap(({ startSec, endSec }) => [startSec, endSec]).sort((a, b) => a - b);
  let last = -Infinity;
  const apart = edges.filter((sec) => {
    const isApart = timeX(plot, sec) - last >= leastApart;
    if (isApart) last = timeX(plot, sec);
    return isApart;
  });
  return [
    ...apart.flatMap((sec) => edge(plot, sec)),
    ...labels.flatMap(({ startSec, endSec, label }): DrawingItem[] => {
      const from = Math.max(x, timeX(plot, startSec));
      const to = Math.min(x + w, timeX(plot, endSec));
      const shown = shortened(label, to - from - 0.5 * size, size);
      return shown === ''
        ? []
        : [{ kind: 'text', text: shown, x: (from + to) / 2, y: baseline, size, anchor: 'middle' }];
    }),
  ];
}

function point(
  plot: Plot,
  { startSec, label }: FigureLabel,
  next: FigureLabel | undefined,
  baseline: number,
): DrawingItem[] {
  const { x, w, size } = plot;
  const from = timeX(plot, startSec) + 0.35 * size;
  const to = next === undefined ? x + w : Math.min(x + w, timeX(plot, next.startSec));
  const shown = shortened(label, to - from - 0.3 * size, size);
  return [
    ...edge(plot, startSec),
    ...(shown === ''
      ? []
      : [{ kind: 'text' as const, text: shown, x: from, y: baseline, size, anchor: 'start' as const }]),
  ];
}

function edge(plot: Plot, sec: number): DrawingItem[] {
  const { y, h, size, startSec, endSec } = plot;
  if (sec <= startSec || sec >= endSec) return [];
  const t = thin(size);
  return [{ kind: 'bar', x: timeX(plot, sec) - t / 2, y, w: t, h }];
}
