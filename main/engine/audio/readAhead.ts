import type { ByteSource } from './source.ts';

export interface Stretch {
  readonly start: number; // byte of the source
  readonly bytes: number | null; // null: to the end of the source
  readonly pieceBytes: number; // of every piece but the last
}

/**
 * A stretch of a source piece by piece. While one is worked on the next is read; two buffers serve the whole stretch,
 * so a piece is used before the next is asked for. Ends early where the source does.
 */
export async function* readAhead(
  source: ByteSource,
  { start, bytes, pieceBytes }: Stretch,
): AsyncGenerator<Uint8Array, void> {
  const isAhead = source.size !== null; // a pipe may keep a read waiting that nobody wants any more
  const rooms = [0, 1].map(() => new Uint8Array(Math.min(pieceBytes, bytes ?? pieceBytes)));
  let at = 0;
  let nRead = 0;
  const read = () => {
    const length = Math.min(pieceBytes, (bytes ?? Infinity) - at);
    if (length <= 0) return null;
    const arrival = source.read(start + at, length, rooms[nRead++ % 2]);
    arrival.catch(() => undefined); // told where it is awaited, if it ever is
    at += length;
    return { length, arrival };
  };
  let next = read();
  try {
    while (next) {
      const { length, arrival } = next;
      next = null;
      const piece = await arrival;
      const hasMore = piece.length === length;
      if (isAhead && hasMore) next = read();
      yield piece;
      if (!isAhead && hasMore) next = read();
    }
  } finally {
    await next?.arrival.catch(() => undefined); // until then its buffer is written to
  }
}
