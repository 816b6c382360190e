import type { ByteSink } from '../engine/audio/byteSink.ts';
import type { AudioBlock, RawPcmFormat } from '../engine/audio/source.ts';
import { EngineError, throwIfAborted } from '../engine/core/errors.ts';
import type { WorkOptions } from '../engine/core/progress.ts';
import { Resampler } from '../engine/dsp/resample/resample.ts';
import { openInput } from './input/openInput.ts';
import { averageChannels } from './input/readSignals.ts';
import { trimBlocks, type TimeRange } from './input/trimBlocks.ts';
import { bitsFor, createSoundWriter, writeWarnings, type SoundBits, type SoundContainer } from './output/soundFile.ts';

export interface ConvertRequest extends TimeRange {
  readonly container: SoundContainer;
  readonly bits?: SoundBits | undefined;
  readonly rateHz?: number | undefined;
  readonly channels?: number | undefined;
  readonly channel?: number | undefined;
  readonly raw?: RawPcmFormat | undefined;
}

/** Streams: decoded, trimmed, mixed, resampled and written block by block. */
export async function convertSound(
  { input, sink }: { input: string; sink: ByteSink },
  request: ConvertRequest,
  { signal, onProgress }: WorkOptions,
) {
  const decoder = await openInput(input, { raw: request.raw, signal });
  try {
    const { info } = decoder;
    const { container } = request;
    const bits = request.bits ?? bitsFor(info, container);
    const sampleRateHz = request.rateHz ?? info.sampleRateHz;
    const remix = remixer(info.channels, request);
    const rates = { fromHz: info.sampleRateHz, toHz: sampleRateHz };
    const resamplers =
      rates.fromHz === rates.toHz ? null : Array.from({ length: remix.channels }, () => new Resampler(rates));
    const writer = await createSoundWriter(sink, { container, bits, sampleRateHz, channels: remix.channels });
    let done = 0;
    for await (const block of trimBlocks(decoder, request, signal)) {
      throwIfAborted(signal);
      const planes = remix.split(block);
      await writer.write(toBlock(resamplers ? planes.map((plane, c) => resamplers[c]!.process(plane)) : planes));
      done += block.nSamples;
      onProgress?.({ done, total: info.nSamples, unit: 'samples', note: 'converting' });
    }
    if (done === 0) throw new EngineError('E_FORMAT', `"${input}" holds 0 samples, must hold at least 1`);
    if (resamplers) await writer.write(toBlock(resamplers.map((resampler) => resampler.flush())));
    const { nSamples, ...report } = await writer.finish();
    if (report.nonFiniteSamples > 0 && !bits.endsWith('f'))
      throw new EngineError(
        'E_FORMAT',
        `"${input}" has ${report.nonFiniteSamples} samples that are NaN or infinite, which ${bits} bits cannot hold: --bits 32f can`,
      );
    return {
      container,
      bits,
      sampleRateHz,
      channels: remix.channels,
      nSamples,
      durationSec: nSamples / sampleRateHz,
      roundedSamples: report.roundedSamples,
      warnings: [...decoder.info.warnings, ...writeWarnings(report)],
    };
  } finally {
    await decoder.close();
  }
}

function toBlock(channels: readonly Float32Array[]): AudioBlock {
  return { channels, nSamples: channels[0]!.length };
}

interface Remixer {
  readonly channels: number;
  split(block: AudioBlock): readonly Float32Array[];
}

/** @throws EngineError E_PARAM: no such channel, or a mix that is not defined */
function remixer(nIn: number, { channels: nOut = nIn, channel }: ConvertRequest): Remixer {
  if (channel !== undefined) {
    if (channel >= nIn)
      throw new EngineError('E_PARAM', `channel=${channel} must be from 0 to ${nIn - 1}: there are ${nIn}`);
    return { channels: 1, split: ({ channels }) => [channels[channel]!] };
  }
  if (nOut === nIn) return { channels: nIn, split: ({ channels }) => channels };
  if (nOut === 1) return { channels: 1, split: (block) => [averageChannels(block)] };
  if (nIn === 1) return { channels: nOut, split: ({ channels }) => Array.from({ length: nOut }, () => channels[0]!) };
  throw new EngineError('E_PARAM', `channels=${nOut} must be 1 or ${nIn}: the recording has ${nIn} channels`);
}
