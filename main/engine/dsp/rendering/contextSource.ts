import { requireInteger } from '../requireInteger.ts';
import type { SampleSource } from '../sampleSource.ts';
import type { SampleRange } from '../effects/rangeSource.ts';

/**
 * A part of a sound that counts its samples from fromSample on but, unlike other sources, does not end in silence: what is
 * read before 0 or after its end is the sound around it. For what has to join on to its surroundings.
 */
export function contextSource(source: SampleSource, { fromSample, toSample }: SampleRange): SampleSource {
  requireInteger('fromSample', fromSample, 0, source.nSamples);
  requireInteger('toSample', toSample, fromSample, source.nSamples);
  return { nSamples: toSample - fromSample, read: (start, count) => source.read(fromSample + start, count) };
}
