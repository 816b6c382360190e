/** How many bytes of samples a WAV file really holds: headers that were never finished do not say. */
import type { ByteReader } from './byteReader.ts';
import { isChunkId, unknownSize } from './wavChunks.ts';
import type { WavChunks } from './wavChunks.ts';

const maxTrailingChunks = 256;
const fourGiB = 2 ** 32;

/** Null: to the end of the source. Adds a warning to `chunks` whenever the header was not taken at its word. */
export async function wavDataBytes(reader: ByteReader, chunks: WavChunks): Promise<number | null> {
  const { offset, declaredBytes } = chunks.data;
  const isLong = chunks.container === 'RF64' || chunks.container === 'BW64';
  const bytes =
    isLong && declaredBytes === unknownSize && chunks.ds64DataBytes !== null ? chunks.ds64DataBytes : declaredBytes;
  const { size } = reader.source;
  if (bytes === unknownSize && !(isLong && chunks.ds64DataBytes !== null)) {
    chunks.warnings.push('The header gives no data size (0xFFFFFFFF): read to the end of the file.');
    return null;
  }
  if (bytes === 0 && size !== offset && !(await chunksFollow(reader, chunks, offset))) {
    chunks.warnings.push('The header gives a data size of 0: read to the end of the file.');
    return null;
  }
  if (size === null || isLong || size - offset - bytes < fourGiB) return bytes;
  const unwrapped = bytes + fourGiB * Math.floor((size - offset - bytes) / fourGiB);
  chunks.warnings.push(`The data size ${bytes} has wrapped at 4 GiB: took ${unwrapped} bytes.`);
  return unwrapped;
}

/** Whether whole chunks fill the file from `offset` on: only then is a data size of 0 the truth. */
async function chunksFollow(reader: ByteReader, chunks: WavChunks, offset: number): Promise<boolean> {
  const { size } = reader.source;
  if (size === null) return false;
  reader.position = offset;
  for (let count = 0; count < maxTrailingChunks; count++) {
    if (reader.position === size || reader.position === size + 1) return true;
    const header = await reader.peek(8);
    if (header.length < 8 || !isChunkId(header.subarray(0, 4))) return false;
    const view = await reader.take(8, 'a chunk header');
    const bytes = view.getUint32(4, chunks.littleEndian);
    reader.position += bytes + (bytes % 2);
  }
  return false;
}
