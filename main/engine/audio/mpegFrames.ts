/** Cuts an MPEG audio stream into frames, stepping over tags and damage. */
import type { ByteReader } from './byteReader.ts';
import { isSameStream, parseMpegHeader } from './mpegHeader.ts';
import type { MpegHeader } from './mpegHeader.ts';
import { hasMagic } from './sniffAudio.ts';

export interface MpegFrame {
  readonly header: MpegHeader;
  readonly data: Uint8Array; // a view, valid until the next call
  readonly skippedBytes: number; // before this frame
}

const scanBytes = 16_384;
const maxFrameBytes = 8_192;
const firstFrameWithinBytes = 1 << 20;

export class MpegFrameReader {
  readonly reader: ByteReader;
  /** Bytes at the end that are neither frames nor tags. */
  trailingBytes = 0;
  private stream: MpegHeader | null = null;
  private readonly startAt: number;

  constructor(reader: ByteReader) {
    this.reader = reader;
    this.startAt = reader.position;
  }

  /** The next frame, or null at the end (or if there is none in the first megabyte). */
  async next(): Promise<MpegFrame | null> {
    let skippedBytes = 0;
    for (;;) {
      const bytes = await this.reader.peek(maxFrameBytes);
      const header = this.parse(bytes, 0);
      const length = header?.frameBytes ?? 0;
      if (
        header &&
        length > 0 &&
        bytes.length >= length &&
        (skippedBytes === 0 && this.stream ? true : this.isFollowed(bytes, length))
      ) {
        this.stream ??= header;
        this.reader.position += length;
        return { header, data: bytes.subarray(0, length), skippedBytes };
      }
      if (header && header.frameBytes === null && !this.stream)
        return { header, data: bytes.subarray(0, 4), skippedBytes };
      if (bytes.length < 4 || isEndTag(bytes)) {
        this.trailingBytes = isEndTag(bytes) ? 0 : skippedBytes + bytes.length;
        return null;
      }
      if (!this.stream && this.reader.position - this.startAt > firstFrameWithinBytes) return null;
      const step = await this.distanceToSync();
      this.reader.position += step;
      skippedBytes += step;
    }
  }

  private parse(bytes: Uint8Array, at: number): MpegHeader | null {
    const header = parseMpegHeader(bytes, at);
    return header && (!this.stream || isSameStream(header, this.stream)) ? header : null;
  }

  /** Sync words also occur inside data: away from a known frame boundary the next header must be there as well. */
  private isFollowed(bytes: Uint8Array, length: number): boolean {
    if (bytes.length < length + 4) return true; // the last frame
    const here = parseMpegHeader(bytes, 0);
    const next = parseMpegHeader(bytes, length);
    return (here !== null && next !== null && isSameStream(here, next)) || isEndTag(bytes.subarray(length));
  }

  private async distanceToSync(): Promise<number> {
    const bytes = await this.reader.peek(scanBytes);
    for (let i = 1; i + 4 <= bytes.length; i++) if (bytes[i] === 0xff && this.parse(bytes, i)) return i;
    return Math.max(1, bytes.length - 3);
  }
}

/** ID3v1, APE and Lyrics3 tags follow the audio. */
function isEndTag(bytes: Uint8Array): boolean {
  return (
    (hasMagic(bytes, 'TAG') && bytes.length <= 128 + 227) ||
    hasMagic(bytes, 'APETAGEX') ||
    hasMagic(bytes, 'LYRICSBEGIN')
  );
}
