import { requireFiniteSamples } from './requireFiniteSamples.ts';
import type { SampleSource } from './sampleSource.ts';

/** As source.read. @throws EngineError E_PARAM: a sample is not finite; its index in the sound in the message */
export function readFinite(source: SampleSource, start: number, count: number): Float32Array {
  const x = source.read(start, count);
  requireFiniteSamples(x, start);
  return x;
}
