import { computedSource } from '../computedSource.ts';
import { requireInteger } from '../requireInteger.ts';
import { readSamples } from '../sampleSource.ts';
import type { SampleSource } from '../sampleSource.ts';

export interface SampleRange {
  readonly fromSample: number;
  readonly toSample: number; // exclusive
}

/** A part of a sound as a sound of its own: silence before and after it. @throws EngineError E_PARAM */
export function rangeSource(source: SampleSource, { fromSample, toSample }: SampleRange): SampleSource {
  requireInteger('fromSample', fromSample, 0, source.nSamples);
  requireInteger('toSample', toSample, fromSample, source.nSamples);
  return computedSource(toSample - fromSample, (out, first) => {
    readSamples(source, fromSample + first, out);
  });
}
