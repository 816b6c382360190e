/**
 * Noise from a seed, the same on every machine, any part on demand.
 *
 *   white   w[n] = √3·rms·(2r[n] − 1), r uniform in [0, 1): peaks of √3·rms, 4.8 dB above
 *   pink    w through Π (1 − zᵢ·z⁻¹)/(1 − pᵢ·z⁻¹) with pᵢ = exp(−2πfᵢ/fs), zᵢ = exp(−2πfᵢ√2/fs), fᵢ = 10 Hz·2ⁱ below fs/2,
 *
 * whose power falls by 3 dB an octave from 20 Hz, within 0.35 dB up to 0.2·fs and 1.4 dB up to 0.42·fs. Scaled to rms by its impulse
 * response. It is filtered in blocks at fixed places, each from so far back that what went before has faded to 1e-10.
 */
import { EngineError } from '../../core/errors.ts';
import { randomAt } from '../../core/seededRandom.ts';
import { blockSource } from '../blockSource.ts';
import type { Biquad } from '../filters/biquad.ts';
import { SectionChain } from '../filters/sectionChain.ts';
import { requireAbove, requireInteger } from '../requireInteger.ts';
import type { SampleSource } from '../sampleSource.ts';

export interface NoiseParams {
  readonly sampleRateHz: number;
  readonly nSamples: number;
  readonly levelDb: number; // of the rms, −200 … 0 dB re full scale
  readonly color: 'white' | 'pink';
  readonly seed?: number | undefined; // 0
}

const lowestHz = 10;
const blockSamples = 16_384;

/** @throws EngineError E_PARAM */
export function noiseSource({ sampleRateHz, nSamples, levelDb, color, seed = 0 }: NoiseParams): SampleSource {
  requireAbove('sampleRateHz', sampleRateHz, 4 * lowestHz);
  requireInteger('nSamples', nSamples, 0);
  if (!(levelDb >= -200 && levelDb <= 0)) throw new EngineError('E_PARAM', `levelDb=${levelDb} must be from -200 to 0`);
  const peak = Math.sqrt(3) * 10 ** (levelDb / 20);
  const white = (start: number, count: number) =>
    Float64Array.from({ length: count }, (_, n) => peak * (2 * randomAt(seed, start + n) - 1));
  if (color === 'white') {
    const render = (start: number, count: number) => Float32Array.from(white(start, count));
    return blockSource({ nSamples, blockSamples, render });
  }
  const sections = pinkSections(sampleRateHz);
  const warmUp = Math.ceil((10 * Math.LN10 * sampleRateHz) / (2 * Math.PI * lowestHz));
  const gain = 1 / responseNorm(sections, warmUp);
  const render = (start: number, count: number) => {
    const x = white(start - warmUp, warmUp + count);
    new SectionChain(sections).process(x);
    return Float32Array.from(x.subarray(warmUp), (value) => gain * value);
  };
  return blockSource({ nSamples, blockSamples, render });
}

function pinkSections(sampleRateHz: number): Biquad[] {
  const sections: Biquad[] = [];
  for (let hz = lowestHz; hz < sampleRateHz / 2; hz *= 2) {
    const [pole, zero] = [hz, hz * Math.SQRT2].map((f) => Math.exp((-2 * Math.PI * f) / sampleRateHz));
    sections.push({ b0: 1, b1: -zero!, b2: 0, a1: -pole!, a2: 0 });
  }
  return sections;
}

/** √Σ h², what the filter does to the rms of white noise. */
function responseNorm(sections: readonly Biquad[], length: number): number {
  const h = new Float64Array(length);
  h[0] = 1;
  new SectionChain(sections).process(h);
  return Math.sqrt(h.reduce((sum, value) => sum + value * value, 0));
}
