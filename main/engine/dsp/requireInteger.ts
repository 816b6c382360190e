import { EngineError } from '../core/errors.ts';

/** @throws EngineError E_PARAM: `value` is not an integer in [min, max] */
export function requireInteger(name: string, value: number, min: number, max = Number.MAX_SAFE_INTEGER): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  const rule = max === Number.MAX_SAFE_INTEGER ? `an integer ≥ ${min}` : `an integer from ${min} to ${max}`;
  throw new EngineError('E_PARAM', `${name}=${value} must be ${rule}`);
}

/** @throws EngineError E_PARAM: `value` is not a finite number above `bound` */
export function requireAbove(name: string, value: number, bound: number): void {
  if (Number.isFinite(value) && value > bound) return;
  throw new EngineError('E_PARAM', `${name}=${value} must be a finite number > ${bound}`);
}
