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
  readonly container: string; // WAV, RIFX, RF64 or BW64
  readonly littleEndian: boolean;
  readonly format: WavFormat;
  readonly data: { readonly offset: number; readonly declaredBytes: number };
  readonly ds64DataBytes: number | null;
  readonly warnings: string[];
}

/** Walks the chunks until both fmt and data are known. @throws EngineError E_FORMAT: they are not there */
export async function findWavChunks(reader: ByteReader, container: string): Promise<WavChunks> {
  const littleEndian = container !== 'RIFX';
  const warnings: string[] = [];
  let format: WavFormat | null = null;
  let data: WavChunks['data'] | null = null;
  let ds64DataBytes: number | null = null;
  for (let count = 0; count < maxChunks; count++) {
    if ((await reader.peek(8)).length < 8) throw endsInHeader(reader, format === null, data === null);
    const header = await reader.take(8, 'a chunk header');
    const id = asciiAt(header, 0, 4);
    const declaredBytes = header.getUint32(4, littleEndian);
    const offset = reader.position;
    if (id === 'fmt ' && !format) {
      format = await readFormat(reader, declaredBytes, littleEndian);
    } else if (id === 'ds64' && declaredBytes >= 24) {
      ds64DataBytes = Number((await reader.take(24, 'the ds64 chunk')).getBigUint64(8, littleEndian));
    } else if (id === 'data' && !data) {
      data = { offset, declaredBytes };
    }
    if (format && data) return { container, littleEndian, format, data, ds64DataBytes, warnings };
    const isLong = id === 'data' && ds64DataBytes !== null && declaredBytes === unknownSize;
    reader.position = offset + (isLong ? ds64DataBytes! : declaredBytes);
    if (!Number.isSafeInteger(reader.position)) throw endsInHeader(reader, format === null, data === null);
    if (declaredBytes % 2 === 1 && !(await skipPadding(reader)) && warnings.length === 0) {
      warnings.push(`The odd chunk "${id}" has no pad byte: read on without it.`);
    }
  }
  throw new EngineError('E_FORMAT', `"${reader.source.name}" has no fmt and data chunks among its first ${maxChunks}`);
}

function endsInHeader(reader: ByteReader, noFormat: boolean, noData: boolean): EngineError {
  const missing = [noFormat ? 'fmt' : '', noData ? 'data' : ''].filter(Boolean).join(' and no ');
  return new EngineError('E_FORMAT', `"${reader.source.name}" ends in its header: it has no ${missing} chunk`);
}

async function readFormat(reader: ByteReader, declaredBytes: number, littleEndian: boolean): Promise<WavFormat> {
  const { name } = reader.source;
  if (declaredBytes < 14 || declaredBytes > maxFormatBytes) {
    throw new EngineError(
      'E_FORMAT',
      `"${name}": its fmt chunk has ${declaredBytes} bytes, 14 to ${maxFormatBytes} are due`,
    );
  }
  return parseWavFormat(await reader.take(declaredBytes, 'the fmt chunk'), littleEndian, name);
}

/** A pad byte is due after an odd chunk; false if the writer forgot it, and then nothing is skipped. */
export async function skipPadding(reader: ByteReader): Promise<boolean> {
  const bytes = await reader.peek(5);
  if (isChunkId(bytes.subarray(0, 4)) && !isChunkId(bytes.subarray(1, 5))) return false;
  reader.position += 1;
  return true;
}

export function isChunkId(bytes: Uint8Array): boolean {
  return bytes.length === 4 && bytes.every((code) => code >= 0x20 && code < 0x7f);
}
