/**
 * A source that makes its samples in blocks at fixed places, so that any part of it read alone gives the very samples of
 * the whole. The last two blocks stay, so that small reads in a row cost no more than large ones.
 */
import { requireInteger } from './requireInteger.ts';
import type { SampleSource } from './sampleSource.ts';

export interface BlockPlan {
  readonly nSamples: number;
  readonly blockSamples: number;
  /** [count] samples from `start` on, a multiple of blockSamples from `anchorSample`; depends on nothing else. */
  readonly render: (start: number, count: number) => Float32Array;
  readonly anchorSample?: number | undefined; // where blocks begin; 0
}

/** @throws EngineError E_PARAM */
export function blockSource({ nSamples, blockSamples, render, anchorSample = 0 }: BlockPlan): SampleSource {
  requireInteger('nSamples', nSamples, 0);
  requireInteger('blockSamples', blockSamples, 1);
  const kept = new Map<number, Float32Array>();
  const block = (index: number): Float32Array => {
    const samples = kept.get(index) ?? render(anchorSample + index * blockSamples, blockSamples);
    kept.delete(index);
    kept.set(index, samples);
    if (kept.size > 2) kept.delete(kept.keys().next().value!);
    return samples;
  };
  return {
    nSamples,
    read(start, count) {
      const out = new Float32Array(count);
      const to = Math.min(nSamples, start + count);
      for (let n = Math.max(0, start); n < to;) {
        const index = Math.floor((n - anchorSample) / blockSamples);
        const first = anchorSample + index * blockSamples;
        const part = block(index).subarray(n - first, to - first);
        out.set(part, n - start);
        n += part.length;
      }
      return out;
    },
  };
}
