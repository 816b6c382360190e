/**
 * A quantity over time as points on straight lines: between two points linear in time, before the first and after the
 * last constant. So Praat reads its PitchTier and DurationTier.
 */
import { EngineError } from '../core/errors.ts';

export interface PointCurve {
  readonly timesSec: Float64Array; // strictly rising
  readonly values: Float64Array; // one a point
}

/** NaN of a curve without points. */
export function curveValue({ timesSec, values }: PointCurve, timeSec: number): number {
  const right = firstAfter(timesSec, timeSec);
  if (right === 0) return values[0] ?? Number.NaN;
  if (right === timesSec.length) return values[right - 1]!;
  const phase = (timeSec - timesSec[right - 1]!) / (timesSec[right]! - timesSec[right - 1]!);
  return values[right - 1]! + phase * (values[right]! - values[right - 1]!);
}

/** How many of the rising times are at or before `timeSec`: the index of the first one after it. */
export function firstAfter(timesSec: Float64Array, timeSec: number): number {
  let [low, high] = [0, timesSec.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timesSec[middle]! <= timeSec) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @throws EngineError E_SHAPE: not one value a time; E_PARAM: times that do not rise, a value not in [min, max] */
export function requireCurve(name: string, { timesSec, values }: PointCurve, min: number, max: number): void {
  if (timesSec.length !== values.length)
    throw new EngineError('E_SHAPE', `${name}: ${timesSec.length} times and ${values.length} values must be as many`);
  requireRising(`${name}.timesSec`, timesSec);
  values.forEach((value, i) => {
    if (!(value >= min && value <= max))
      throw new EngineError('E_PARAM', `${name}.values[${i}]=${value} must be from ${min} to ${max}`);
  });
}

/** @throws EngineError E_PARAM: a time that is not finite, or not after the one before; its index in the message */
export function requireRising(name: string, timesSec: Float64Array): void {
  timesSec.forEach((timeSec, i) => {
    if (!Number.isFinite(timeSec)) throw new EngineError('E_PARAM', `${name}[${i}]=${timeSec} must be finite`);
    if (i > 0 && !(timeSec > timesSec[i - 1]!))
      throw new EngineError('E_PARAM', `${name}[${i}]=${timeSec} must be after ${timesSec[i - 1]}, the one before`);
  });
}
