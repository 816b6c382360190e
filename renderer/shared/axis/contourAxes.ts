/** The vertical axes of contours over a spectrogram, and the marks that name them. */
import { multiplesWithin, niceStep } from './niceStep.ts';
import { frequencyAxis, type FrequencyRange } from '../frequencyScale/frequencyAxis.ts';
import type { IntensitySettings, PitchSettings } from '../../state/contourSettings.ts';

export interface ValueAxis {
  yAt(value: number): number;
  /** The value at a height, for corrections by hand. */
  valueAt(y: number): number;
  readonly ticks: readonly number[]; // none where the lane's own axis serves
}

const tickDistancePx = 34;

export function pitchAxis(
  { scale, axisMinHz, axisMaxHz }: Pick<PitchSettings, 'scale' | 'axisMinHz' | 'axisMaxHz'>,
  range: FrequencyRange,
  heightPx: number,
): ValueAxis {
  if (scale === 'spectrogram') {
    const axis = frequencyAxis(range, heightPx);
    return { yAt: (hz) => axis.yAt(hz), valueAt: (y) => axis.hzAt(y), ticks: [] };
  }
  if (scale === 'linear') return linearAxis(axisMinHz, axisMaxHz, heightPx);
  const octaves = Math.log2(axisMaxHz / axisMinHz);
  const yAt = (hz: number) => heightPx * (1 - Math.log2(hz / axisMinHz) / octaves);
  const valueAt = (y: number) => axisMinHz * 2 ** ((1 - y / heightPx) * octaves);
  const candidates = [20, 30, 50, 75, 100, 150, 200, 300, 400, 500, 600, 800, 1000, 1500, 2000, 3000, 5000];
  const inside = candidates.filter((hz) => hz >= axisMinHz && hz <= axisMaxHz);
  const ticks: number[] = [];
  for (const hz of inside)
    if (ticks.every((other) => Math.abs(yAt(other) - yAt(hz)) >= tickDistancePx / 2)) ticks.push(hz);
  return { yAt, valueAt, ticks };
}

export function intensityAxis({ axisMinDb, axisMaxDb }: IntensitySettings, heightPx: number): ValueAxis {
  return linearAxis(axisMinDb, axisMaxDb, heightPx);
}

function linearAxis(least: number, most: number, heightPx: number): ValueAxis {
  const span = most - least;
  const step = niceStep((span * tickDistancePx) / Math.max(heightPx, 1));
  return {
    yAt: (value) => heightPx * (1 - (value - least) / span),
    valueAt: (y) => least + (1 - y / heightPx) * span,
    ticks: multiplesWithin(least, most, step).map((i) => i * step),
  };
}
