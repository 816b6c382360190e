/** Channels out of channels: y_c[n] = Σ_d gains[c][d]·x_d[n]. */
import { EngineError } from '../../core/errors.ts';
import type { SampleSource } from '../sampleSource.ts';
import { sumSource } from './sumSource.ts';
import { requireInteger } from '../requireInteger.ts';

/**
 * @param gains linear; a row for each channel that comes out, a number in it for each that goes in
 * @throws EngineError E_SHAPE: rows of other lengths, channels of different lengths; E_PARAM: a gain that is not finite
 */
export function mixChannels(
  channels: readonly SampleSource[],
  gains: readonly (readonly number[])[],
): readonly SampleSource[] {
  const nSamples = channels[0]?.nSamples ?? 0;
  if (channels.some((channel) => channel.nSamples !== nSamples))
    throw new EngineError('E_SHAPE', 'channels must be of one length');
  return gains.map((row, c) => {
    if (row.length !== channels.length)
      throw new EngineError('E_SHAPE', `row ${c} has ${row.length} gains, there are ${channels.length} channels`);
    const terms = channels.map((source, d) => ({ source, gain: row[d]! }));
    return sumSource(
      terms.filter(({ gain }) => gain !== 0),
      nSamples,
    );
  });
}

const mostChannels = 65_536;

/** The mean of all. @throws EngineError E_PARAM: not a number of channels */
export function monoGains(nChannels: number): readonly (readonly number[])[] {
  requireInteger('nChannels', nChannels, 1, mostChannels);
  return [Array.from({ length: nChannels }, () => 1 / nChannels)];
}

/** Output c is input order[c]: [1, 0] swaps left and right. @throws EngineError E_PARAM: there is no such channel */
export function orderGains(order: readonly number[], nChannels: number): readonly (readonly number[])[] {
  return order.map((from, c) => {
    if (!(Number.isInteger(from) && from >= 0 && from < nChannels))
      throw new EngineError('E_PARAM', `order[${c}]=${from} must be an integer from 0 to ${nChannels - 1}`);
    return Array.from({ length: nChannels }, (_, d) => (d === from ? 1 : 0));
  });
}
