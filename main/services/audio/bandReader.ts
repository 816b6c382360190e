/** Sequential reading of a stretch of a signal, as it is or band-passed without shifting it in time. */
import { EngineError } from '../../engine/core/errors.ts';
import { finiteSamples } from '../../engine/dsp/finiteSamples.ts';
import { designBandFilter, FirFilter } from '../../engine/dsp/filters/firFilter.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';

export interface Band {
  readonly lowHz: number;
  readonly highHz: number;
}

/** Width of the edges: steep enough for a rectangle drawn by hand, short enough not to ring audibly. */
const transitionHz = 50;
const feedSamples = 16_384;

/**
 * @returns linear-phase taps; null if the band holds every frequency there is
 * @throws EngineError E_PARAM: the band is empty or lies above half the rate
 */
export function bandTaps({ lowHz, highHz }: Band, sampleRateHz: number): Float64Array | null {
  const halfHz = sampleRateHz / 2;
  if (!(lowHz < highHz)) throw new EngineError('E_PARAM', `lowHz=${lowHz} must be < highHz=${highHz}`);
  if (lowHz >= halfHz) throw new EngineError('E_PARAM', `lowHz=${lowHz} must be < half the rate, ${halfHz}`);
  const fHighHz = highHz < halfHz ? highHz : null;
  const fLowHz = lowHz > 0 ? lowHz : null;
  if (fHighHz === null && fLowHz === null) return null;
  const widest = Math.min(transitionHz, halfHz);
  const narrow = Math.min(widest, Math.max(sampleRateHz / 10_000, (Math.min(highHz, halfHz) - lowHz) / 2));
  return designBandFilter({ sampleRateHz, fLowHz, fHighHz, transitionHz: narrow });
}

export interface SequentialReader {
  /** The next `count` samples. */
  read(count: number): Float32Array;
}

export function sequentialReader(x: SampleSource, startSample: number): SequentialReader {
  let at = startSample;
  return {
    read(count) {
      const samples = x.read(at, count);
      at += count;
      return samples;
    },
  };
}

/** The samples that filtering the whole signal would give from startSample on: the sound before it is its context. */
export function bandReader(x: SampleSource, startSample: number, taps: Float64Array): SequentialReader {
  const half = (taps.length - 1) / 2;
  const filter = new FirFilter(taps);
  let fed = startSample - half;
  let ready: Float32Array = new Float32Array(0);
  let toDrop = half;

  const feed = () => {
    const filtered = filter.process(finiteSamples(x.read(fed, feedSamples))); // zeros past the end
    fed += feedSamples;
    const kept = filtered.subarray(Math.min(toDrop, filtered.length));
    toDrop -= filtered.length - kept.length;
    const joined = new Float32Array(ready.length + kept.length);
    joined.set(ready);
    joined.set(kept, ready.length);
    ready = joined;
  };

  return {
    read(count) {
      while (ready.length < count) feed();
      const samples = ready.slice(0, count);
      ready = ready.slice(count);
      return samples;
    },
  };
}
