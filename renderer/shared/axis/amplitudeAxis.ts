import { axisLabelPx, type AxisTick } from './frequencyTicks.ts';
import { multiplesWithin, niceStep } from './niceStep.ts';

export type AmplitudeScale = 'linear' | 'db';

/** The dB axis runs from full scale to here on both sides of the middle. */
export const amplitudeFloorDb = -60;

/** Full scale ±1 to ±1 of half the height; the dB axis keeps the sign of the sample. */
export function amplitudeToUnit(amplitude: number, scale: AmplitudeScale): number {
  if (scale === 'linear') return Math.min(Math.max(amplitude, -1), 1);
  const magnitude = Math.abs(amplitude);
  if (!(magnitude > 0)) return 0;
  const unit = Math.min(Math.max(1 - (20 * Math.log10(magnitude)) / amplitudeFloorDb, 0), 1);
  return amplitude < 0 ? -unit : unit;
}

export function amplitudeY(amplitude: number, scale: AmplitudeScale, height: number): number {
  return (height / 2) * (1 - amplitudeToUnit(amplitude, scale));
}

export function amplitudeTicks(scale: AmplitudeScale, height: number): AxisTick[] {
  return scale === 'linear' ? linearTicks(height) : dbTicks(height);
}

function linearTicks(height: number): AxisTick[] {
  const step = Math.max(niceStep((2 * axisLabelPx) / Math.max(height, 1)), 0.01);
  return multiplesWithin(-1, 1, Math.min(step, 1)).map((n) => {
    const value = n * Math.min(step, 1);
    return { y: amplitudeY(value, 'linear', height), label: signed(value) };
  });
}

function dbTicks(height: number): AxisTick[] {
  const pxPerDb = height / 2 / -amplitudeFloorDb;
  const step = [1, 2, 3, 6, 12, 20, 30].find((s) => s * pxPerDb >= axisLabelPx) ?? 60;
  const levels = multiplesWithin(0, -amplitudeFloorDb - 1, step).map((n) => n * step);
  const half = levels.map((db) => ({ unit: 1 + -db / -amplitudeFloorDb, label: db === 0 ? '0' : `−${String(db)}` }));
  const above = half.map(({ unit, label }) => ({ y: (height / 2) * (1 - unit), label }));
  const below = half.map(({ unit, label }) => ({ y: (height / 2) * (1 + unit), label }));
  return [...above, { y: height / 2, label: '−∞' }, ...below.reverse()];
}

function signed(value: number): string {
  const text = String(Math.abs(Number(value.toFixed(2))));
  return value < -1e-9 ? `−${text}` : text;
}
