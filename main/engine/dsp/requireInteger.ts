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

/** @throws EngineError E_PARAM: `value` is not a number in [min, max]; without max any finite one ≥ min */
export function requireWithin(name: string, value: number, min: number, max = Number.MAX_VALUE): void {
  if (value >= min && value <= max) return;
  const rule = max === Number.MAX_VALUE ? `a finite number ≥ ${min}` : `from ${min} to ${max}`;
  throw new EngineError('E_PARAM', `${name}=${value} must be ${rule}`);
}

/** @throws EngineError E_PARAM: `value` is NaN; ±∞ are ends of time like others */
export function requireNumber(name: string, value: number): void {
  if (Number.isNaN(value)) throw new EngineError('E_PARAM', `${name}=${value} must be a number`);
}

/** @throws EngineError E_PARAM: a value is NaN or ±∞; its index in the message */
export function requireFiniteValues(name: string, values: Float32Array | Float64Array): void {
  const i = values.findIndex((value) => !Number.isFinite(value));
  if (i >= 0) throw new EngineError('E_PARAM', `${name}[${i}]=${values[i]} must be finite`);
}
