import { requireInteger } from '../requireInteger.ts';
import type { SampleSource } from '../sampleSource.ts';
import { fadeGain } from './fade.ts';
import type { FadeShape } from './fade.ts';
import { shapedSource } from './gainSource.ts';
import { sumSource } from './sumSource.ts';

/**
 * From one sound into the next: the last L samples of a fade out while the first L of b fade in,
 *
 *   y[Na − L + n] = p(1 − u)·a[Na − L + n] + p(u)·b[n],   u = (n + ½)/L,   n = 0 … L − 1
 *
 * Na + Nb − L samples. Of equal gain (linear, sCurve: p(u) + p(1 − u) = 1) for sounds that resemble each other, of equal
 * power (equalPower: p² + p² = 1) for those that do not.
 * @param overlapSamples L, 0 … the shorter of both
 * @throws EngineError E_PARAM; reading: a sample that is not finite
 */
export function crossFade(
  a: SampleSource,
  b: SampleSource,
  overlapSamples: number,
  shape: Extract<FadeShape, 'linear' | 'sCurve' | 'equalPower'>,
): SampleSource {
  requireInteger('overlapSamples', overlapSamples, 0, Math.min(a.nSamples, b.nSamples));
  const start = a.nSamples - overlapSamples;
  const out = shapedSource(a, (n) => (n < start ? 1 : fadeGain(shape, 'out', n - start, overlapSamples)));
  const into = shapedSource(b, (n) => (n < overlapSamples ? fadeGain(shape, 'in', n, overlapSamples) : 1));
  return sumSource([{ source: out }, { source: into, atSample: start }], start + b.nSamples);
}
