/**
 * Mel-frequency cepstral coefficients: c[m, i] = l[i] · Σⱼ C[i, j]·L[m, j],   i = 0 … nMfcc−1
 *
 * L the log-mel frames of mel.ts, raised to their maximum − topDb where that is given; C the rows of dct.ts; l the lifter
 * l[i] = 1 + (lifter/2)·sin(π·(i + 1)/lifter) of librosa, with i instead of i + 1 for `htk` (the HTK Book, eq. 5.15).
 * Davis & Mermelstein, IEEE Trans. ASSP 28(4), 1980.
 */
import { EngineError } from '../../core/errors.ts';
import type { WorkOptions } from '../../core/progress.ts';
import { melSpectrogram } from '../mel.ts';
import type { MelParams } from '../mel.ts';
import type { Signal } from '../sampleSource.ts';
import { dctMatrix } from './dct.ts';
import type { DctScale } from './dct.ts';
import { maxBands } from '../melFilterbank.ts';
import { requireInteger } from '../requireInteger.ts';

export interface MfccParams extends MelParams {
  readonly nMfcc: number; // 1 … nMels
  readonly dct?: DctScale | undefined; // how c₀ is scaled; ortho
  readonly lifter?: number | undefined; // 0: none
  readonly lifterConvention?: 'librosa' | 'htk' | undefined; // librosa
  readonly topDb?: number | null | undefined; // range below the loudest value of the recording, with log `db`; null: all
}

/** Row-major [nFrames, nMfcc]. */
export interface MfccFrames {
  readonly values: Float32Array;
  readonly nFrames: number;
  readonly nMfcc: number;
}

/**
 * @param signal mono at params.sampleRateHz, full scale ±1; the log-mel frames are held in memory
 * @throws EngineError E_PARAM: a bad parameter, NaN or ±∞ in the signal (its index in the message); E_SHAPE: the signal
 *   holds no frame; E_ABORTED
 */
export function mfcc(signal: Signal, params: MfccParams, work: WorkOptions = {}): MfccFrames {
  const { nMfcc, nMels, topDb = null } = params;
  requireInteger('nMels', nMels, 1, maxBands);
  requireInteger('nMfcc', nMfcc, 1, nMels);
  const rows = dctMatrix(nMfcc, nMels, params.dct);
  const lift = lifterGains(params);
  if (topDb !== null && !(topDb > 0 && params.log === 'db')) {
    throw new EngineError('E_PARAM', `topDb=${topDb} must be > 0, with log=db`);
  }
  const { values: logMel, nFrames } = melSpectrogram(signal, params, work);
  if (topDb !== null) raiseToRange(logMel, topDb);
  const values = new Float32Array(nFrames * nMfcc);
  for (let m = 0; m < nFrames; m++) {
    const frame = logMel.subarray(m * nMels, (m + 1) * nMels);
    for (let i = 0; i < nMfcc; i++) {
      let sum = 0;
      for (let j = 0; j < nMels; j++) sum += rows[i * nMels + j]! * frame[j]!;
      values[m * nMfcc + i] = lift[i]! * sum;
    }
  }
  return { values, nFrames, nMfcc };
}

function lifterGains({ nMfcc, lifter = 0, lifterConvention }: MfccParams): Float64Array {
  if (!(lifter >= 0 && Number.isFinite(lifter))) throw new EngineError('E_PARAM', `lifter=${lifter} must be ≥ 0`);
  const first = lifterConvention === 'htk' ? 0 : 1;
  return Float64Array.from({ length: nMfcc }, (_, i) =>
    lifter === 0 ? 1 : 1 + (lifter / 2) * Math.sin((Math.PI * (i + first)) / lifter),
  );
}

function raiseToRange(levelsDb: Float32Array, topDb: number): void {
  let max = -Infinity;
  for (const level of levelsDb) if (level > max) max = level;
  for (let i = 0; i < levelsDb.length; i++) levelsDb[i] = Math.max(levelsDb[i]!, max - topDb);
}
