/**
 * TextGrids in Praat's binary format, big-endian: "ooBinaryFile", the class name, start and end (float64), a byte that
 * says whether there are tiers, their number (int32); of each tier its class, name, start, end and size, then its items.
 * Class names are a byte for the length and ASCII; other texts an int16 for the length and bytes of Latin-1, or, if that
 * is −1, another int16, which counts characters, not halves of surrogate pairs, and UTF-16. Errors carry the offset in bytes.
 */
import { EngineError } from '../core/errors.ts';
import {
  checkObjectClass,
  readTiers,
  readTimeRange,
  type TextGridContent,
  type TextGridInput,
} from './textGridBody.ts';

export const binaryMark = 'ooBinaryFile';

/** @throws EngineError E_FORMAT: it is no TextGrid, ends early, or holds something where it must not */
export function parseBinaryTextGrid(bytes: Uint8Array): TextGridContent {
  const reader = new BinaryReader(bytes);
  reader.skip(binaryMark.length);
  checkObjectClass(reader);
  const range = readTimeRange(reader, 'the TextGrid');
  if (reader.byte('whether there are tiers') === 0) return { ...range, tiers: [] };
  return { ...range, tiers: readTiers(reader) };
}

class BinaryReader implements TextGridInput {
  #at = 0; // bytes read
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get place(): string {
    return `byte ${this.#at}`;
  }

  skip(count: number): void {
    this.#at += count;
  }

  byte(what: string): number {
    return this.#view.getUint8(this.#take(1, what));
  }

  count(what: string): number {
    const value = this.#view.getInt32(this.#take(4, what));
    if (value < 0) this.#fail(`${what} is ${value}, must be ≥ 0`);
    return value;
  }

  number(what: string): number {
    const value = this.#view.getFloat64(this.#take(8, what));
    if (!Number.isFinite(value)) this.#fail(`${what} is ${value}, must be finite`);
    return value;
  }

  className(what: string): string {
    return this.#latin(this.byte(what), what);
  }

  text(what: string): string {
    const length = this.#view.getUint16(this.#take(2, what));
    if (length !== 0xffff) return this.#latin(length, what);
    const nCharacters = this.#view.getUint16(this.#take(2, what));
    const start = this.#at;
    for (let c = 0; c < nCharacters; c++) {
      const unit = this.#view.getUint16(this.#take(2, what));
      if (unit >= 0xd800 && unit < 0xdc00) this.#take(2, what); // its second half
    }
    return new TextDecoder('utf-16be', { ignoreBOM: true }).decode(this.#bytes.subarray(start, this.#at));
  }

  #fail(message: string): never {
    throw new EngineError('E_FORMAT', `${this.place}: ${message}`);
  }

  #latin(count: number, what: string): string {
    const start = this.#take(count, what);
    return new TextDecoder('windows-1252').decode(this.#bytes.subarray(start, start + count));
  }

  #take(count: number, what: string): number {
    const start = this.#at;
    if (start + count > this.#bytes.length) this.#fail(`the file ends before ${what}`);
    this.#at += count;
    return start;
  }
}
