/**
 * The lengths that a pitch analysis works with, in samples. One period is that of the floor; windows are even, so that
 * as many samples lie before the frame's centre as behind it.
 */
import { EngineError } from '../../core/errors.ts';
import { isCrossCorrelation } from './pitchParams.ts';
import type { PitchParams } from './pitchParams.ts';
import { requireAbove } from '../requireInteger.ts';

export interface PitchGeometry {
  readonly sampleRateHz: number;
  readonly windowSec: number; // what one frame takes from the signal
  readonly nPeriod: number; // samples of the longest period
  readonly nWindow: number; // samples that are correlated
  readonly maxLag: number; // candidates lie below
  readonly nLags: number; // r[0 … nLags] is computed: interpolation reaches beyond maxLag
}

/** @throws EngineError E_PARAM: the floor is so high that a window holds fewer than 4 samples */
export function pitchGeometry(params: PitchParams, sampleRateHz: number): PitchGeometry {
  requireAbove('sampleRateHz', sampleRateHz, 0);
  const crosses = isCrossCorrelation(params.method);
  const gaussian = params.veryAccurate && !crosses;
  const dx = 1 / sampleRateHz;
  const periods = params.periodsPerWindow * (gaussian ? 2 : 1);
  const lengthSec = periods / params.floorHz;
  const nWindow = 2 * (Math.floor(Math.floor(lengthSec / dx) / 2) - 1);
  if (nWindow < 4) {
    const rule = 'must be low enough for windows of 4 samples';
    throw new EngineError('E_PARAM', `floorHz=${params.floorHz} at ${sampleRateHz} Hz ${rule}`);
  }
  return {
    sampleRateHz,
    windowSec: crosses ? 1 / params.floorHz + lengthSec : lengthSec,
    nPeriod: Math.floor(1 / dx / params.floorHz),
    nWindow,
    maxLag: Math.min(Math.floor(nWindow / periods) + 2, nWindow),
    nLags: Math.floor(nWindow * (crosses ? 1 : gaussian ? 0.25 : 0.5)),
  };
}
