/** Changes of the points that are selected, or of all, by the engine's rules for melodies. */
import { flattenPitch, meanPitch, scalePitch, shiftPitch, type PointCurve } from '../../../kernels/melody.ts';
import { curveOf, type CurvePoints, type PointLimits } from './points.ts';

export type MelodyChange =
  | { readonly kind: 'shift'; readonly semitones: number }
  | { readonly kind: 'multiply'; readonly factor: number }
  /** About the mean over time, in semitones: 0 flattens, 2 doubles every interval, −1 turns upside down. */
  | { readonly kind: 'range'; readonly factor: number }
  | { readonly kind: 'monotone'; readonly hz: number | null }; // null: at the mean

/** Values stay within the limits. @throws EngineError E_PARAM: a value that is no frequency */
export function changeMelody(
  points: CurvePoints,
  ids: ReadonlySet<number>,
  change: MelodyChange,
  { minValue, maxValue }: Pick<PointLimits, 'minValue' | 'maxValue'>,
): CurvePoints {
  const changed = points.filter(({ id }) => ids.has(id));
  if (changed.length === 0) return points;
  const { values } = changedCurve(curveOf(changed), change);
  const byId = new Map(changed.map(({ id }, i) => [id, values[i] ?? Number.NaN]));
  return points.map((point) => {
    const value = byId.get(point.id);
    return value === undefined ? point : { ...point, value: Math.min(Math.max(value, minValue), maxValue) };
  });
}

function changedCurve(curve: PointCurve, change: MelodyChange): PointCurve {
  const meanHz = meanPitch(curve, 'semitones') ?? Number.NaN;
  switch (change.kind) {
    case 'shift':
      return shiftPitch(curve, change.semitones, 'semitones');
    case 'multiply':
      return { ...curve, values: curve.values.map((hz) => hz * change.factor) };
    case 'range':
      return scalePitch(curve, { factor: change.factor, aboutHz: meanHz, unit: 'semitones' });
    case 'monotone':
      return flattenPitch(curve, change.hz ?? meanHz);
  }
}
