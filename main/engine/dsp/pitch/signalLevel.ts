import { throwIfAborted } from '../../core/errors.ts';
import { requireFiniteSamples } from '../requireFiniteSamples.ts';
import type { SampleSource } from '../sampleSource.ts';

export interface SignalLevel {
  readonly mean: number;
  readonly peak: number; // max |x − mean|
}

const blockSamples = 2 ** 18;

/** @throws EngineError E_PARAM: a sample is not finite; E_ABORTED */
export function signalLevel(source: SampleSource, signal?: AbortSignal): SignalLevel {
  let sum = 0;
  let low = Infinity;
  let high = -Infinity;
  for (let start = 0; start < source.nSamples; start += blockSamples) {
    throwIfAborted(signal);
    const x = source.read(start, Math.min(blockSamples, source.nSamples - start));
    for (let n = 0; n < x.length; n++) {
      const value = x[n]!;
      sum += value;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (!Number.isFinite(sum)) requireFiniteSamples(x, start);
  }
  const mean = sum / source.nSamples;
  return { mean, peak: Math.max(high - mean, mean - low) };
}
