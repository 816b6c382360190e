/** Bytes put together one value after the other. */
export class ByteBuilder {
  readonly #littleEndian: boolean;
  #bytes = new Uint8Array(4096);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  constructor({ littleEndian = false } = {}) {
    this.#littleEndian = littleEndian;
  }

  get length(): number {
    return this.#length;
  }

  ascii(text: string): void {
    for (let i = 0; i < text.length; i++) this.u8(text.charCodeAt(i));
  }

  append(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#room(bytes.length));
  }

  u8(value: number): void {
    this.#view.setUint8(this.#room(1), value);
  }

  u16(value: number): void {
    this.#view.setUint16(this.#room(2), value, this.#littleEndian);
  }

  u32(value: number): void {
    this.#view.setUint32(this.#room(4), value, this.#littleEndian);
  }

  f64(value: number): void {
    this.#view.setFloat64(this.#room(8), value, this.#littleEndian);
  }

  toBytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  /** Where the next `count` bytes go. */
  #room(count: number): number {
    const start = this.#length;
    this.#length += count;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#length, 2 * this.#bytes.length));
      larger.set(this.#bytes);
      this.#bytes = larger;
      this.#view = new DataView(larger.buffer);
    }
    return start;
  }
}
