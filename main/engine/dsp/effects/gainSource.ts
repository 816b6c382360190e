import { EngineError } from '../../core/errors.ts';
import { computedSource } from '../computedSource.ts';
import { readFinite } from '../readFinite.ts';
import type { SampleSource } from '../sampleSource.ts';

/** y[n] = gain(n)·x[n]. Reading throws E_PARAM at a sample that is not finite, its index in the message. */
export function shapedSource(source: SampleSource, gainAt: (sample: number) => number): SampleSource {
  return mapSource(source, (x, n) => gainAt(n) * x);
}

/** y[n] = 10^(gainDb/20)·x[n]. @throws EngineError E_PARAM: gainDb not from −200 to 200 */
export function gainSource(source: SampleSource, gainDb: number): SampleSource {
  if (!(gainDb >= -200 && gainDb <= 200)) throw new EngineError('E_PARAM', `gainDb=${gainDb} must be from -200 to 200`);
  const gain = 10 ** (gainDb / 20);
  return mapSource(source, (x) => gain * x);
}

/** y[n] = −x[n] */
export function invertedSource(source: SampleSource): SampleSource {
  return mapSource(source, (x) => -x);
}

/** y[n] = x[n] + offset */
export function offsetSource(source: SampleSource, offset: number): SampleSource {
  if (!Number.isFinite(offset)) throw new EngineError('E_PARAM', `offset=${offset} must be finite`);
  return mapSource(source, (x) => x + offset);
}

function mapSource(source: SampleSource, map: (x: number, n: number) => number): SampleSource {
  return computedSource(source.nSamples, (out, first) => {
    const x = readFinite(source, first, out.length);
    for (let i = 0; i < x.length; i++) out[i] = map(x[i]!, first + i);
  });
}
