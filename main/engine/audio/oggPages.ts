/** Ogg pages and the packets in them (RFC 3533): checksums hold, or the page is skipped and its successor is marked. */
import { EngineError } from '../core/errors.ts';
import type { ByteReader } from './byteReader.ts';
import { oggPageCrc } from './crc.ts';
import type { ByteSource } from './source.ts';

export interface OggPage {
  readonly isContinued: boolean; // begins inside a packet of the page before
  readonly isFirst: boolean; // of its logical stream
  readonly isLast: boolean;
  readonly granule: number; // codec's position at the end of the last packet that ends here; −1: none ends
  readonly serial: number;
  readonly sequence: number;
  readonly segments: Uint8Array; // lacing values
  readonly body: Uint8Array;
  readonly skippedBytes: number; // damage right before this page
}

const headerBytes = 27;
const scanBytes = 65_536;
const maxPageBytes = headerBytes + 255 + 255 * 255;
const maxPacketBytes = 1 << 20;

/** The next intact page from the cursor on, or null at the end. */
export async function nextOggPage(reader: ByteReader): Promise<OggPage | null> {
  let skippedBytes = 0;
  for (;;) {
    const head = await reader.peek(headerBytes);
    if (head.length < headerBytes) return null;
    if (isCapture(head, 0)) {
      const page = await readPage(reader, skippedBytes);
      if (page) return page;
      reader.position++;
      skippedBytes++;
    }
    const window = await reader.peek(scanBytes);
    let at = 0;
    while (at + 4 <= window.length && !isCapture(window, at)) at++;
    if (at + 4 > window.length && window.length < scanBytes) return null;
    reader.position += at;
    skippedBytes += at;
  }
}

function isCapture(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x4f && bytes[at + 1] === 0x67 && bytes[at + 2] === 0x67 && bytes[at + 3] === 0x53;
}

async function readPage(reader: ByteReader, skippedBytes: number): Promise<OggPage | null> {
  const bytes = await reader.peek(maxPageBytes);
  const page = parseOggPage(bytes, skippedBytes);
  if (page) reader.position += headerBytes + page.segments.length + page.body.length;
  return page;
}

/** The page at bytes[0]; null if it is cut short or fails its checksum. */
export function parseOggPage(bytes: Uint8Array, skippedBytes = 0): OggPage | null {
  if (bytes.length < headerBytes || !isCapture(bytes, 0) || bytes[4] !== 0) return null;
  const nSegments = bytes[26]!;
  const segments = bytes.slice(headerBytes, headerBytes + nSegments);
  const bodyStart = headerBytes + nSegments;
  const end = bodyStart + segments.reduce((sum, value) => sum + value, 0);
  if (end > bytes.length) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, end);
  if (view.getUint32(22, true) !== oggPageCrc(bytes.subarray(0, end))) return null;
  return {
    isContinued: (bytes[5]! & 1) !== 0,
    isFirst: (bytes[5]! & 2) !== 0,
    isLast: (bytes[5]! & 4) !== 0,
    granule: Number(view.getBigInt64(6, true)),
    serial: view.getUint32(14, true),
    sequence: view.getUint32(18, true),
    segments,
    body: bytes.slice(bodyStart, end),
    skippedBytes,
  };
}

/** Joins the segments of one logical stream's pages into packets. */
export class OggPacketizer {
  private pending: Uint8Array[] = [];
  private pendingBytes = 0;
  private isOpen = false; // the last page ended inside a packet
  private nextSequence: number | null = null;

  /** Packets that end on this page; `lost` tells that something before or in them is missing. */
  take(page: OggPage): { packets: Uint8Array[]; lost: boolean } {
    const inOrder = this.nextSequence === null || page.sequence === this.nextSequence;
    this.nextSequence = (page.sequence + 1) >>> 0;
    let lost = !inOrder || page.skippedBytes > 0;
    if (!page.isContinued || !inOrder) {
      lost ||= this.isOpen;
      this.drop();
    }
    let discard = page.isContinued && !this.isOpen; // the head of this packet is not here
    const packets: Uint8Array[] = [];
    let at = 0;
    for (const length of page.segments) {
      if (!discard) this.append(page.body.subarray(at, at + length));
      at += length;
      this.isOpen = length === 255;
      if (this.isOpen) continue;
      if (discard) lost = true;
      else packets.push(this.join());
      discard = false;
    }
    if (discard) this.isOpen = false;
    return { packets, lost };
  }

  private append(part: Uint8Array): void {
    this.pendingBytes += part.length;
    if (this.pendingBytes > maxPacketBytes) {
      throw new EngineError('E_FORMAT', `an Ogg packet of more than ${maxPacketBytes} bytes`);
    }
    this.pending.push(part);
  }

  private join(): Uint8Array {
    const packet = new Uint8Array(this.pendingBytes);
    let at = 0;
    for (const part of this.pending) {
      packet.set(part, at);
      at += part.length;
    }
    this.drop();
    return packet;
  }

  private drop(): void {
    this.pending = [];
    this.pendingBytes = 0;
    this.isOpen = false;
  }
}

/** Serial and granule of the last intact page of a source of known length; null if the last 128 KiB hold none. */
export async function lastOggPage(source: ByteSource): Promise<{ serial: number; granule: number } | null> {
  if (source.size === null) return null;
  const start = Math.max(0, source.size - 2 * scanBytes);
  const tail = await source.read(start, source.size - start);
  for (let at = tail.length - headerBytes; at >= 0; at--) {
    if (!isCapture(tail, at)) continue;
    const page = parseOggPage(tail.subarray(at));
    if (page && page.granule >= 0) return { serial: page.serial, granule: page.granule };
  }
  return null;
}
