/**
 * The parameters of pitch analysis by auto- or cross-correlation, with the defaults of Praat 6.3 (`raw-ac`, `raw-cc`)
 * and Praat 6.4 (`filtered-ac`, `filtered-cc`). P. Boersma, "Accurate short-term analysis of the fundamental frequency
 * and the harmonics-to-noise ratio of a sampled sound", IFA Proceedings 17, 1993; Praat manual, "pitch analysis by raw
 * autocorrelation" and the three pages beside it (2024).
 */
import { EngineError } from '../../core/errors.ts';
import { requireAbove, requireInteger } from '../requireInteger.ts';

export const pitchMethods = ['raw-ac', 'raw-cc', 'filtered-ac', 'filtered-cc'] as const;

export type PitchMethod = (typeof pitchMethods)[number];

export interface PitchParams {
  readonly method: PitchMethod;
  /** Between frames; 0.75/floorHz (autocorrelation) or 0.25/floorHz (cross-correlation). */
  readonly timeStepSec: number;
  readonly floorHz: number;
  readonly ceilingHz: number; // the "top" of the filtered methods
  readonly maxCandidates: number; // with the unvoiced one; at least ⌊ceiling/floor⌋ are kept
  readonly veryAccurate: boolean; // a Gaussian window of twice the length; for cross-correlation finer peaks only
  readonly periodsPerWindow: number; // of the floor: 3 for autocorrelation, 1 for cross-correlation
  readonly silenceThreshold: number; // of the loudest sample
  readonly voicingThreshold: number; // strength of the unvoiced candidate
  readonly octaveCost: number; // a octave, in favour of high candidates
  readonly octaveJumpCost: number; // an octave of change within 10 ms
  readonly voicedUnvoicedCost: number; // a change of voicing within 10 ms
  readonly attenuationAtTop: number; // the filtered methods' low-pass at the ceiling, as a factor
}

export function isFiltered(method: PitchMethod): boolean {
  return method === 'filtered-ac' || method === 'filtered-cc';
}

export function isCrossCorrelation(method: PitchMethod): boolean {
  return method === 'raw-cc' || method === 'filtered-cc';
}

/** Every parameter, the given ones in place of the method's defaults. @throws EngineError E_PARAM */
export function pitchParams(given: Partial<PitchParams> = {}): PitchParams {
  const method = given.method ?? 'raw-ac';
  const crosses = isCrossCorrelation(method);
  const filtered = isFiltered(method);
  const floorHz = given.floorHz ?? (filtered ? 50 : 75);
  const params: PitchParams = {
    method,
    floorHz,
    timeStepSec: (crosses ? 0.25 : 0.75) / floorHz,
    ceilingHz: filtered ? 800 : 600,
    maxCandidates: 15,
    veryAccurate: false,
    periodsPerWindow: crosses ? 1 : 3,
    silenceThreshold: filtered ? 0.09 : 0.03,
    voicingThreshold: filtered ? 0.5 : 0.45,
    octaveCost: filtered ? 0.055 : 0.01,
    octaveJumpCost: 0.35,
    voicedUnvoicedCost: 0.14,
    attenuationAtTop: 0.03,
    ...given,
  };
  check(params);
  return params;
}

function check(params: PitchParams): void {
  for (const name of ['floorHz', 'timeStepSec', 'periodsPerWindow'] as const) requireAbove(name, params[name], 0);
  requireAbove('ceilingHz', params.ceilingHz, 0);
  if (!(params.ceilingHz > params.floorHz))
    throw new EngineError('E_PARAM', `floorHz=${params.floorHz} must be below ceilingHz=${params.ceilingHz}`);
  requireInteger('maxCandidates', params.maxCandidates, 2, 1000);
  const costs = ['silenceThreshold', 'voicingThreshold', 'octaveCost', 'octaveJumpCost', 'voicedUnvoicedCost'] as const;
  for (const name of costs) {
    if (!(params[name] >= 0 && Number.isFinite(params[name])))
      throw new EngineError('E_PARAM', `${name}=${params[name]} must be a finite number ≥ 0`);
  }
  const { attenuationAtTop } = params;
  if (!(attenuationAtTop > 0 && attenuationAtTop < 1))
    throw new EngineError('E_PARAM', `attenuationAtTop=${attenuationAtTop} must be between 0 and 1`);
}
