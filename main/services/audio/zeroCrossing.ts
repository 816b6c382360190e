import type { SampleSource } from '../../engine/dsp/sampleSource.ts';

/**
 * The sample nearest to `sample`, at most `reach` away, where the sign differs from that of the sample before it;
 * `sample` itself if there is none. Of two equally near the earlier one.
 */
export function nearestZeroCrossing(x: SampleSource, sample: number, reach: number): number {
  const first = Math.max(0, sample - reach - 1);
  const last = Math.min(x.nSamples - 1, sample + reach);
  if (last <= first) return sample;
  const near = x.read(first, last - first + 1);
  const isCrossing = (n: number) => {
    const at = n - first;
    return at >= 1 && at < near.length && near[at]! < 0 !== near[at - 1]! < 0;
  };
  for (let distance = 0; distance <= reach; distance++) {
    if (isCrossing(sample - distance)) return sample - distance;
    if (isCrossing(sample + distance)) return sample + distance;
  }
  return sample;
}
