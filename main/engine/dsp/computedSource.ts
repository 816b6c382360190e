import { requireInteger } from './requireInteger.ts';
import type { SampleSource } from './sampleSource.ts';

/**
 * A source that is computed where it is read. `fill` writes the samples from `first` on, all of them within
 * 0 … nSamples − 1; around them the source is silent.
 * @throws EngineError E_PARAM: nSamples is not an integer ≥ 0
 */
export function computedSource(nSamples: number, fill: (out: Float32Array, first: number) => void): SampleSource {
  requireInteger('nSamples', nSamples, 0);
  return {
    nSamples,
    read(start, count) {
      const out = new Float32Array(count);
      const from = Math.max(0, start);
      const to = Math.min(nSamples, start + count);
      if (to > from) fill(out.subarray(from - start, to - start), from);
      return out;
    },
  };
}
