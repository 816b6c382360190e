/** The `fmt ` chunk of a WAV file: which samples follow, or which codec this reader does not hold. */
import { EngineError } from '../core/errors.ts';
import type { PcmEncoding } from './pcm.ts';
import type { SampleFormat } from './source.ts';

export interface WavFormat {
  readonly channels: number;
  readonly sampleRateHz: number;
  readonly encoding: PcmEncoding;
  readonly bitsPerSample: number; // meant bits, ≤ 8 · stored bytes
  readonly warnings: readonly string[];
}

const formatTagExtensible = 0xfffe;
const plainTags = { pcm: 1, float: 3, alaw: 6, ulaw: 7 } as const;

/** Tags of RFC 2361 and mmreg.h that are met in the wild; the others are named by number. */
const codecNames: Readonly<Record<number, string>> = {
  0x0002: 'Microsoft ADPCM',
  0x0010: 'OKI ADPCM',
  0x0011: 'IMA ADPCM',
  0x0016: 'DIGI G.723',
  0x0022: 'TrueSpeech',
  0x0031: 'GSM 6.10',
  0x0040: 'G.721 ADPCM',
  0x0042: 'MSG723',
  0x0045: 'G.726 ADPCM',
  0x0050: 'MPEG layer 1 or 2',
  0x0055: 'MP3',
  0x0064: 'G.726 ADPCM',
  0x0065: 'G.722 ADPCM',
  0x00ff: 'AAC',
  0x0130: 'ACELP.net',
  0x0160: 'WMA 1',
  0x0161: 'WMA 2',
  0x0162: 'WMA Pro',
  0x0163: 'WMA Lossless',
  0x1610: 'AAC',
  0x2000: 'AC-3',
  0x2001: 'DTS',
  0x566f: 'Ogg Vorbis',
  0xf1ac: 'FLAC',
};

/** GUID tails of KSDATAFORMAT_SUBTYPE_* and of the Ambisonic B-format ones, which mean the same samples. */
const knownGuidTails = ['000000001000800000aa00389b71', '00002107d3118644c8c1ca000000'];

/**
 * @param chunk the body of the `fmt ` chunk, ≥ 14 bytes
 * @throws EngineError E_FORMAT: contradictory fields; E_CODEC: a format tag this reader does not decode
 */
export function parseWavFormat(chunk: DataView, littleEndian: boolean, name: string): WavFormat {
  const u16 = (offset: number) => (offset + 2 <= chunk.byteLength ? chunk.getUint16(offset, littleEndian) : 0);
  let tag = u16(0);
  const channels = u16(2);
  const sampleRateHz = chunk.getUint32(4, littleEndian);
  const blockAlign = u16(12);
  const declaredBits = u16(14);
  let validBits = declaredBits;
  if (tag === formatTagExtensible) {
    if (chunk.byteLength < 40) {
      throw new EngineError(
        'E_FORMAT',
        `"${name}": its extensible fmt chunk has ${chunk.byteLength} bytes, 40 are due`,
      );
    }
    const guidTail = hexAt(chunk, 26, 14);
    if (!knownGuidTails.includes(guidTail)) {
      throw new EngineError('E_CODEC', `"${name}" holds samples of unknown subformat ${hexAt(chunk, 24, 16)}`);
    }
    tag = u16(24);
    if (u16(18) > 0) validBits = u16(18);
  }
  const fields = { tag, bits: declaredBits, blockAlign, channels, name };
  const { format, warnings } = wavSampleFormat(fields);
  const storedBits = storedBitsOf[format];
  const companded = format === 'alaw' || format === 'ulaw';
  const bitsPerSample = companded || validBits < 1 || validBits > storedBits ? storedBits : validBits;
  return { channels, sampleRateHz, encoding: { format, littleEndian }, bitsPerSample, warnings };
}

const storedBitsOf = { u8: 8, s8: 8, s16: 16, s24: 24, s32: 32, f32: 32, f64: 64, alaw: 8, ulaw: 8 } as const;

interface TagFields {
  readonly tag: number;
  readonly bits: number;
  readonly blockAlign: number;
  readonly channels: number;
  readonly name: string;
}

function wavSampleFormat(fields: TagFields): { format: SampleFormat; warnings: string[] } {
  const { tag, bits, name } = fields;
  if (tag === plainTags.alaw) return { format: 'alaw', warnings: [] };
  if (tag === plainTags.ulaw) return { format: 'ulaw', warnings: [] };
  if (tag === plainTags.float) {
    if (bits === 32) return { format: 'f32', warnings: [] };
    if (bits === 64) return { format: 'f64', warnings: [] };
    throw new EngineError('E_CODEC', `"${name}": float samples of ${bits} bits must have 32 or 64`);
  }
  if (tag === plainTags.pcm) return integerFormat(fields);
  const hex = `0x${tag.toString(16).padStart(4, '0')}`;
  const codec = codecNames[tag];
  throw new EngineError('E_CODEC', `"${name}" is a WAV of format tag ${hex}${codec ? ` (${codec})` : ''}, not PCM`, {
    details: { formatTag: tag, codec: codec ?? null },
  });
}

const integerFormats = [undefined, 'u8', 's16', 's24', 's32'] as const;

/** blockAlign says how many bytes a sample takes (20 bits may sit in 3 or 4); the sample fills them from the top. */
function integerFormat({ bits, blockAlign, channels, name }: TagFields): { format: SampleFormat; warnings: string[] } {
  const leastBytes = Math.ceil(bits / 8);
  const alignBytes = channels > 0 ? blockAlign / channels : 0;
  const trusted = Number.isInteger(alignBytes) && alignBytes >= leastBytes && alignBytes <= 4;
  const format = integerFormats[trusted ? alignBytes : leastBytes];
  if (!format) throw new EngineError('E_CODEC', `"${name}": integer samples of ${bits} bits must have 1 to 32`);
  if (trusted || blockAlign === 0) return { format, warnings: [] };
  const rule = `${channels} × ${leastBytes} bytes`;
  return { format, warnings: [`The header's block size ${blockAlign} does not fit ${rule}: took the latter.`] };
}

function hexAt(view: DataView, offset: number, length: number): string {
  let hex = '';
  for (let i = 0; i < length; i++)
    hex += view
      .getUint8(offset + i)
      .toString(16)
      .padStart(2, '0');
  return hex;
}
