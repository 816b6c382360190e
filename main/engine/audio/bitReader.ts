/**
 * Bits of a byte array, most significant first: FLAC, ALAC, AAC and MP4 headers. Works on a padded copy, so that
 * a 32-bit load never leaves the buffer; reading past the last real bit throws OutOfBits.
 */
import { EngineError } from '../core/errors.ts';

/** The data ended inside a field. Callers that can read on catch it; elsewhere it is an E_FORMAT like any other. */
export class OutOfBits extends EngineError {
  constructor() {
    super('E_FORMAT', 'the coded data ends inside a field');
  }
}

const paddingBytes = 8;

export class BitReader {
  bitPosition = 0;
  readonly endBit: number;
  private readonly view: DataView;

  constructor(bytes: Uint8Array) {
    const padded = new Uint8Array(bytes.length + paddingBytes);
    padded.set(bytes);
    this.view = new DataView(padded.buffer);
    this.endBit = bytes.length * 8;
  }

  /** @param bits 0–25 */
  read(bits: number): number {
    if (bits === 0) return 0;
    const at = this.bitPosition;
    if ((this.bitPosition = at + bits) > this.endBit) throw new OutOfBits();
    return (this.view.getInt32(at >>> 3) << (at & 7)) >>> (32 - bits);
  }

  /** @param bits 0–53 */
  readLong(bits: number): number {
    if (bits <= 24) return this.read(bits);
    const low = bits % 24;
    let value = low === 0 ? 0 : this.read(low);
    for (let rest = bits - low; rest > 0; rest -= 24) value = value * 0x1000000 + this.read(24);
    return value;
  }

  /** Two's complement. @param bits 1–53 */
  readSigned(bits: number): number {
    const value = this.readLong(bits);
    return value >= 2 ** (bits - 1) ? value - 2 ** bits : value;
  }

  /** The number of zero bits before the next one bit, which is consumed. */
  readUnary(): number {
    let zeros = 0;
    for (;;) {
      const at = this.bitPosition;
      if (at >= this.endBit) throw new OutOfBits();
      const leading = Math.clz32((this.view.getInt32(at >>> 3) << (at & 7)) & -256);
      if (leading < 24) {
        this.bitPosition = at + leading + 1;
        if (this.bitPosition > this.endBit) throw new OutOfBits();
        return zeros + leading;
      }
      zeros += 24;
      this.bitPosition = at + 24;
    }
  }

  /**
   * Rice codes with parameter k: quotient in unary, k bits of remainder, zigzag sign.
   * @param out written from `start` to `end`
   */
  readRice(out: Int32Array | Float64Array, start: number, end: number, k: number): void {
    const { view, endBit } = this;
    let at = this.bitPosition;
    for (let i = start; i < end; i++) {
      const word = at < endBit ? view.getInt32(at >>> 3) << (at & 7) : 0;
      const quotient = Math.clz32(word);
      if (quotient + 1 + k <= 25) {
        const remainder = k === 0 ? 0 : (word << (quotient + 1)) >>> (32 - k);
        const code = (quotient << k) | remainder;
        out[i] = (code >>> 1) ^ -(code & 1);
        at += quotient + 1 + k;
      } else {
        this.bitPosition = at;
        const code = this.readUnary() * 2 ** k + this.readLong(k);
        if (code >= 2 ** 32) throw new EngineError('E_FORMAT', `a Rice code of ${code} exceeds 32 bits`);
        out[i] = code % 2 === 0 ? code / 2 : -(code + 1) / 2;
        at = this.bitPosition;
      }
    }
    this.bitPosition = at;
    if (at > endBit) throw new OutOfBits();
  }

  skip(bits: number): void {
    this.bitPosition += bits;
    if (this.bitPosition > this.endBit) throw new OutOfBits();
  }

  alignToByte(): void {
    this.bitPosition = (this.bitPosition + 7) & ~7;
  }
}
