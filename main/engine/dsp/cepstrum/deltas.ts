/**
 * Time derivatives of feature frames: the `order`-th derivative, per frame, of the polynomial of degree `order` that
 * fits `width` neighbouring frames best (savitzkyGolay.ts). With order 1 that is the regression of HTK,
 *
 *   d[m] = Σ_θ θ·(c[m + θ] − c[m − θ]) / (2·Σ_θ θ²),   θ = 1 … (width − 1)/2
 *
 * Ends: `interp` evaluates the fit to the first and last `width` frames there (librosa.feature.delta's default; needs
 * nFrames ≥ width), `nearest` repeats the first and last frame (HTK, torchaudio's `replicate`). Order 2 is librosa's
 * delta-delta, which is not the delta of the delta.
 */
import { EngineError } from '../../core/errors.ts';
import { requireFiniteValues, requireInteger } from '../requireInteger.ts';
import { fitWeights } from './savitzkyGolay.ts';

export interface DeltaParams {
  readonly width?: number | undefined; // frames, odd, ≥ 3; 9
  readonly order?: number | undefined; // 1 … width − 1; 1
  readonly ends?: 'interp' | 'nearest' | undefined; // interp
}

const widest = 999; // frames

/** @throws EngineError E_PARAM: not an odd number of frames from 3 to 999 */
export function requireDeltaWidth(name: string, width: number): void {
  requireInteger(name, width, 3, widest);
  if (width % 2 !== 1) throw new EngineError('E_PARAM', `${name}=${width} must be odd`);
}

export interface FeatureFrames {
  readonly values: Float32Array; // [nFrames, nFeatures], row-major
  readonly nFrames: number;
  readonly nFeatures: number;
}

/**
 * @returns [nFrames, nFeatures]
 * @throws EngineError E_PARAM: width even or < 3, order not in 1 … width − 1; E_SHAPE: fewer than width frames for
 *   `interp`, or values not of the stated shape; E_PARAM: a value that is not finite (its index in the message)
 */
export function deltas({ values, nFrames, nFeatures }: FeatureFrames, params: DeltaParams = {}): Float32Array {
  const { width = 9, order = 1, ends = 'interp' } = params;
  requireDeltaWidth('width', width);
  requireInteger('order', order, 1, width - 1);
  if (values.length !== nFrames * nFeatures) {
    throw new EngineError('E_SHAPE', `${values.length} values are not [${nFrames}, ${nFeatures}]`);
  }
  if (ends === 'interp' && nFrames < width) {
    throw new EngineError('E_SHAPE', `${nFrames} frames must be ≥ width=${width} for ends interp`);
  }
  requireFiniteValues('values', values);
  const half = (width - 1) / 2;
  const weightsAt = (at: number) => fitWeights({ width, degree: order, derivative: order, at });
  const middle = weightsAt(0);
  const out = new Float32Array(values.length);
  for (let m = 0; m < nFrames; m++) {
    const centre = ends === 'interp' ? Math.min(Math.max(m, half), nFrames - 1 - half) : m;
    const weights = centre === m ? middle : weightsAt(m - centre);
    for (let i = 0; i < nFeatures; i++) {
      let sum = 0;
      for (let j = 0; j < width; j++) {
        const frame = Math.min(Math.max(centre - half + j, 0), nFrames - 1);
        sum += weights[j]! * values[frame * nFeatures + i]!;
      }
      out[m * nFeatures + i] = sum;
    }
  }
  return out;
}
