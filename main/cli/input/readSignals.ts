/** What analyses work on: the average of the channels, one of them, or each. */
import type { AudioBlock, AudioInfo } from '../../engine/audio/source.ts';
import { EngineError, throwIfAborted } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import { resampledSource } from '../../engine/dsp/resample/resample.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';
import { openInput, type InputOptions } from './openInput.ts';
import { SampleSpool } from './sampleSpool.ts';
import { trimBlocks, type TimeRange } from './trimBlocks.ts';

/** A number is one channel, 0 the first. */
export type ChannelChoice = 'mono' | 'each' | number;

export interface SignalRequest extends InputOptions, TimeRange {
  readonly channels: ChannelChoice;
  /** The rate to work at; that of the recording. */
  readonly rateHz?: number | undefined;
}

export interface Signals {
  readonly info: AudioInfo;
  readonly sampleRateHz: number; // of the signals
  readonly signals: readonly SampleSource[]; // one, or with 'each' one a channel
  readonly close: () => void;
}

/** @throws EngineError as openInput; E_FORMAT: no samples, or one that is not finite; E_PARAM: no such channel or range */
export async function readSignals(
  path: string,
  request: SignalRequest,
  { signal, onProgress }: WorkOptions = {},
): Promise<Signals> {
  const decoder = await openInput(path, { raw: request.raw, signal });
  const spools: SampleSpool[] = [];
  const close = () => {
    for (const spool of spools) spool.close();
  };
  try {
    const mix = mixer(decoder.info.channels, request.channels);
    for (let i = 0; i < mix.nSignals; i++) spools.push(new SampleSpool());
    let done = 0;
    for await (const block of trimBlocks(decoder, request, signal)) {
      throwIfAborted(signal);
      requireFinite(block, done, path);
      mix.split(block).forEach((samples, i) => spools[i]!.append(samples));
      done += block.nSamples;
      onProgress?.({ done, total: decoder.info.nSamples, unit: 'samples', note: 'reading' });
    }
    if (done === 0) throw new EngineError('E_FORMAT', `"${path}" holds 0 samples, must hold at least 1`);
    const { info } = decoder;
    const sampleRateHz = request.rateHz ?? info.sampleRateHz;
    const rates = { fromHz: info.sampleRateHz, toHz: sampleRateHz };
    return { info, sampleRateHz, signals: spools.map((spool) => resampledSource(spool, rates)), close };
  } catch (error) {
    close();
    throw error;
  } finally {
    await decoder.close();
  }
}

interface Mixer {
  readonly nSignals: number;
  split(block: AudioBlock): readonly Float32Array[];
}

function mixer(nChannels: number, choice: ChannelChoice): Mixer {
  if (choice === 'each') return { nSignals: nChannels, split: ({ channels }) => channels };
  if (choice === 'mono') return { nSignals: 1, split: (block) => [averageChannels(block)] };
  if (choice >= nChannels) {
    throw new EngineError('E_PARAM', `channel=${choice} must be from 0 to ${nChannels - 1}: there are ${nChannels}`);
  }
  return { nSignals: 1, split: ({ channels }) => [channels[choice]!] };
}

/** (Σ channels)/n of each sample. */
export function averageChannels({ channels, nSamples }: AudioBlock): Float32Array {
  const [first] = channels;
  if (first !== undefined && channels.length === 1) return first;
  const sum = new Float32Array(nSamples);
  for (const channel of channels) for (let i = 0; i < nSamples; i++) sum[i]! += channel[i]!;
  for (let i = 0; i < nSamples; i++) sum[i]! /= channels.length;
  return sum;
}

function requireFinite({ channels }: AudioBlock, start: number, path: string): void {
  for (const [c, samples] of channels.entries()) {
    let sum = 0;
    for (const sample of samples) sum += sample * 0; // NaN as soon as one sample is NaN or infinite
    if (sum === 0) continue;
    const i = samples.findIndex((sample) => !Number.isFinite(sample));
    throw new EngineError(
      'E_FORMAT',
      `"${path}": sample ${start + i} of channel ${c} is ${samples[i]}, must be finite`,
      {
        details: { sample: start + i, channel: c },
      },
    );
  }
}
