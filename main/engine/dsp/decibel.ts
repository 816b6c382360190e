import { requireAbove } from './requireInteger.ts';

/**
 * Level of a power in dB: 10·log₁₀(max(power, floor)/reference).
 * `power` ≥ 0; `reference` > 0 in the same unit; the floor keeps silence finite (1e-20 is −200 dB re 1). NaN has none: NaN.
 * @throws EngineError E_PARAM: reference not > 0
 */
export function powerToDb(power: number, reference = 1, floor = 1e-20): number {
  requireAbove('reference', reference, 0);
  return 10 * Math.log10(Math.max(power, floor) / reference);
}

/** Level of an amplitude in dB: 20·log₁₀(max(|amplitude|, floor)/reference); 1e-10 is −200 dB re 1. @throws as powerToDb */
export function amplitudeToDb(amplitude: number, reference = 1, floor = 1e-10): number {
  requireAbove('reference', reference, 0);
  return 20 * Math.log10(Math.max(Math.abs(amplitude), floor) / reference);
}

/** 10^(db/10), the inverse of `powerToDb` above its floor. */
export function dbToPower(db: number, reference = 1): number {
  return reference * 10 ** (db / 10);
}
