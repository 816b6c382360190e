/** Corrections of pulses by hand: each gives new pulses and leaves the old ones as they are. */
import { EngineError } from '../../core/errors.ts';
import type { TimeSpan } from '../timeSpan.ts';
import type { Pulses } from './pulses.ts';
import { requireNumber } from '../requireInteger.ts';

/** The index of the pulse nearest to `timeSec`, the earlier of two; null without pulses, and of NaN. */
export function nearestPulse(pulses: Pulses, timeSec: number): number | null {
  if (Number.isNaN(timeSec)) return null;
  let nearest: number | null = null;
  for (let i = 0; i < pulses.length; i++) {
    if (nearest === null || isNearer(pulses[i]!, pulses[nearest]!, timeSec)) nearest = i;
  }
  return nearest;
}

/** With one more; the same if there is a pulse at that time already. @throws EngineError E_PARAM: not a time ≥ 0 */
export function addPulse(pulses: Pulses, timeSec: number): Pulses {
  if (!(timeSec >= 0 && Number.isFinite(timeSec)))
    throw new EngineError('E_PARAM', `timeSec=${timeSec} must be a finite number ≥ 0`);
  if (pulses.includes(timeSec)) return pulses;
  const added = new Float64Array(pulses.length + 1);
  added.set(pulses);
  added[pulses.length] = timeSec;
  return added.sort();
}

/** @throws EngineError E_PARAM: no such pulse */
export function removePulse(pulses: Pulses, index: number): Pulses {
  requirePulse(pulses, index);
  return pulses.filter((_, i) => i !== index);
}

/** Without those in the span, its ends included. */
export function removePulses(pulses: Pulses, { fromSec, toSec }: TimeSpan): Pulses {
  requireNumber('fromSec', fromSec);
  requireNumber('toSec', toSec);
  return pulses.filter((timeSec) => timeSec < fromSec || timeSec > toSec);
}

/** @throws EngineError E_PARAM: no such pulse, or not a time ≥ 0 */
export function movePulse(pulses: Pulses, index: number, timeSec: number): Pulses {
  return addPulse(removePulse(pulses, index), timeSec);
}

function requirePulse(pulses: Pulses, index: number): void {
  if (Number.isInteger(index) && index >= 0 && index < pulses.length) return;
  throw new EngineError('E_PARAM', `index=${index} must be from 0 to ${pulses.length - 1}`);
}

/** Also of an infinite time, from which all pulses are as far. */
function isNearer(a: number, b: number, timeSec: number): boolean {
  if (!Number.isFinite(timeSec)) return timeSec > 0 ? a > b : a < b;
  return Math.abs(a - timeSec) < Math.abs(b - timeSec);
}
