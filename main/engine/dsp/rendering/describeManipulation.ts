import type { SampleRange } from '../effects/rangeSource.ts';
import type { PitchCurve } from '../pitch/pitchCurve.ts';
import type { PointCurve } from '../pointCurve.ts';
import { requireAbove, requireInteger } from '../requireInteger.ts';
import type { DurationCurve } from '../stretch/timeMap.ts';
import type { Pulses } from '../voice/pulses.ts';
import type { CurvePoints, Manipulation } from './effectDescription.ts';

/** Seconds of the whole sound, as pulses and pitch are measured. */
export interface ManipulationPoints {
  readonly pulses: Pulses;
  readonly pitch: PitchCurve | null;
  readonly duration: DurationCurve | null;
}

/**
 * A melody and durations, edited as points over a whole sound, as the effect on a range of it. Pulses outside the range are
 * left out; points outside stay, because the lines between points reach in. @throws EngineError E_PARAM
 */
export function describeManipulation(
  { pulses, pitch, duration }: ManipulationPoints,
  sampleRateHz: number,
  { fromSample, toSample }: SampleRange,
): Manipulation {
  requireAbove('sampleRateHz', sampleRateHz, 0);
  requireInteger('fromSample', fromSample, 0);
  requireInteger('toSample', toSample, fromSample);
  const startSec = fromSample / sampleRateHz;
  const lengthSec = (toSample - fromSample) / sampleRateHz;
  const shifted = (curve: PointCurve | null): CurvePoints | null =>
    curve && { timesSec: Array.from(curve.timesSec, (timeSec) => timeSec - startSec), values: [...curve.values] };
  const pulsesSec = Array.from(pulses, (timeSec) => timeSec - startSec);
  return {
    kind: 'manipulate',
    pulsesSec: pulsesSec.filter((timeSec) => timeSec >= 0 && timeSec <= lengthSec),
    pitch: shifted(pitch),
    duration: shifted(duration),
  };
}
