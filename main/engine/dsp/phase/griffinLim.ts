/**
 * A signal whose STFT has given magnitudes S, by alternating projections with momentum. From phases c₀,
 *
 *   tₙ = STFT(iSTFT(S·cₙ₋₁)),   cₙ = (tₙ − α/(1 + α)·tₙ₋₁) / |tₙ − α/(1 + α)·tₙ₋₁|,   n = 1 … nIterations
 *
 * and x = iSTFT(S·c_nIterations). α = 0 is Griffin & Lim's algorithm, α = 0.99 its fast variant. Conventions of
 * librosa.griffinlim; the first phases are random from `seed`, zero, or given (PGHI: pghi.ts).
 * Griffin & Lim, IEEE Trans. ASSP 32(2), 1984; Perraudin, Balazs & Søndergaard, "A fast Griffin-Lim algorithm", WASPAA 2013.
 */
import { EngineError, throwIfAborted } from '../../core/errors.ts';
import type { WorkOptions } from '../../core/progress.ts';
import { seededRandom } from '../../core/seededRandom.ts';
import { istft } from '../istft.ts';
import { requireFiniteValues, requireInteger } from '../requireInteger.ts';
import { stft } from '../stft.ts';
import type { ComplexFrames } from '../stft.ts';
import type { StftParams } from '../stftParams.ts';
import { requireMagnitudes } from './magnitudeFrames.ts';
import type { MagnitudeFrames } from './magnitudeFrames.ts';

export interface GriffinLimParams extends StftParams {
  readonly nIterations?: number | undefined; // 0 … 100,000; 32
  readonly momentum?: number | undefined; // α, 0 ≤ α < 1; 0.99
  readonly seed?: number | undefined; // of random first phases; 0
  readonly phases?: 'random' | 'zero' | Float32Array | undefined; // first ones, radians [nFrames, nBins]; random
  readonly length?: number | undefined; // of the result, samples; as istft
}

/** Added to a magnitude before the division by it: the smallest normal float32, as librosa. */
const tiny = 2 ** -126;

/**
 * @param magnitudes with nBins = fftSize/2 + 1, of an STFT with the same `params`
 * @returns mono, [length]
 * @throws EngineError E_PARAM, E_SHAPE (the value and its place in the message); E_ABORTED
 */
export function griffinLim(
  magnitudes: MagnitudeFrames,
  params: GriffinLimParams,
  { signal: abort, onProgress }: WorkOptions = {},
): Float32Array {
  const { nIterations = 32, momentum = 0.99, length } = params;
  requireInteger('nIterations', nIterations, 0, 100_000);
  if (!(momentum >= 0 && momentum < 1)) throw new EngineError('E_PARAM', `momentum=${momentum} must be ≥ 0 and < 1`);
  requireMagnitudes(magnitudes, params.fftSize);
  const weight = momentum / (1 + momentum);
  const frames = firstFrames(magnitudes, params);
  let previous: Pick<ComplexFrames, 're' | 'im'> = {
    re: new Float32Array(frames.re.length),
    im: new Float32Array(frames.im.length),
  };
  for (let n = 0; n < nIterations; n++) {
    throwIfAborted(abort);
    onProgress?.({ done: n, total: nIterations, unit: 'iterations' });
    const x = istft(frames, { ...params, length: undefined }); // as many samples as give these frames again
    const rebuilt = stft(x.length > 0 ? x : new Float32Array(1), params);
    for (let i = 0; i < frames.re.length; i++) {
      const re = rebuilt.re[i]! - weight * previous.re[i]!;
      const im = rebuilt.im[i]! - weight * previous.im[i]!;
      const scale = magnitudes.values[i]! / (Math.sqrt(re * re + im * im) + tiny);
      frames.re[i] = re * scale;
      frames.im[i] = im * scale;
    }
    previous = rebuilt;
  }
  return istft(frames, { ...params, length });
}

function firstFrames({ values, nFrames, nBins }: MagnitudeFrames, params: GriffinLimParams): ComplexFrames {
  const { phases = 'random', seed = 0 } = params;
  if (phases instanceof Float32Array && phases.length !== values.length) {
    throw new EngineError('E_SHAPE', `${phases.length} phases must be [${nFrames}, ${nBins}]`);
  }
  if (phases instanceof Float32Array) requireFiniteValues('phases', phases);
  const random = seededRandom(seed);
  const re = new Float32Array(values.length);
  const im = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const phase = phases === 'random' ? 2 * Math.PI * random() : phases === 'zero' ? 0 : phases[i]!;
    re[i] = values[i]! * Math.cos(phase);
    im[i] = values[i]! * Math.sin(phase);
  }
  return { re, im, nFrames, nBins };
}
