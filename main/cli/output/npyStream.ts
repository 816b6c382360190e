import type { ByteSink } from '../../engine/audio/byteSink.ts';
import { throwIfAborted } from '../../engine/core/errors.ts';
import { npyHeader } from '../../engine/core/npy.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import { createTimeSlice } from '../../services/audio/timeSlice.ts';

export interface NpyPart {
  readonly type: 'float32' | 'complex64';
  readonly shape: readonly number[];
  /** The rows in order, each [last dimension] (twice that for complex64); a row may be reused after the next is asked for. */
  readonly rows: Iterable<Float32Array> | AsyncIterable<Float32Array>;
}

const chunkValues = 2 ** 18; // 1 MiB

/** Writes rows as they come: an array of any length in the memory of a chunk. */
export async function writeNpyRows(
  sink: ByteSink,
  { type, shape, rows }: NpyPart,
  { signal, onProgress }: WorkOptions,
): Promise<void> {
  await sink.write(npyHeader(type, shape));
  const yieldIfDue = createTimeSlice();
  const total = shape.slice(0, -1).reduce((product, size) => product * size, 1);
  const rowValues = (shape.at(-1) ?? 1) * (type === 'complex64' ? 2 : 1);
  const chunk = new Float32Array(Math.max(chunkValues, rowValues));
  let used = 0;
  let done = 0;
  const flush = async () => {
    await sink.write(new Uint8Array(chunk.buffer, 0, 4 * used));
    used = 0;
  };
  for await (const row of rows) {
    if (used + row.length > chunk.length) await flush();
    chunk.set(row, used);
    used += row.length;
    done++;
    await yieldIfDue();
    throwIfAborted(signal);
    if (done % 64 === 0) onProgress?.({ done, total, unit: 'frames', note: 'computing' });
  }
  await flush();
}
