import { EngineError } from '../../core/errors.ts';

export interface RatePair {
  readonly fromHz: number; // in, > 0, may be fractional
  readonly toHz: number; // out
}

/** Output n lies at input n·down/up. */
export interface RateTerms {
  readonly up: number;
  readonly down: number;
}

/** 2^52 keeps n·down exact for every index of a recording. */
const maxRatio = 4096;

/** toHz/fromHz in lowest terms if both are integers, as they are otherwise. @throws EngineError E_PARAM */
export function rateTerms({ fromHz, toHz }: RatePair): RateTerms {
  for (const [name, hz] of Object.entries({ fromHz, toHz })) {
    if (!(hz > 0 && Number.isFinite(hz))) throw new EngineError('E_PARAM', `${name}=${hz} must be > 0`);
  }
  if (Math.max(toHz / fromHz, fromHz / toHz) > maxRatio) {
    throw new EngineError(
      'E_PARAM',
      `fromHz=${fromHz} and toHz=${toHz} must not differ by more than ${maxRatio} times`,
    );
  }
  const divisor = Number.isInteger(fromHz) && Number.isInteger(toHz) ? greatestDivisor(fromHz, toHz) : 1;
  return { up: toHz / divisor, down: fromHz / divisor };
}

/** Greatest common divisor of two positive integers. */
export function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
