/** Apple Core Audio Format: big-endian chunks with 64-bit sizes; the samples may be of either byte order. */
import { EngineError } from '../core/errors.ts';
import { asciiAt, ByteReader } from './byteReader.ts';
import { bytesPerSample } from './pcm.ts';
import type { PcmEncoding } from './pcm.ts';
import { createPcmDecoder } from './pcmDecoder.ts';
import type { AudioDecoder, ByteSource } from './source.ts';

interface CafFormat {
  readonly sampleRateHz: number;
  readonly formatId: string;
  readonly flags: number; // 1 float, 2 little-endian
  readonly bytesPerPacket: number;
  readonly channels: number;
  readonly bits: number;
}

const maxChunks = 4096;
const editCountBytes = 4;

/** @throws EngineError E_FORMAT: damaged header, outside audioLimits; E_CODEC: a compressed format */
export async function openCaf(source: ByteSource): Promise<AudioDecoder> {
  const reader = new ByteReader(source);
  const version = (await reader.take(8, 'the CAF header')).getUint16(4);
  if (version !== 1) throw new EngineError('E_FORMAT', `"${source.name}": CAF version ${version} must be 1`);
  const { format, data } = await findChunks(reader);
  const encoding = cafEncoding(format, source.name);
  const storedBits = 8 * bytesPerSample[encoding.format];
  return createPcmDecoder(source, {
    container: 'CAF',
    sampleRateHz: format.sampleRateHz,
    channels: format.channels,
    encoding,
    bitsPerSample: format.formatId === 'lpcm' ? Math.min(format.bits, storedBits) : storedBits,
    dataOffset: data.offset,
    dataBytes: data.bytes,
    warnings: data.bytes === null ? ['The header gives no data size (−1): read to the end of the file.'] : [],
  });
}

async function findChunks(reader: ByteReader) {
  let format: CafFormat | undefined;
  const { name } = reader.source;
  for (let count = 0; count < maxChunks; count++) {
    if ((await reader.peek(12)).length < 12) break;
    const header = await reader.take(12, 'a chunk header');
    const id = asciiAt(header, 0, 4);
    const bytes = Number(header.getBigInt64(4));
    const offset = reader.position;
    if (id === 'desc') format = readDescription(await reader.take(32, 'the desc chunk'));
    if (id === 'data') {
      // The specification puts desc first, so a file without it here has none.
      if (!format) throw new EngineError('E_FORMAT', `"${name}" has no desc chunk before its data`);
      const sampleBytes = bytes === -1 ? null : Math.max(0, bytes - editCountBytes);
      return { format, data: { offset: offset + editCountBytes, bytes: sampleBytes } };
    }
    if (bytes < 0 || !Number.isSafeInteger(offset + bytes)) {
      throw new EngineError('E_FORMAT', `"${name}": chunk "${id}" of ${bytes} bytes must have 0 or more`);
    }
    reader.position = offset + bytes;
  }
  throw new EngineError('E_FORMAT', `"${name}" has no data chunk, or ends before it`);
}

function readDescription(view: DataView): CafFormat {
  return {
    sampleRateHz: view.getFloat64(0),
    formatId: asciiAt(view, 8, 4),
    flags: view.getUint32(12),
    bytesPerPacket: view.getUint32(16),
    channels: view.getUint32(24),
    bits: view.getUint32(28),
  };
}

const integerFormats = [undefined, 's8', 's16', 's24', 's32'] as const;

function cafEncoding(format: CafFormat, name: string): PcmEncoding {
  const { formatId, flags, bits, bytesPerPacket, channels } = format;
  const littleEndian = (flags & 2) !== 0;
  if (formatId === 'alaw' || formatId === 'ulaw') return { format: formatId, littleEndian };
  if (formatId !== 'lpcm') {
    throw new EngineError('E_CODEC', `"${name}": CAF format "${formatId}" is not decoded here`, {
      details: { formatId },
    });
  }
  const isFloat = (flags & 1) !== 0;
  if (isFloat && (bits === 32 || bits === 64)) return { format: bits === 32 ? 'f32' : 'f64', littleEndian };
  const packedBytes = bytesPerPacket / Math.max(1, channels);
  const leastBytes = Math.ceil(bits / 8);
  const sampleFormat = isFloat || packedBytes < leastBytes ? undefined : integerFormats[packedBytes];
  if (!sampleFormat || bits < 1) {
    const kind = isFloat ? 'float' : 'integer';
    throw new EngineError('E_FORMAT', `"${name}": ${kind} samples of ${bits} bits in ${packedBytes} bytes do not fit`);
  }
  return { format: sampleFormat, littleEndian };
}
