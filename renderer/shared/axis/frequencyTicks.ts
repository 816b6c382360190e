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

/** Takes the multiples of the largest round step first, then those of ever smaller ones where there is room. */
function roundestFirst(axis: FrequencyAxis): number[] {
  const taken: { hz: number; y: number }[] = [];
  const isFree = (y: number) => taken.every((t) => Math.abs(t.y - y) >= axisLabelPx);
  for (const step of roundSteps(axis)) {
    for (const n of multiplesWithin(axis.fMinHz, axis.fMaxHz, step)) {
      const hz = n * step;
      const y = axis.yAt(hz);
      if (isFree(y)) taken.push({ hz, y });
    }
  }
  return taken.map((t) => t.hz).sort((a, b) => a - b);
}

function roundSteps(axis: FrequencyAxis): number[] {
  const steps: number[] = [];
  const largest = 10 ** Math.ceil(Math.log10(axis.fMaxHz));
  const finestHz = finestPixelHz(axis) * axisLabelPx;
  for (let decade = largest; decade >= finestHz / 10 && steps.length < 40; decade /= 10) {
    for (const mantissa of [1, 0.5, 0.2]) {
      // A step far finer than the axis would only be walked in vain.
      const step = decade * mantissa;
      if (step >= finestHz / 2 && (axis.fMaxHz - axis.fMinHz) / step < 20_000) steps.push(step);
    }
  }
  return steps;
}

function finestPixelHz(axis: FrequencyAxis): number {
  const bottom = axis.hzAt(axis.height - 1) - axis.hzAt(axis.height);
  const top = axis.hzAt(0) - axis.hzAt(1);
  return Math.max(Math.min(bottom, top), 1e-3);
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
