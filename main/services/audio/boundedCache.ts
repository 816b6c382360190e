/** Least-recently-used values up to a number of bytes. A value larger than the bound is not kept. */
export class BoundedCache<V> {
  readonly #entries = new Map<string, V>(); // insertion order is order of use
  readonly #sizeOf: (value: V) => number;
  readonly #maxBytes: number;
  readonly #onDrop: ((value: V) => void) | undefined;
  #bytes = 0;

  /** @param onDrop told each value that had been kept and no longer is */
  constructor(maxBytes: number, sizeOf: (value: V) => number, onDrop?: (value: V) => void) {
    this.#maxBytes = maxBytes;
    this.#sizeOf = sizeOf;
    this.#onDrop = onDrop;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): V | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key: string, value: V): void {
    this.delete(key);
    const bytes = this.#sizeOf(value);
    if (bytes > this.#maxBytes) return;
    this.#entries.set(key, value);
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const value = this.#entries.get(key);
    if (value === undefined) return;
    this.#entries.delete(key);
    this.#bytes -= this.#sizeOf(value);
    this.#onDrop?.(value);
  }

  clear(): void {
    for (const key of this.#entries.keys()) this.delete(key);
  }
}
