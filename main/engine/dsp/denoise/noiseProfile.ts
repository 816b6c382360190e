/**
 * What noise alone looks like: mean and standard deviation, in dB, of the power of each bin over the frames of a region,
 *
 *   μ[k] = mean_m 10·log₁₀|X[m, k]|²,   σ[k] = √(mean_m (10·log₁₀|X[m, k]|² − μ[k])²)
 */
import { requireRate } from '../requireRate.ts';
import { powerToDb } from '../decibel.ts';
import type { Signal } from '../sampleSource.ts';
import { stftFrames } from '../stft.ts';
import type { StftParams } from '../stftParams.ts';

export interface NoiseProfile {
  readonly sampleRateHz: number;
  readonly fftSize: number;
  readonly hopLength: number;
  readonly meanDb: Float64Array; // [fftSize/2 + 1]
  readonly deviationDb: Float64Array;
}

/** The power of two nearest to 32 ms, hop a quarter. @throws EngineError E_PARAM: not a rate of up to 10 MHz */
export function gateFraming(sampleRateHz: number): Pick<StftParams, 'fftSize' | 'hopLength'> {
  requireRate(sampleRateHz);
  const fftSize = 2 ** Math.max(5, Math.round(Math.log2(0.032 * sampleRateHz)));
  return { fftSize, hopLength: fftSize / 4 };
}

/**
 * @param noise the region, mono, full scale ±1
 * @throws EngineError E_SHAPE: shorter than one frame; E_PARAM: a sample is not finite, or sampleRateHz not > 0
 */
export function measureNoise(noise: Signal, sampleRateHz: number): NoiseProfile {
  const framing = gateFraming(sampleRateHz);
  const nBins = framing.fftSize / 2 + 1;
  const sum = new Float64Array(nBins);
  const squares = new Float64Array(nBins);
  let nFrames = 0;
  for (const { re, im } of stftFrames(noise, { ...framing, pad: 'none' })) {
    nFrames++;
    for (let k = 0; k < nBins; k++) {
      const db = powerToDb(re[k]! * re[k]! + im[k]! * im[k]!);
      sum[k] = sum[k]! + db;
      squares[k] = squares[k]! + db * db;
    }
  }
  const meanDb = sum.map((total) => total / nFrames);
  const deviationDb = squares.map((total, k) => Math.sqrt(Math.max(0, total / nFrames - meanDb[k]! ** 2)));
  return { sampleRateHz, ...framing, meanDb, deviationDb };
}
