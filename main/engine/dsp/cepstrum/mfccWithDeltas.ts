import type { WorkOptions } from '../../core/progress.ts';
import type { Signal } from '../sampleSource.ts';
import { deltas, requireDeltaWidth } from './deltas.ts';
import type { FeatureFrames } from './deltas.ts';
import { mfcc } from './mfcc.ts';
import type { MfccParams } from './mfcc.ts';
import { maxBands } from '../melFilterbank.ts';
import { requireInteger } from '../requireInteger.ts';

export interface MfccDeltaParams extends MfccParams {
  readonly deltaOrders?: 0 | 1 | 2 | undefined; // how many orders of deltas stand behind the coefficients; 0
  readonly deltaWidth?: number | undefined; // frames, odd; 9
}

/**
 * Cepstra, their deltas and delta-deltas side by side: [nFrames, nMfcc·(1 + deltaOrders)]. Ends are fitted as librosa
 * does (`interp`); a recording of fewer than deltaWidth frames has its first and last frame repeated (`nearest`).
 * @throws EngineError as mfcc and deltas
 */
export function mfccWithDeltas(signal: Signal, params: MfccDeltaParams, work: WorkOptions = {}): FeatureFrames {
  const { deltaOrders = 0, deltaWidth: width = 9 } = params;
  if (deltaOrders > 0) requireDeltaWidth('deltaWidth', width);
  const { values, nFrames, nMfcc } = mfcc(signal, params, work);
  const ends = nFrames >= width ? 'interp' : 'nearest';
  const plain = { values, nFrames, nFeatures: nMfcc };
  const orders = [1, 2].filter((order) => order <= deltaOrders);
  const parts = [values, ...orders.map((order) => deltas(plain, { width, order, ends }))];
  const nFeatures = nMfcc * parts.length;
  const all = new Float32Array(nFrames * nFeatures);
  parts.forEach((part, p) => {
    for (let m = 0; m < nFrames; m++) all.set(part.subarray(m * nMfcc, (m + 1) * nMfcc), m * nFeatures + p * nMfcc);
  });
  return { values: all, nFrames, nFeatures };
}

/** mfcc0 …, then delta0 … and deltaDelta0 … */
export function mfccColumnNames({ nMfcc, deltaOrders = 0 }: Pick<MfccDeltaParams, 'nMfcc' | 'deltaOrders'>): string[] {
  requireInteger('nMfcc', nMfcc, 1, maxBands);
  const kinds = ['mfcc', 'delta', 'deltaDelta'].slice(0, 1 + deltaOrders);
  return kinds.flatMap((kind) => Array.from({ length: nMfcc }, (_, i) => `${kind}${i}`));
}
