/**
 * A source that makes its samples in blocks at fixed places, so that any part of it read alone gives the very samples of
 * the whole. The last two blocks stay, so that small reads in a row cost no more than large ones.
 */
import { computedSource } from './computedSource.ts';
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
  requireInteger('blockSamples', blockSamples, 1);
  const kept = new Map<number, Float32Array>();
  const block = (index: number): Float32Array => {
    const samples = kept.get(index) ?? render(anchorSample + index * blockSamples, blockSamples);
    kept.delete(index);
    kept.set(index, samples);
    if (kept.size > 2) kept.delete(kept.keys().next().value!);
    return samples;
  };
  return computedSource(nSamples, (out, start) => {
    for (let done = 0; done < out.length;) {
      const index = Math.floor((start + done - anchorSample) / blockSamples);
      const into = start + done - anchorSample - index * blockSamples;
      const part = block(index).subarray(into, into + out.length - done);
      out.set(part, done);
      done += part.length;
    }
  });
}
