import { EngineError } from '../core/errors.ts';
import { readFinite } from './readFinite.ts';

/** One channel that is read in pieces, so that an hour of sound never has to be one array. Full scale is ±1. */
export interface SampleSource {
  readonly nSamples: number;
  /** [count] samples from `start` (any integer, negative too); zeros outside 0 … nSamples−1. The result is not modified. */
  read(start: number, count: number): Float32Array;
  /** As read, into memory of the caller's; for sources that would otherwise make an array for every piece. */
  readInto?: ((start: number, out: Float32Array) => void) | undefined;
}

/** Fills `out` with the samples from `start` on. */
export function readSamples(source: SampleSource, start: number, out: Float32Array): void {
  if (source.readInto) source.readInto(start, out);
  else out.set(source.read(start, out.length));
}

/** An array, or a source as it is. */
export type Signal = Float32Array | SampleSource;

export function toSource(signal: Signal): SampleSource {
  if (!(signal instanceof Float32Array)) return signal;
  return { nSamples: signal.length, read: (start, count) => readArray(signal, start, count) };
}

/**
 * The same signal lengthened with zeros or cut to `nSamples`, without a copy: what fixed-size models expect
 * (Whisper's 30 s are 480,000 samples).
 */
export function withLength(signal: Signal, nSamples: number): SampleSource {
  if (!Number.isInteger(nSamples) || nSamples < 0) {
    throw new EngineError('E_PARAM', `nSamples=${nSamples} must be an integer ≥ 0`);
  }
  const source = toSource(signal);
  return {
    nSamples,
    read(start, count) {
      const kept = Math.min(count, nSamples - start);
      if (kept === count) return source.read(start, count);
      const out = new Float32Array(count);
      if (kept > 0) out.set(source.read(start, kept));
      return out;
    },
  };
}

function readArray(x: Float32Array, start: number, count: number): Float32Array {
  if (start >= 0 && start + count <= x.length) return x.subarray(start, start + count);
  const out = new Float32Array(count);
  const from = Math.max(0, start);
  const to = Math.min(x.length, start + count);
  if (to > from) out.set(x.subarray(from, to), from - start);
  return out;
}

/** The same source, which refuses to give samples that are not finite. @throws EngineError, from read: E_PARAM with the index */
export function checkedSource(source: SampleSource): SampleSource {
  return { nSamples: source.nSamples, read: (start, count) => readFinite(source, start, count) };
}
