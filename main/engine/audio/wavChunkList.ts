/** Every chunk of a WAV file, for what lies beside the sound. */
import { EngineError } from '../core/errors.ts';
import { asciiAt, ByteReader } from './byteReader.ts';
import type { ByteSource } from './source.ts';
import { findWavChunks, skipPadding, type WavChunks } from './wavChunks.ts';
import { wavDataBytes } from './wavDataBytes.ts';

export interface WavChunk {
  readonly id: string;
  readonly offset: number; // of its body
  readonly bytes: number; // of its body, without padding
}

export interface WavFile extends Pick<WavChunks, 'container' | 'littleEndian' | 'format' | 'warnings'> {
  readonly chunks: readonly WavChunk[];
}

const maxChunks = 65_536;

/**
 * @throws EngineError E_FORMAT: no WAV, or its length is not known; E_CODEC: not PCM
 */
export async function listWavChunks(source: ByteSource): Promise<WavFile> {
  const { size } = source;
  const reader = new ByteReader(source);
  const head = await reader.take(12, 'the RIFF header');
  const container = asciiAt(head, 0, 4);
  if (!['RIFF', 'RIFX', 'RF64', 'BW64'].includes(container) || asciiAt(head, 8, 4) !== 'WAVE' || size === null)
    throw new EngineError('E_FORMAT', `"${source.name}" is no WAV file of known length`);
  const found = await findWavChunks(reader, container);
  const dataBytes = (await wavDataBytes(reader, found)) ?? size - found.data.offset;
  const chunks: WavChunk[] = [];
  reader.position = 12;
  while (reader.position + 8 <= size && chunks.length < maxChunks) {
    const header = await reader.take(8, 'a chunk header');
    const id = asciiAt(header, 0, 4);
    const offset = reader.position;
    const declared = offset === found.data.offset ? dataBytes : header.getUint32(4, found.littleEndian);
    const bytes = Math.min(declared, size - offset);
    chunks.push({ id, offset, bytes });
    reader.position = offset + bytes;
    if (bytes % 2 === 1) await skipPadding(reader);
  }
  const { littleEndian, format, warnings } = found;
  return { container, littleEndian, format, warnings, chunks };
}
