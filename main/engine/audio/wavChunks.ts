/** The chunks of a WAV file: a four-character id, a 32-bit size, a body, a pad byte if the size is odd. */
import { EngineError } from '../core/errors.ts';
import { asciiAt } from './byteReader.ts';
import type { ByteReader } from './byteReader.ts';
import { parseWavFormat } from './wavFormat.ts';
import type { WavFormat } from './wavFormat.ts';

export const unknownSize = 0xffff_ffff;
const maxChunks = 4096; // before both fmt and data are found
const maxFormatBytes = 65_536;

export interface WavChunks {
  readonly container: string;
  readonly littleEndian: boolean;
  format: WavFormat | null;
  data: { readonly offset: number; readonly declaredBytes: number } | null;
  ds64: { readonly dataBytes: number } | null;
  readonly warnings: string[];
}

/** Walks the chunks until both fmt and data are known. @throws EngineError E_FORMAT: they are not there */
export async function findWavChunks(reader: ByteReader, chunks: WavChunks): Promise<void> {
  const { source } = reader;
  for (let count = 0; count < maxChunks; count++) {
    const header = await reader.peek(8);
    if (header.length < 8) {
      if (!chunks.format || !chunks.data) await failInHeader(reader, chunks, header.length);
      return;
    }
    const view = await reader.take(8, 'a chunk header');
    const id = asciiAt(view, 0, 4);
    const declaredBytes = view.getUint32(4, chunks.littleEndian);
    const offset = reader.position;
    if (id === 'fmt ' && !chunks.format) {
      chunks.format = await readFormat(reader, chunks, declaredBytes);
    } else if (id === 'ds64' && declaredBytes >= 24) {
      const sizes = await reader.take(24, 'the ds64 chunk');
      chunks.ds64 = { dataBytes: Number(sizes.getBigUint64(8, chunks.littleEndian)) };
    } else if (id === 'data' && !chunks.data) {
      chunks.data = { offset, declaredBytes };
    }
    if (chunks.format && chunks.data) return;
    reader.position = offset + declaredBytes;
    if (id === 'data' && chunks.ds64 && declaredBytes === unknownSize) reader.position = offset + chunks.ds64.dataBytes;
    if (declaredBytes % 2 === 1) await skipPadding(reader, chunks, id);
    if (!Number.isSafeInteger(reader.position)) break;
  }
  throw new EngineError('E_FORMAT', `"${source.name}" has no fmt and data chunks among its first ${maxChunks}`);
}

async function failInHeader(reader: ByteReader, chunks: WavChunks, leftBytes: number): Promise<never> {
  const missing = [chunks.format ? '' : 'fmt', chunks.data ? '' : 'data'].filter(Boolean).join(' and no ');
  throw new EngineError(
    'E_FORMAT',
    `"${reader.source.name}" ends in its header: no ${missing} chunk before byte ${reader.position + leftBytes}`,
  );
}

async function readFormat(reader: ByteReader, chunks: WavChunks, declaredBytes: number): Promise<WavFormat> {
  const { name } = reader.source;
  if (declaredBytes < 14 || declaredBytes > maxFormatBytes) {
    throw new EngineError(
      'E_FORMAT',
      `"${name}": its fmt chunk has ${declaredBytes} bytes, 14 to ${maxFormatBytes} are due`,
    );
  }
  return parseWavFormat(await reader.take(declaredBytes, 'the fmt chunk'), chunks.littleEndian, name);
}

/** A pad byte is due after an odd chunk; some writers forget it. */
async function skipPadding(reader: ByteReader, chunks: WavChunks, id: string): Promise<void> {
  const bytes = await reader.peek(5);
  if (isChunkId(bytes.subarray(0, 4)) && !isChunkId(bytes.subarray(1, 5))) {
    chunks.warnings.push(`The odd chunk "${id}" has no pad byte: read on without it.`);
    return;
  }
  reader.position += 1;
}

export function isChunkId(bytes: Uint8Array): boolean {
  return bytes.length === 4 && bytes.every((code) => code >= 0x20 && code < 0x7f);
}
