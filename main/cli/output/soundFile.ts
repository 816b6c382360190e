import { extname } from 'node:path';
import { Option, type Command } from 'commander';
import { wavWidths, type WavWidth } from '../../../preload/contract/exportFormat.ts';
import type { AudioWriter } from '../../engine/audio/audioWriter.ts';
import type { ByteSink } from '../../engine/audio/byteSink.ts';
import { createFlacWriter } from '../../engine/audio/flacWriter.ts';
import type { AudioInfo } from '../../engine/audio/source.ts';
import { createWavWriter } from '../../engine/audio/wavWriter.ts';
import { UsageError } from '../process/failure.ts';

export type SoundContainer = 'wav' | 'flac';
export type SoundBits = WavWidth;

const sampleFormats = { '8': 'u8', '16': 's16', '24': 's24', '32': 's32', '32f': 'f32', '64f': 'f64' } as const;

export function bitsOption(about: string): Option {
  return new Option('--bits <width>', about).choices(wavWidths);
}

export function addForceOption(command: Command): Command {
  return command.option('--force', 'replace an output that exists');
}

/** @throws UsageError: neither .wav nor .flac */
export function containerOf(output: string, format: SoundContainer | undefined): SoundContainer {
  if (format !== undefined) return format;
  const extension = extname(output).toLowerCase();
  if (extension === '.wav' || extension === '.wave') return 'wav';
  if (extension === '.flac') return 'flac';
  throw new UsageError(
    output === '-' ? 'sound to stdout needs --format wav or flac' : `"${output}" must end in .wav or .flac`,
  );
}

/** The narrowest width that holds every sample of the recording as it is. */
export function bitsFor({ sampleFormat }: Pick<AudioInfo, 'sampleFormat'>, container: SoundContainer): SoundBits {
  if (['u8', 's8', 's16', 'alaw', 'ulaw'].includes(sampleFormat)) return '16';
  if (sampleFormat === 's24' || container === 'flac') return '24';
  return sampleFormat === 's32' ? '32' : '32f';
}

export interface SoundLayout {
  readonly container: SoundContainer;
  readonly bits: SoundBits;
  readonly sampleRateHz: number;
  readonly channels: number;
}

/** @throws UsageError: FLAC of more than 24 bits; EngineError E_PARAM: a rate or channel count the format cannot hold */
export async function createSoundWriter(
  sink: ByteSink,
  { container, bits, sampleRateHz, channels }: SoundLayout,
): Promise<AudioWriter> {
  const format = sampleFormats[bits];
  if (container === 'wav') return createWavWriter(sink, { sampleRateHz, channels, format });
  if (format === 's16' || format === 's24') return createFlacWriter(sink, { sampleRateHz, channels, format });
  throw new UsageError(`--bits ${bits} must be 16 or 24 in FLAC`);
}

/** What the width did to the sound, as sentences. */
export function writeWarnings(report: { clippedSamples: number; nonFiniteSamples: number }): string[] {
  const { clippedSamples, nonFiniteSamples } = report;
  return [
    ...(clippedSamples > 0 ? [`${clippedSamples} samples beyond full scale were clipped: use --bits 32f`] : []),
    ...(nonFiniteSamples > 0 ? [`${nonFiniteSamples} samples are NaN or infinite`] : []),
  ];
}
