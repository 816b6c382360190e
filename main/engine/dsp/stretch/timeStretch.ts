/**
 * Sound of another duration at the same pitch. nSamples become ⌊nSamples·factor + ½⌋, and what lay at sample n lies near
 * n·factor: exactly on the whole, off by at most 10 ms (WSOLA) or half a frame of 50 ms (phase vocoder) in detail.
 * Blocks come one after the other in memory independent of the length; together they are the whole, to the sample.
 */
import { EngineError, throwIfAborted } from '../../core/errors.ts';
import type { WorkOptions } from '../../core/progress.ts';
import { requireFiniteSamples } from '../requireFiniteSamples.ts';
import { checkedSource, toSource } from '../sampleSource.ts';
import type { SampleSource } from '../sampleSource.ts';
import { PhaseVocoder } from './phaseVocoder.ts';
import { requireStretch, stretchedLength } from './stretchParams.ts';
import type { StretchParams } from './stretchParams.ts';
import { Wsola } from './wsola.ts';

/**
 * @param channels of one length, full scale ±1
 * @returns blocks of the stretched channels, in order
 * @throws EngineError E_PARAM: factor or sampleRateHz out of range, a sample that is not finite (its index in the message); E_SHAPE: channels of different lengths, or none
 */
export function* stretchBlocks(
  channels: readonly SampleSource[],
  params: StretchParams,
): Generator<readonly Float32Array[], void, undefined> {
  requireStretch(params);
  const nSamples = channels[0]?.nSamples ?? 0;
  if (channels.length === 0 || channels.some((channel) => channel.nSamples !== nSamples)) {
    throw new EngineError('E_SHAPE', `${channels.length} channels must be ≥ 1 and of one length`);
  }
  if (nSamples === 0) return;
  const checked = channels.map(checkedSource);
  const maker = params.method === 'phase-vocoder' ? new PhaseVocoder(checked, params) : new Wsola(checked, params);
  const { frameSize: N, hopLength: H } = maker;
  const length = stretchedLength(nSamples, params.factor);
  const frames = channels.map(() => new Float64Array(N));
  const sums = channels.map(() => new Float64Array(N)); // of output samples from k·H − N/2 on
  const first = 1 - N / (2 * H); // the earliest frame that reaches sample 0
  for (let k = first, start = first * H - N / 2; start < length; k++, start += H) {
    maker.make(k, frames);
    const from = Math.max(0, -start);
    const to = Math.min(H, length - start);
    const block = sums.map((sum, c) => {
      for (let n = 0; n < N; n++) sum[n] = sum[n]! + frames[c]![n]!;
      const out = Float32Array.from(sum.subarray(from, Math.max(from, to)));
      sum.copyWithin(0, H);
      sum.fill(0, N - H);
      return out;
    });
    if (to > from) yield block;
  }
}

/**
 * @param channels planar, [nSamples] each
 * @returns [⌊nSamples·factor + ½⌋] each
 * @throws EngineError as stretchBlocks; E_ABORTED
 */
export function timeStretch(
  channels: readonly Float32Array[],
  params: StretchParams,
  { signal, onProgress }: WorkOptions = {},
): Float32Array[] {
  requireStretch(params);
  for (const channel of channels) requireFiniteSamples(channel);
  const total = stretchedLength(channels[0]?.length ?? 0, params.factor);
  const out = channels.map(() => new Float32Array(total));
  let done = 0;
  for (const block of stretchBlocks(channels.map(toSource), params)) {
    throwIfAborted(signal);
    block.forEach((samples, c) => out[c]!.set(samples, done));
    done += block[0]!.length;
    onProgress?.({ done, total, unit: 'samples' });
  }
  return out;
}
