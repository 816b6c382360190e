import { throwIfAborted } from '../../core/errors.ts';
import type { KernelExtent } from '../../native/kernels.ts';
import { kernels } from '../../native/loadKernels.ts';
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
    const part = extentOf(x);
    sum += part.sum;
    low = Math.min(low, part.min);
    high = Math.max(high, part.max);
    if (!Number.isFinite(sum)) requireFiniteSamples(x, start);
  }
  const mean = sum / source.nSamples;
  return { mean, peak: Math.max(high - mean, mean - low) };
}

function extentOf(x: Float32Array): KernelExtent {
  const native = kernels();
  if (native) return native.extent(x);
  let [sum, min, max] = [0, Infinity, -Infinity];
  for (let n = 0; n < x.length; n++) {
    const value = x[n]!;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { sum, min, max };
}
