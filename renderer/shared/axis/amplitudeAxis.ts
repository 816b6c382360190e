import { axisLabelPx, type AxisTick } from './frequencyTicks.ts';
import { decimalsOf, multiplesWithin, niceStep } from './niceStep.ts';

export type AmplitudeScale = 'linear' | 'db';

/** The vertical axis of a waveform. */
export interface AmplitudeAxis {
  readonly scale: AmplitudeScale;
  /** ×1: from full scale; ×4: from a quarter of it, −12 dB. */
  readonly zoom: number;
}

/** The dB axis reaches this far below its ends, on both sides of the middle. */
export const amplitudeFloorDb = -60;

/** ±1/zoom to ±1 of half the height; the dB axis keeps the sign of the sample. */
export function amplitudeToUnit(amplitude: number, { scale, zoom }: AmplitudeAxis): number {
  const magnified = amplitude * zoom;
  if (scale === 'linear') return Math.min(Math.max(magnified, -1), 1);
  const magnitude = Math.abs(magnified);
  if (!(magnitude > 0)) return 0;
  const unit = Math.min(Math.max(1 - (20 * Math.log10(magnitude)) / amplitudeFloorDb, 0), 1);
  return amplitude < 0 ? -unit : unit;
}

export function amplitudeY(amplitude: number, axis: AmplitudeAxis, height: number): number {
  return (height / 2) * (1 - amplitudeToUnit(amplitude, axis));
}

/** The amplitude at a height: the way back from amplitudeY. The middle of a dB axis is silence. */
export function amplitudeAtY(y: number, { scale, zoom }: AmplitudeAxis, height: number): number {
  const unit = Math.min(Math.max(1 - (2 * y) / height, -1), 1);
  if (scale === 'linear') return unit / zoom;
  if (Math.abs(unit) < 1 / height) return 0;
  return (Math.sign(unit) * 10 ** (((1 - Math.abs(unit)) * amplitudeFloorDb) / 20)) / zoom;
}

export function amplitudeTicks(axis: AmplitudeAxis, height: number): AxisTick[] {
  return axis.scale === 'linear' ? linearTicks(axis, height) : dbTicks(axis, height);
}

function linearTicks(axis: AmplitudeAxis, height: number): AxisTick[] {
  const end = 1 / axis.zoom;
  const step = Math.min(niceStep((2 * end * axisLabelPx) / Math.max(height, 1)), largestStep(end));
  const decimals = decimalsOf(step);
  return multiplesWithin(-end, end, step).map((n) => {
    const label = String(Number((Math.abs(n) * step).toFixed(decimals)));
    return { y: amplitudeY(n * step, axis, height), label: n < 0 ? `−${label}` : label };
  });
}

/** The largest round number inside the axis, so that a low lane has more than a 0. */
function largestStep(end: number): number {
  const decade = 10 ** Math.floor(Math.log10(end) + 1e-9);
  return ([5, 2].find((mantissa) => mantissa * decade <= end * (1 + 1e-9)) ?? 1) * decade;
}

function dbTicks({ zoom }: AmplitudeAxis, height: number): AxisTick[] {
  const topDb = -20 * Math.log10(zoom);
  const pxPerDb = height / 2 / -amplitudeFloorDb;
  const step = [1, 2, 3, 6, 12, 20, 30].find((s) => s * pxPerDb >= axisLabelPx) ?? 60;
  const half = multiplesWithin(topDb + amplitudeFloorDb + 1, topDb, step)
    .reverse()
    .map((n) => ({ unit: 1 + (topDb - n * step) / amplitudeFloorDb, label: n === 0 ? '0' : `−${String(-n * step)}` }));
  const above = half.map(({ unit, label }) => ({ y: (height / 2) * (1 - unit), label }));
  const below = half.map(({ unit, label }) => ({ y: (height / 2) * (1 + unit), label }));
  return [...above, { y: height / 2, label: '−∞' }, ...below.reverse()];
}
