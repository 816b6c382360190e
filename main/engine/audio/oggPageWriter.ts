/**
 * Packets of one logical stream as Ogg pages (RFC 3533): lacing values of up to 255 bytes, packets that go on on the next
 * page, the checksum over each page. A page's granule is that of the last packet that ends on it, −1 where none ends.
 */
import { oggPageCrc } from './crc.ts';
import type { ByteSink } from './byteSink.ts';

const mostSegments = 255;
const headerBytes = 27;

export class OggPageWriter {
  readonly #sink: ByteSink;
  readonly #serial: number;
  #sequence = 0;
  #segments: number[] = [];
  #body: Uint8Array[] = [];
  #granule = -1;
  #isContinued = false;
  #bytes = 0;

  /** @param serial of the stream, 32 bits */
  constructor(sink: ByteSink, serial: number) {
    this.#sink = sink;
    this.#serial = serial;
  }

  /** Of all pages written. */
  get bytes(): number {
    return this.#bytes;
  }

  /** @param granule the codec's position at the packet's end */
  async add(packet: Uint8Array, granule: number): Promise<void> {
    let at = 0;
    for (;;) {
      if (this.#segments.length === mostSegments) await this.flush();
      const length = Math.min(255, packet.length - at);
      this.#segments.push(length);
      this.#body.push(packet.slice(at, at + length));
      at += length;
      if (length < 255) break; // a packet whose length is a multiple of 255 ends with a 0
    }
    this.#granule = granule;
  }

  /** Ends the page; an open packet goes on on the next. */
  async flush(isLast = false): Promise<void> {
    if (this.#segments.length === 0) return;
    const body = this.#body.reduce((sum, part) => sum + part.length, 0);
    const page = new Uint8Array(headerBytes + this.#segments.length + body);
    const view = new DataView(page.buffer);
    view.setUint32(0, 0x4f67_6753);
    const isFirst = this.#sequence === 0;
    page[5] = (this.#isContinued ? 1 : 0) | (isFirst ? 2 : 0) | (isLast ? 4 : 0);
    view.setBigInt64(6, BigInt(this.#granule), true);
    view.setUint32(14, this.#serial, true);
    view.setUint32(18, this.#sequence, true);
    page[26] = this.#segments.length;
    page.set(this.#segments, headerBytes);
    let at = headerBytes + this.#segments.length;
    for (const part of this.#body) {
      page.set(part, at);
      at += part.length;
    }
    view.setUint32(22, oggPageCrc(page), true);
    this.#isContinued = this.#segments.at(-1) === 255;
    this.#segments = [];
    this.#body = [];
    this.#granule = -1;
    this.#sequence++;
    this.#bytes += page.length;
    await this.#sink.write(page);
  }
}
