/** What a format does to rate, channels and width. */
import type { ExportFormat } from '../../../preload/contract/exports.ts';
import { EngineError } from '../../engine/core/errors.ts';
import { opusRateHz } from '../../engine/audio/opusHeader.ts';
import { wavHeader } from '../../engine/audio/wavHeader.ts';

/** How a file's samples are to be. */
export interface SoundLayout {
  readonly format: ExportFormat;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly nSamples: number; // per channel
  readonly tags: SoundTags;
  /** Of a WAV file: whole chunks before and behind the samples. */
  readonly head?: Uint8Array | undefined;
  readonly tail?: Uint8Array | undefined;
}

export interface SoundTags {
  readonly title: string; // '' is not written, of all four
  readonly artist: string;
  readonly date: string;
  readonly comment: string;
  readonly software: string;
}

const rates = {
  opus: [opusRateHz], // what decoders give, whatever was put in
  aac: [8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200, 96_000],
  mp3: [8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000],
} as const;
const mostChannels = { wav: 32, flac: 8, opus: 2, aac: 2, mp3: 2 } as const;
export const wavFormats = { '8': 'u8', '16': 's16', '24': 's24', '32': 's32', '32f': 'f32', '64f': 'f64' } as const;
export const formatTitles = { wav: 'WAV', flac: 'FLAC', opus: 'Opus', aac: 'AAC', mp3: 'MP3' } as const;

/** The rate that is written: the wanted one, or where the format has no such the next above, else its highest. */
export function writtenRate({ kind }: ExportFormat, wantedHz: number): number {
  if (kind === 'wav' || kind === 'flac') return wantedHz;
  return rates[kind].find((rate) => rate >= wantedHz) ?? rates[kind].at(-1)!;
}

/** Bits of an integer sample; null: float, or the encoder's business. */
export function integerBits(format: ExportFormat): number | null {
  if (format.kind === 'flac') return Number(format.width);
  if (format.kind !== 'wav' || format.width.endsWith('f')) return null;
  return Number(format.width);
}

/** What is above it passes full scale: of integers what would be rounded to more than they hold. */
export function highestSample(format: ExportFormat): number {
  const bits = integerBits(format);
  return bits === null ? 1 : 1 - 2 ** -bits;
}

/** The highest value that is written unchanged, in the steps of 32-bit floats where they are the coarser ones. */
export function highestWritten(format: ExportFormat): number {
  const bits = integerBits(format);
  return bits === null ? Infinity : 1 - 2 ** (1 - Math.min(bits, 24));
}

/** @throws EngineError E_PARAM: the format cannot hold it */
export function requireHoldable(
  format: ExportFormat,
  { sampleRateHz, channels }: { readonly sampleRateHz: number; readonly channels: number },
): void {
  const title = formatTitles[format.kind];
  if (!Number.isInteger(sampleRateHz))
    throw new EngineError('E_PARAM', `sampleRateHz=${sampleRateHz} must be an integer in ${title}: choose a rate`);
  if (channels > mostChannels[format.kind])
    throw new EngineError(
      'E_PARAM',
      `channels=${channels} must be at most ${mostChannels[format.kind]} in ${title}: export mono, or WAV`,
    );
  const isShaped = (format.kind === 'wav' || format.kind === 'flac') && format.dither === 'shaped' && hasDither(format);
  if (isShaped && sampleRateHz !== 44_100 && sampleRateHz !== 48_000)
    throw new EngineError(
      'E_PARAM',
      `sampleRateHz=${sampleRateHz} must be 44100 or 48000 for shaped dither: triangular dither fits every rate`,
    );
}

/** Floats need none, and the steps of 32 bits are finer than the samples. */
export function hasDither(format: ExportFormat): boolean {
  const bits = integerBits(format);
  return bits !== null && bits <= 24;
}

/** Bytes of one file: of WAV exactly, with the chunks of its layout; of FLAC what speech takes on the average. */
export function soundBytes({ format, nSamples, sampleRateHz, channels, head, tail }: SoundLayout): number {
  if (format.kind === 'wav') {
    const header = wavHeader(
      { ...{ sampleRateHz, channels, head, tail }, format: wavFormats[format.width] },
      nSamples,
      false,
    );
    const dataBytes = (nSamples * channels * Number.parseInt(format.width)) / 8;
    return header.length + dataBytes + (dataBytes % 2) + (tail?.length ?? 0);
  }
  if (format.kind === 'flac') return 0.6 * nSamples * channels * (Number(format.width) / 8);
  return (nSamples / sampleRateHz) * ((format.kbps * 1000) / 8);
}
