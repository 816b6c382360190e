import type { FileHandle } from 'node:fs/promises';
import type { ByteSink } from '../../engine/audio/byteSink.ts';
import { withFileErrors } from './fileErrors.ts';

/** An open file as what writers write to. @param path as errors name it. @param isSeekable false: a pipe or device */
export function fileSink(handle: FileHandle, path: string, isSeekable = true): ByteSink {
  const writeAll = async (bytes: Uint8Array, position: number) => {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await withFileErrors(path, () =>
        handle.write(bytes, done, bytes.length - done, isSeekable ? position + done : null),
      );
      done += bytesWritten;
    }
  };
  let end = 0;
  return {
    async write(bytes) {
      await writeAll(bytes, end);
      end += bytes.length;
    },
    writeAt: isSeekable ? (offset, bytes) => writeAll(bytes, offset) : null,
  };
}
