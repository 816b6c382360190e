import type { FrequencyAxis } from '../frequencyScale/frequencyAxis.ts';
import { multiplesWithin, niceStep } from './niceStep.ts';

export interface AxisTick {
  readonly y: number;
  readonly label: string; // '' on short ticks
}

export const axisLabelPx = 12; // least distance of two labels

/** Labels at round frequencies, as dense as they can be read, and short ticks between them. */
export function frequencyTicks(axis: FrequencyAxis): AxisTick[] {
  const labelled = axis.scale === 'linear' ? uniform(axis) : roundestFirst(axis);
  return [...labelled.map((hz) => ({ y: axis.yAt(hz), label: hzLabel(hz) })), ...minorTicks(axis, labelled)];
}

function uniform(axis: FrequencyAxis): number[] {
  const hzPerPx = (axis.fMaxHz - axis.fMinHz) / axis.height;
  const step = niceStep(hzPerPx * axisLabelPx, [1, 2, 2.5, 5]);
  return multiplesWithin(axis.fMinHz, axis.fMaxHz, step).map((n) => n * step);
}

/** Within a decade, in the order in which they get a label as long as there is room. */
const mantissas = [1, 5, 2, 3, 1.5, 7, 4, 2.5, 8, 6, 1.2, 9, 3.5];

interface Placed {
  readonly hz: number;
  readonly y: number;
}

function roundestFirst(axis: FrequencyAxis): number[] {
  const taken: Placed[] = axis.fMinHz === 0 ? [{ hz: 0, y: axis.yAt(0) }] : [];
  const place = (hz: number) => {
    if (hz < axis.fMinHz || hz > axis.fMaxHz) return;
    const y = axis.yAt(hz);
    if (taken.every((t) => Math.abs(t.y - y) >= axisLabelPx)) taken.push({ hz, y });
  };
  for (const mantissa of mantissas) for (let decade = 1; decade <= axis.fMaxHz; decade *= 10) place(mantissa * decade);
  // A narrow range holds few such numbers: it is filled with the multiples of ever smaller steps.
  if (taken.length * axisLabelPx * 2.2 < axis.height)
    for (const step of finerSteps(axis))
      for (const n of multiplesWithin(axis.fMinHz, axis.fMaxHz, step)) place(n * step);
  return taken.map((t) => t.hz).sort((a, b) => a - b);
}

function finerSteps(axis: FrequencyAxis): number[] {
  const spanHz = axis.fMaxHz - axis.fMinHz;
  const largest = 10 ** Math.ceil(Math.log10(spanHz));
  const leastHz = (spanHz / axis.height) * axisLabelPx;
  return [1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01].map((m) => m * largest).filter((step) => step >= leastHz / 4);
}

function minorTicks(axis: FrequencyAxis, labelled: readonly number[]): AxisTick[] {
  return labelled.slice(1).flatMap((hz, i) => {
    const below = labelled[i] ?? hz;
    const gapPx = Math.abs(axis.yAt(hz) - axis.yAt(below));
    const parts = gapPx >= 20 ? 5 : gapPx >= 10 ? 2 : 1;
    return Array.from({ length: parts - 1 }, (_, k) => ({
      y: axis.yAt(below + ((hz - below) * (k + 1)) / parts),
      label: '',
    }));
  });
}

/** 440, 1.5k, 12k: three figures where they are enough. */
export function hzLabel(hz: number): string {
  if (hz < 1000) return trimmed(hz);
  return `${trimmed(hz / 1000)}k`;
}

function trimmed(value: number): string {
  return String(Number(value.toFixed(3)));
}
