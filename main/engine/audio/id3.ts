/** ID3v2 tags ahead of MP3, FLAC and ADTS streams: skipped, not read (id3.org/id3v2.4.0-structure section 3.1). */
import type { ByteReader } from './byteReader.ts';

/** Moves the cursor past any ID3v2 tags that begin at it. */
export async function skipId3v2(reader: ByteReader): Promise<void> {
  for (let length = id3v2Bytes(await reader.peek(10)); length > 0; length = id3v2Bytes(await reader.peek(10))) {
    reader.position += length;
  }
}

/** Length of the ID3v2 tag whose header `head` is, in bytes; 0 if it is none. */
export function id3v2Bytes(head: Uint8Array): number {
  if (head.length < 10 || head[0] !== 0x49 || head[1] !== 0x44 || head[2] !== 0x33) return 0;
  if ((head[6]! | head[7]! | head[8]! | head[9]!) >= 0x80) return 0; // sizes use seven bits a byte
  const size = (head[6]! << 21) | (head[7]! << 14) | (head[8]! << 7) | head[9]!;
  const footerBytes = (head[5]! & 0x10) !== 0 ? 10 : 0;
  return 10 + size + footerBytes;
}
