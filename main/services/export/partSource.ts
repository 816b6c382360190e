/** The sound of a file: a stretch of a source, with other channels, at another rate, louder or not. Any piece of it on demand. */
import { EngineError } from '../../engine/core/errors.ts';
import { resampledSource } from '../../engine/dsp/resample/resample.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';
import { mixChannel } from '../audio/mixChannel.ts';
import { monoSource } from '../audio/monoSource.ts';

export interface PartLayout {
  readonly startSample: number; // at fromHz
  readonly endSample: number;
  readonly fromHz: number;
  readonly toHz: number;
  readonly channels: 1 | 2 | null; // null: as there are
}

/** Zero where the stretch ends is not zero: what is around it is what the resampler sees, so a cut makes no edge. */
function stretch(source: SampleSource, start: number, nSamples: number): SampleSource {
  return { nSamples, read: (from, count) => source.read(start + from, count) };
}

/** @throws EngineError E_PARAM: two channels of more than two */
export function channelCount(nIn: number, wanted: 1 | 2 | null): number {
  if (wanted === 2 && nIn > 2)
    throw new EngineError('E_PARAM', `channels=2 must be 1 or ${nIn}: the sound has ${nIn} channels`);
  return wanted ?? nIn;
}

/** @param gain linear. Of several channels one is their average; of one two are copies. @throws EngineError E_PARAM as channelCount */
export function partSource(channels: readonly SampleSource[], layout: PartLayout, gain: number): SampleSource[] {
  const { startSample, endSample, fromHz, toHz } = layout;
  const nOut = channelCount(channels.length, layout.channels);
  const cut = channels.map((channel) => stretch(channel, startSample, endSample - startSample));
  const mixed = nOut === cut.length ? cut : nOut === 1 ? [monoSource(cut)] : [cut[0]!, cut[0]!];
  const [first] = mixed;
  const made = (source: SampleSource) => {
    const atRate = resampledSource(source, { fromHz, toHz });
    return gain === 1 ? atRate : mixChannel([{ samples: atRate, gain }], atRate.nSamples);
  };
  if (nOut === 2 && mixed[1] === first) {
    const both = made(first!);
    return [both, both];
  }
  return mixed.map(made);
}
