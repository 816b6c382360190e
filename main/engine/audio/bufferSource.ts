/** A ByteSource over bytes in memory: for tests, clipboard contents and files nested in other files. */
import { throwIfAborted } from '../core/errors.ts';
import type { ByteSource } from './source.ts';

/** @param bytes held, not copied: reads are views of it */
export function bufferSource(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
    close: () => Promise.resolve(),
  };
}

/** The same bytes from `skipBytes` on, as if the file began there (a FLAC stream behind an ID3 tag). */
export function tailSource(source: ByteSource, skipBytes: number): ByteSource {
  return {
    name: source.name,
    size: source.size === null ? null : Math.max(0, source.size - skipBytes),
    read: (offset, length, room) => source.read(offset + skipBytes, length, room),
    close: () => source.close(),
  };
}

/** A source whose reads end with E_ABORTED once the signal does: a table of hours is read in many of them. */
export function abortableSource(source: ByteSource, signal: AbortSignal): ByteSource {
  return {
    name: source.name,
    size: source.size,
    close: () => source.close(),
    async read(offset, length) {
      throwIfAborted(signal);
      const bytes = await source.read(offset, length);
      throwIfAborted(signal);
      return bytes;
    },
  };
}

/**
 * Keeps the first bytes of a source, so that the sniffer and the parser can both read the head of a pipe,
 * which can be read forward only.
 */
export async function withCachedHead(source: ByteSource, headBytes: number): Promise<ByteSource> {
  const head = await source.read(0, headBytes);
  return {
    name: source.name,
    size: source.size ?? (head.length < headBytes ? head.length : null),
    close: () => source.close(),
    async read(offset, length, room) {
      if (offset >= head.length) return source.read(offset, length, room);
      const cached = head.subarray(offset, offset + length);
      if (cached.length === length || head.length < headBytes) return cached;
      const rest = await source.read(head.length, length - cached.length);
      const joined = new Uint8Array(cached.length + rest.length);
      joined.set(cached);
      joined.set(rest, cached.length);
      return joined;
    },
  };
}
