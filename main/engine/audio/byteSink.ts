/** Where writers put their bytes: a file that can be patched, or a pipe that cannot. */
export interface ByteSink {
  /** Appends. The bytes may be reused by the writer once the promise resolves. */
  write(bytes: Uint8Array): Promise<void>;
  /** Overwrites bytes already written; null for a pipe. */
  readonly writeAt: ((offset: number, bytes: Uint8Array) => Promise<void>) | null;
}

/** A ByteSink into memory: for clipboards and tests. */
export interface BufferSink extends ByteSink {
  /** A copy of everything written so far. */
  bytes(): Uint8Array;
}

export function bufferSink(): BufferSink {
  let buffer = new Uint8Array(4096);
  let used = 0;
  return {
    write(bytes) {
      if (used + bytes.length > buffer.length) {
        const grown = new Uint8Array(Math.max(2 * buffer.length, used + bytes.length));
        grown.set(buffer.subarray(0, used));
        buffer = grown;
      }
      buffer.set(bytes, used);
      used += bytes.length;
      return Promise.resolve();
    },
    writeAt(offset, bytes) {
      buffer.set(bytes, offset);
      return Promise.resolve();
    },
    bytes: () => buffer.slice(0, used),
  };
}
