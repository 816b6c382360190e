/** What a stretch of sound measures before a gain is chosen for it: mean, peak, loudness. Read once, in pieces. */
import { EngineError, throwIfAborted } from '../../core/errors.ts';
import type { WorkOptions } from '../../core/progress.ts';
import { LoudnessMeter } from '../loudness.ts';
import type { Loudness } from '../loudness.ts';
import { readFinite } from '../readFinite.ts';
import type { SampleSource } from '../sampleSource.ts';

const pieceSamples = 65_536;

/** (1/N)·Σ x[n] in float64; 0 of nothing. @throws EngineError E_PARAM: a sample is not finite, its index; E_ABORTED */
export function measureMean(source: SampleSource, work: WorkOptions = {}): number {
  let sum = 0;
  for (const { channels } of pieces([source], work)) {
    let part = 0;
    for (const value of channels[0]!) part += value;
    sum += part;
  }
  return source.nSamples > 0 ? sum / source.nSamples : 0;
}

export interface Peak {
  readonly value: number; // |x|, linear; 0: silence, or no sample
  readonly sample: number; // the first that reaches it; 0 of silence
  readonly channel: number;
}

/** max |x[n]| of all channels. @throws EngineError E_PARAM: a sample is not finite, its index; E_SHAPE; E_ABORTED */
export function measurePeak(channels: readonly SampleSource[], work: WorkOptions = {}): Peak {
  let peak = { value: 0, sample: 0, channel: 0 };
  for (const { start, channels: piece } of pieces(channels, work)) {
    piece.forEach((x, channel) => {
      x.forEach((value, n) => {
        const isHigher = Math.abs(value) > peak.value;
        if (isHigher) peak = { value: Math.abs(value), sample: start + n, channel };
      });
    });
  }
  return peak;
}

/** loudness.ts over the whole stretch. @throws EngineError as `LoudnessMeter`; E_PARAM: a sample is not finite; E_ABORTED */
export function measureLoudness(
  channels: readonly SampleSource[],
  sampleRateHz: number,
  work: WorkOptions = {},
): Loudness {
  const meter = new LoudnessMeter(sampleRateHz, channels.length);
  for (const { channels: piece } of pieces(channels, work)) meter.add(piece);
  return meter.finish();
}

function* pieces(channels: readonly SampleSource[], { signal, onProgress }: WorkOptions) {
  const nSamples = channels[0]?.nSamples ?? 0;
  if (channels.some((channel) => channel.nSamples !== nSamples))
    throw new EngineError('E_SHAPE', 'channels must be of one length');
  for (let start = 0; start < nSamples; start += pieceSamples) {
    throwIfAborted(signal);
    onProgress?.({ done: start, total: nSamples, unit: 'samples' });
    const count = Math.min(pieceSamples, nSamples - start);
    yield { start, channels: channels.map((channel) => readFinite(channel, start, count)) };
  }
}
