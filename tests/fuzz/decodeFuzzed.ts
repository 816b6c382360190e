/** The fuzz target of every audio parser: opens, decodes, and holds the output to its rules. */
import { bufferSource } from '../../main/engine/audio/bufferSource.ts';
import { openAudio } from '../../main/engine/audio/openAudio.ts';
import { audioLimits } from '../../main/engine/audio/source.ts';
import type { AudioBlock, AudioInfo, OpenAudioOptions } from '../../main/engine/audio/source.ts';

export interface DecodeBounds extends OpenAudioOptions {
  readonly name?: string;
  /** The most samples, over all channels, that one byte of the file may become. PCM: 1. */
  readonly samplesPerByte: number;
}

export async function decodeFuzzed(
  bytes: Uint8Array,
  { samplesPerByte, name = 'fuzzed', ...options }: DecodeBounds,
): Promise<void> {
  const decoder = await openAudio(bufferSource(name, bytes), options);
  let total = 0;
  for await (const block of decoder.blocks()) {
    checkBlock(block, decoder.info);
    total += block.nSamples * block.channels.length;
    if (total > samplesPerByte * bytes.length) {
      throw new Error(`${bytes.length} bytes became ${total} samples, the bound is ${samplesPerByte} a byte`);
    }
  }
  const { nSamples, channels, warnings } = decoder.info;
  if (nSamples === null || nSamples * channels !== total) {
    throw new Error(`info says ${nSamples} × ${channels} samples, ${total} came out`);
  }
  if (warnings.length > 64) throw new Error(`${warnings.length} warnings`);
  await decoder.close();
}

function checkBlock({ channels, nSamples }: AudioBlock, info: AudioInfo): void {
  const { maxChannels, blockSamples, minSampleRateHz, maxSampleRateHz } = audioLimits;
  if (nSamples < 1 || nSamples > blockSamples) throw new Error(`a block of ${nSamples} samples`);
  if (channels.length < 1 || channels.length > maxChannels) throw new Error(`a block of ${channels.length} channels`);
  if (channels.length !== info.channels) throw new Error(`${channels.length} channels, info says ${info.channels}`);
  if (channels.some((channel) => channel.length !== nSamples)) throw new Error('channels of unequal length');
  const rate = info.sampleRateHz;
  if (!(rate >= minSampleRateHz && rate <= maxSampleRateHz)) throw new Error(`sampleRateHz=${rate}`);
}
