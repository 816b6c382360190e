/** ID3v2 tags ahead of MP3, FLAC and ADTS streams: skipped, not read (id3.org, id3v2.4.0-structure, section 3.1). */
import type { ByteReader } from './byteReader.ts';
import { id3Bytes } from './sniffAudio.ts';

/** Moves the cursor past any ID3v2 tags that begin at it. */
export async function skipId3v2(reader: ByteReader): Promise<void> {
  for (let length = id3Bytes(await reader.peek(10)); length > 0; length = id3Bytes(await reader.peek(10))) {
    reader.position += length;
  }
}
