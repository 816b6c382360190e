import { formatHz } from '../../../shared/format/frequency.ts';
import { formatSeconds } from '../../../shared/format/time.ts';
import type { Curve } from './manipulation.ts';

const referenceHz = 100;

/** Re 100 Hz, as Praat's PitchTiers have them. */
export function semitonesOf(hz: number): number {
  return 12 * Math.log2(hz / referenceHz);
}

export function signed(value: number, decimals: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(decimals)}`;
}

/** "143.2 Hz · +6.2 st", "× 1.25". */
export function valueText(curve: Curve, value: number): string {
  return curve === 'pitch' ? `${formatHz(value)} · ${signed(semitonesOf(value), 2)} st` : `× ${value.toFixed(3)}`;
}

export function pointText(
  curve: Curve,
  { sec, value }: { readonly sec: number; readonly value: number },
  fromSec: number,
) {
  return `${formatSeconds(fromSec + sec)} s · ${valueText(curve, value)}`;
}
