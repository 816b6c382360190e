/** Samples of one channel as they were drawn: exactly these are replaced, in one track. */
import { EngineError } from '../../engine/core/errors.ts';
import { readFinite } from '../../engine/dsp/readFinite.ts';
import { toSource, type SampleSource } from '../../engine/dsp/sampleSource.ts';

export interface DrawnSamples {
  readonly channel: number;
  readonly startSample: number;
  readonly values: readonly number[]; // linear, full scale ±1
}

/**
 * Every channel of the span: the one that was drawn in, and the others as they are.
 * @param channels of the track, from sample 0 on
 * @throws EngineError E_PARAM: there is no such channel, or no sample to draw
 */
export function drawnSpan(
  channels: readonly SampleSource[],
  { channel, startSample, values }: DrawnSamples,
): readonly SampleSource[] {
  const nSamples = channels[0]?.nSamples ?? 0;
  if (channel >= channels.length)
    throw new EngineError('E_PARAM', `channel=${channel} must be from 0 to ${channels.length - 1}`);
  if (startSample + values.length > nSamples)
    throw new EngineError(
      'E_PARAM',
      `samples ${startSample} to ${startSample + values.length - 1} must lie within the ${nSamples} of the sound`,
    );
  return channels.map((source, c) =>
    toSource(c === channel ? Float32Array.from(values) : readFinite(source, startSample, values.length).slice()),
  );
}
