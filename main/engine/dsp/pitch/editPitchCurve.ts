/**
 * Changes of a melody, each giving a new curve. With a span only its points change (ends included). Hz or semitones re
 * 100 Hz: an interval keeps its size in semitones wherever it lies, in Hz it does not.
 */
import { EngineError } from '../../core/errors.ts';
import { curveValue } from '../pointCurve.ts';
import { requireAbove } from '../requireInteger.ts';
import type { TimeSpan } from '../timeSpan.ts';
import { fromPitchUnit, toPitchUnit, type PitchCurve, type PitchUnit } from './pitchCurve.ts';

/** y = f + amount. @throws EngineError E_PARAM: a point at 0 Hz or below, its index in the message */
export function shiftPitch(curve: PitchCurve, amount: number, unit: PitchUnit, span?: TimeSpan): PitchCurve {
  return changed(curve, span, (hz) => fromPitchUnit(toPitchUnit(hz, unit) + amount, unit));
}

/** The unit, and the middle that stays: `meanPitch` for instance. */
export interface PitchScale {
  readonly factor: number; // 0 flattens, 1 keeps, −1 turns the melody upside down
  readonly aboutHz: number;
  readonly unit: PitchUnit;
}

/** y = about + factor·(f − about). @throws EngineError E_PARAM: as shiftPitch; aboutHz ≤ 0 */
export function scalePitch(curve: PitchCurve, { factor, aboutHz, unit }: PitchScale, span?: TimeSpan): PitchCurve {
  requireAbove('aboutHz', aboutHz, 0);
  const about = toPitchUnit(aboutHz, unit);
  return changed(curve, span, (hz) => fromPitchUnit(about + factor * (toPitchUnit(hz, unit) - about), unit));
}

/** y = hz. @throws EngineError E_PARAM: hz ≤ 0 */
export function flattenPitch(curve: PitchCurve, hz: number, span?: TimeSpan): PitchCurve {
  requireAbove('hz', hz, 0);
  return changed(curve, span, () => hz);
}

/**
 * The melody through a Gaussian low-pass exp(−(f/B)²): averaged over time with the weights exp(−(πBu)²), the curve being
 * constant beyond its ends. Points every 1/(20·B) s or closer, from the first time to the last.
 * @param bandwidthHz B; Praat smooths its Pitch objects with 10 Hz
 * @throws EngineError E_PARAM: bandwidthHz ≤ 0, or so large that the curve would have more than 2²² points
 */
export function smoothPitch(curve: PitchCurve, bandwidthHz: number): PitchCurve {
  requireAbove('bandwidthHz', bandwidthHz, 0);
  const { timesSec } = curve;
  if (timesSec.length < 2) return curve;
  const start = timesSec[0]!;
  const length = timesSec.at(-1)! - start;
  const nSteps = Math.ceil(20 * bandwidthHz * length);
  if (nSteps > mostPoints)
    throw new EngineError(
      'E_PARAM',
      `bandwidthHz=${bandwidthHz} gives ${nSteps} points, must give at most ${mostPoints}`,
    );
  const times = Float64Array.from({ length: nSteps + 1 }, (_, i) => start + (i / nSteps) * length);
  const nodes = Array.from({ length: 2 * reach + 1 }, (_, k) => (k - reach) / (40 * bandwidthHz));
  const weights = nodes.map((u) => Math.exp(-((Math.PI * bandwidthHz * u) ** 2)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const smooth = (timeSec: number) =>
    nodes.reduce((sum, u, k) => sum + weights[k]! * curveValue(curve, timeSec + u), 0) / total;
  return { timesSec: times, values: times.map(smooth) };
}

const mostPoints = 2 ** 22;
const reach = 48; // nodes to either side: 1.2/B, where the weight is 7e-7

function changed(
  { timesSec, values }: PitchCurve,
  span: TimeSpan | undefined,
  change: (hz: number) => number,
): PitchCurve {
  const isInside = (timeSec: number) => !span || (timeSec >= span.fromSec && timeSec <= span.toSec);
  const next = values.map((hz, i) => (isInside(timesSec[i]!) ? change(hz) : hz));
  const wrong = next.findIndex((hz) => !(hz > 0 && Number.isFinite(hz)));
  if (wrong >= 0)
    throw new EngineError('E_PARAM', `values[${wrong}] would become ${next[wrong]} Hz, must be a finite number > 0`);
  return { timesSec, values: next };
}
