/**
 * Buffered reading of headers over a ByteSource: forward with a cursor, which may be set anywhere. One read is
 * bounded, so no length field of a hostile file can make it allocate more than `maxReadBytes`.
 */
import { EngineError } from '../core/errors.ts';
import type { ByteSource } from './source.ts';

const bufferBytes = 16_384;
export const maxReadBytes = 1 << 20;

export class ByteReader {
  readonly source: ByteSource;
  position: number;
  private buffer: Uint8Array = new Uint8Array(0);
  private bufferStart: number;

  constructor(source: ByteSource, position = 0) {
    this.source = source;
    this.position = position;
    this.bufferStart = position;
  }

  /** Up to `length` bytes at the cursor, fewer only at the end of the source; does not move the cursor. */
  async peek(length: number): Promise<Uint8Array> {
    if (length > maxReadBytes) {
      throw new EngineError('E_FORMAT', `a header asks for ${length} bytes at once, the limit is ${maxReadBytes}`);
    }
    const start = this.position - this.bufferStart;
    if (start < 0 || start + length > this.buffer.length) await this.fill(length);
    const offset = this.position - this.bufferStart;
    return this.buffer.subarray(offset, offset + length);
  }

  /** @throws EngineError E_FORMAT naming `what` if the source ends first */
  async take(length: number, what: string): Promise<DataView> {
    const bytes = await this.peek(length);
    if (bytes.length < length) {
      throw new EngineError(
        'E_FORMAT',
        `"${this.source.name}" ends in its header: ${what} needs ${length} bytes at ${this.position}, ${bytes.length} are there`,
      );
    }
    this.position += length;
    return new DataView(bytes.buffer, bytes.byteOffset, length);
  }

  private async fill(length: number): Promise<void> {
    const kept = this.buffer.subarray(Math.max(0, this.position - this.bufferStart));
    const inside = this.position >= this.bufferStart && kept.length > 0;
    if (!inside) {
      await this.readUpTo(this.position);
      this.buffer = await this.source.read(this.position, Math.max(length, bufferBytes));
    } else {
      const more = await this.source.read(this.position + kept.length, Math.max(length - kept.length, bufferBytes));
      const joined = new Uint8Array(kept.length + more.length);
      joined.set(kept);
      joined.set(more, kept.length);
      this.buffer = joined;
    }
    this.bufferStart = this.position;
  }

  /** A pipe cannot jump: what lies between is read and dropped. */
  private async readUpTo(position: number): Promise<void> {
    if (this.source.size !== null) return;
    for (let at = this.bufferStart + this.buffer.length; at < position;) {
      const { length } = await this.source.read(at, Math.min(maxReadBytes, position - at));
      if (length === 0) return;
      at += length;
    }
  }
}

/** Four-character codes and other short ASCII fields; bytes outside printable ASCII show as "?". */
export function asciiAt(view: DataView, offset: number, length: number): string {
  let text = '';
  for (let i = 0; i < length; i++) {
    const code = view.getUint8(offset + i);
    text += code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '?';
  }
  return text;
}
