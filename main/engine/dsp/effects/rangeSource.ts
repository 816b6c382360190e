import { requireInteger } from '../requireInteger.ts';
import type { SampleSource } from '../sampleSource.ts';

export interface SampleRange {
  readonly fromSample: number;
  readonly toSample: number; // exclusive
}

/** A part of a sound as a sound of its own: silence before and after it. @throws EngineError E_PARAM */
export function rangeSource(source: SampleSource, { fromSample, toSample }: SampleRange): SampleSource {
  requireInteger('fromSample', fromSample, 0, source.nSamples);
  requireInteger('toSample', toSample, fromSample, source.nSamples);
  const nSamples = toSample - fromSample;
  return {
    nSamples,
    read(start, count) {
      if (start >= 0 && start + count <= nSamples) return source.read(fromSample + start, count);
      const out = new Float32Array(count);
      const from = Math.max(0, start);
      const to = Math.min(nSamples, start + count);
      if (to > from) out.set(source.read(fromSample + from, to - from), from - start);
      return out;
    },
  };
}
