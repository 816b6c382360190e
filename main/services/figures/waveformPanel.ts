/** A waveform with its amplitude axis, and glottal pulses in it. */
import { clipLines } from './clipLines.ts';
import type { DrawingItem } from './drawing.ts';
import { leftAxis } from './figureAxes.ts';
import { timeX, type PanelRoom, type Plot } from './figurePage.ts';
import { linearTicks } from './ticks.ts';

/** The least and the greatest sample of each of equal stretches of the view; or the samples where they are few. */
export type WaveformTrace =
  | { readonly kind: 'envelope'; readonly low: Float32Array; readonly high: Float32Array }
  | { readonly kind: 'samples'; readonly firstSec: number; readonly stepSec: number; readonly values: Float32Array };

export interface WaveformContent {
  readonly title: string;
  readonly amplitude: number; // at the upper edge; full scale is 1
  readonly trace: WaveformTrace;
  readonly pulsesSec: Float64Array;
}

export const waveformRoom: PanelRoom = { weight: 1, lines: 0, rightSizes: 0 };

export function waveformItems(plot: Plot, { title, amplitude, trace, pulsesSec }: WaveformContent): DrawingItem[] {
  const { x, y, w, h, size, theme } = plot;
  const yAt = (value: number) => y + (h / 2) * (1 - value / amplitude);
  const ticks = linearTicks(-amplitude, amplitude, h / (2.4 * size));
  const at = (value: number) => (value / amplitude + 1) / 2;
  const pulses = Array.from(pulsesSec, (sec) => [timeX(plot, sec), y, timeX(plot, sec), y + h]);
  const pulseLines = pulses.flatMap((line) => clipLines(line, plot));
  return [
    { kind: 'bar', x, y: y + h / 2 - 0.25, w, h: 0.5, ink: theme.grid },
    ...traceItems(plot, trace, yAt),
    ...(pulseLines.length === 0
      ? []
      : [
          {
            ...{ kind: 'lines' as const, lines: pulseLines, width: 0.06 * size, ink: theme.pulse },
            dash: [0.4 * size, 0.3 * size],
          },
        ]),
    ...leftAxis(plot, { ticks, title, at }),
  ];
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
