/** Melody as points on straight lines (pointCurve.ts), in Hz: what can be drawn and changed, where a PitchTrack is measured. */
import { curveValue, firstAfter, requireCurve, requireRising } from '../pointCurve.ts';
import type { PointCurve } from '../pointCurve.ts';
import { pitchFrame, type PitchTrack } from './pitchTrack.ts';
import { requireAbove } from '../requireInteger.ts';

/** Values in Hz, above 0. */
export type PitchCurve = PointCurve;

/** A point at every voiced frame. */
export function pitchCurveOf(track: PitchTrack): PitchCurve {
  const times: number[] = [];
  const values: number[] = [];
  for (let m = 0; m < track.nFrames; m++) {
    const { timeSec, hz } = pitchFrame(track, m);
    if (hz === null) continue;
    times.push(timeSec);
    values.push(hz);
  }
  return { timesSec: Float64Array.from(times), values: Float64Array.from(values) };
}

/** Hz at each of the times, [times]; NaN throughout for a curve without points. */
export function samplePitchCurve(curve: PitchCurve, timesSec: Float64Array): Float64Array {
  return timesSec.map((timeSec) => curveValue(curve, timeSec));
}

/** A point at each of these times and no others, rising. @throws EngineError E_PARAM: times that do not rise */
export function interpolatePitchCurve(curve: PitchCurve, timesSec: Float64Array): PitchCurve {
  requireRising('timesSec', timesSec);
  return curve.timesSec.length === 0 ? curve : { timesSec, values: samplePitchCurve(curve, timesSec) };
}

export type PitchUnit = 'Hz' | 'semitones';

const referenceHz = 100;

/** Hz as they are, or 12·log₂(hz/100 Hz). @throws EngineError E_PARAM: hz not > 0 */
export function toPitchUnit(hz: number, unit: PitchUnit): number {
  requireAbove('hz', hz, 0);
  return unit === 'Hz' ? hz : 12 * Math.log2(hz / referenceHz);
}

export function fromPitchUnit(value: number, unit: PitchUnit): number {
  return unit === 'Hz' ? value : referenceHz * 2 ** (value / 12);
}

/**
 * The mean over time between the first and the last point, in Hz; of semitones that of the points' semitones on straight
 * lines. Null without points.
 */
export function meanPitch({ timesSec, values }: PitchCurve, unit: PitchUnit = 'Hz'): number | null {
  const n = timesSec.length;
  if (n === 0) return null;
  const at = (i: number) => toPitchUnit(values[i]!, unit);
  if (n === 1) return values[0]!;
  let area = 0;
  for (let i = 1; i < n; i++) area += 0.5 * (at(i - 1) + at(i)) * (timesSec[i]! - timesSec[i - 1]!);
  return fromPitchUnit(area / (timesSec[n - 1]! - timesSec[0]!), unit);
}

/** With the drawn points in place of all between their first and last time. @throws EngineError E_PARAM, E_SHAPE */
export function drawPitch(curve: PitchCurve, drawn: PitchCurve): PitchCurve {
  requireCurve('drawn', drawn, Number.MIN_VALUE, Number.MAX_VALUE);
  const n = drawn.timesSec.length;
  if (n === 0) return curve;
  const end = firstAfter(curve.timesSec, drawn.timesSec[n - 1]!);
  const start = curve.timesSec.findIndex((timeSec) => timeSec >= drawn.timesSec[0]!);
  const before = start < 0 ? curve.timesSec.length : start;
  const joined = (old: Float64Array, fresh: Float64Array) => {
    const out = new Float64Array(before + n + old.length - end);
    out.set(old.subarray(0, before));
    out.set(fresh, before);
    out.set(old.subarray(end), before + n);
    return out;
  };
  return {
    timesSec: joined(curve.timesSec, drawn.timesSec),
    values: joined(curve.values, drawn.values),
  };
}
