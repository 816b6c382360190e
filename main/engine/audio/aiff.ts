/**
 * AIFF (Apple, 1989) and AIFF-C (1991): big-endian IFF chunks COMM and SSND, in either order; the sampling rate is an
 * 80-bit IEEE 754 extended number.
 */
import { EngineError } from '../core/errors.ts';
import { asciiAt, ByteReader } from './byteReader.ts';
import { bytesPerSample } from './pcm.ts';
import type { PcmEncoding } from './pcm.ts';
import { createPcmDecoder } from './pcmDecoder.ts';
import type { AudioDecoder, ByteSource } from './source.ts';

interface AiffFormat {
  readonly channels: number;
  readonly declaredSamples: number;
  readonly bits: number;
  readonly sampleRateHz: number;
  readonly compression: string;
}

interface AiffData {
  readonly offset: number;
  readonly bytes: number;
}

const maxChunks = 4096;
const maxFormatBytes = 65_536;

/** @throws EngineError E_FORMAT: damaged header, outside audioLimits; E_CODEC: a compressed AIFF-C */
export async function openAiff(source: ByteSource): Promise<AudioDecoder> {
  const reader = new ByteReader(source);
  const head = await reader.take(12, 'the FORM header');
  const isAifc = asciiAt(head, 8, 4) === 'AIFC';
  const { format, data } = await findChunks(reader, isAifc);
  const { encoding, bitsPerSample } = aiffEncoding(format, source.name);
  const frameBytes = Math.max(1, format.channels * bytesPerSample[encoding.format]);
  const declaredBytes = format.declaredSamples * frameBytes;
  const warnings: string[] = [];
  let dataBytes: number | null = declaredBytes;
  if (format.declaredSamples === 0 && data.bytes > 0) {
    dataBytes = data.bytes;
    warnings.push(`The header says 0 samples, the sound chunk has ${data.bytes} bytes: took the latter.`);
  } else if (format.declaredSamples === 0 && data.bytes === 0 && source.size !== data.offset) {
    dataBytes = source.size === null || source.size > data.offset ? null : 0;
    warnings.push('The header gives no length: read to the end of the file.');
  } else if (declaredBytes > data.bytes && data.bytes > 0) {
    dataBytes = data.bytes;
    warnings.push(
      `The header says ${declaredBytes} bytes of samples, the sound chunk has ${data.bytes}: took the latter.`,
    );
  }
  return createPcmDecoder(source, {
    container: isAifc ? 'AIFF-C' : 'AIFF',
    sampleRateHz: format.sampleRateHz,
    channels: format.channels,
    encoding,
    bitsPerSample,
    dataOffset: data.offset,
    dataBytes,
    warnings,
  });
}

async function findChunks(reader: ByteReader, isAifc: boolean): Promise<{ format: AiffFormat; data: AiffData }> {
  let format: AiffFormat | undefined;
  let data: AiffData | undefined;
  for (let count = 0; count < maxChunks && !(format && data); count++) {
    if ((await reader.peek(8)).length < 8) break;
    const header = await reader.take(8, 'a chunk header');
    const id = asciiAt(header, 0, 4);
    const bytes = header.getUint32(4);
    const offset = reader.position;
    if (id === 'COMM') format = await readCommon(reader, bytes, isAifc);
    if (id === 'SSND') {
      const skipBytes = (await reader.take(8, 'the SSND chunk')).getUint32(0);
      data = { offset: offset + 8 + skipBytes, bytes: Math.max(0, bytes - 8 - skipBytes) };
    }
    reader.position = offset + bytes + (bytes % 2);
  }
  const { name } = reader.source;
  if (!format) throw new EngineError('E_FORMAT', `"${name}" has no COMM chunk, or ends before it`);
  if (!data) throw new EngineError('E_FORMAT', `"${name}" has no SSND chunk, or ends before it`);
  return { format, data };
}

async function readCommon(reader: ByteReader, bytes: number, isAifc: boolean): Promise<AiffFormat> {
  const dueBytes = isAifc ? 22 : 18;
  if (bytes < dueBytes || bytes > maxFormatBytes) {
    const rule = `${dueBytes} to ${maxFormatBytes} are due`;
    throw new EngineError('E_FORMAT', `"${reader.source.name}": its COMM chunk has ${bytes} bytes, ${rule}`);
  }
  const view = await reader.take(bytes, 'the COMM chunk');
  return {
    channels: view.getUint16(0),
    declaredSamples: view.getUint32(2),
    bits: view.getUint16(6),
    sampleRateHz: readExtended(view, 8),
    compression: isAifc ? asciiAt(view, 18, 4) : 'NONE',
  };
}

/** IEEE 754 80-bit extended: sign and 15-bit exponent (bias 16,383), then 64 bits of mantissa with its leading 1. */
function readExtended(view: DataView, offset: number): number {
  const signed = view.getUint16(offset);
  const exponent = signed & 0x7fff;
  const mantissa = view.getUint32(offset + 2) * 2 ** 32 + view.getUint32(offset + 6);
  const magnitude = exponent === 0x7fff ? NaN : mantissa * 2 ** (exponent - 16_383 - 63);
  return signed & 0x8000 ? -magnitude : magnitude;
}

const bigEndianIntegers = ['s8', 's16', 's24', 's32'] as const;

/** AIFF-C compression types that are plain samples; "42ni" and "23ni" are QuickTime's little-endian in24 and in32. */
const fixedTypes: Readonly<Record<string, PcmEncoding>> = {
  'raw ': { format: 'u8', littleEndian: false },
  in24: { format: 's24', littleEndian: false },
  in32: { format: 's32', littleEndian: false },
  '42ni': { format: 's24', littleEndian: true },
  '23ni': { format: 's32', littleEndian: true },
  fl32: { format: 'f32', littleEndian: false },
  FL32: { format: 'f32', littleEndian: false },
  fl64: { format: 'f64', littleEndian: false },
  FL64: { format: 'f64', littleEndian: false },
  alaw: { format: 'alaw', littleEndian: false },
  ALAW: { format: 'alaw', littleEndian: false },
  ulaw: { format: 'ulaw', littleEndian: false },
  ULAW: { format: 'ulaw', littleEndian: false },
};

function aiffEncoding({ compression, bits }: AiffFormat, name: string) {
  const fixed = fixedTypes[compression];
  if (fixed) return { encoding: fixed, bitsPerSample: 8 * bytesPerSample[fixed.format] };
  if (compression !== 'NONE' && compression !== 'twos' && compression !== 'sowt') {
    throw new EngineError('E_CODEC', `"${name}": AIFF-C compression "${compression}" is not decoded here`, {
      details: { compression },
    });
  }
  const format = bigEndianIntegers[Math.ceil(bits / 8) - 1];
  if (!format) throw new EngineError('E_FORMAT', `"${name}": samples of ${bits} bits must have 1 to 32`);
  return { encoding: { format, littleEndian: compression === 'sowt' }, bitsPerSample: bits };
}
