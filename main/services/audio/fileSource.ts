/** A ByteSource over a file of the disk. What the operating system says becomes an EngineError with the name in it. */
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { EngineError } from '../../engine/core/errors.ts';
import type { EngineErrorCode } from '../../engine/core/errors.ts';
import type { ByteSource } from '../../engine/audio/source.ts';

/** @throws EngineError E_NOT_FOUND, E_PERMISSION, E_FORMAT: a directory, or empty; E_IO */
export async function openFileSource(path: string): Promise<ByteSource> {
  const name = basename(path);
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw fileError(error, name);
  });
  try {
    return toSource(handle, name, await fileSize(handle, name));
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * The same for regular files only: opening a pipe may wait for ever, and reading a device never end.
 * @throws EngineError as openFileSource
 */
export async function openRegularFile(path: string): Promise<ByteSource> {
  const there = await stat(path).catch(() => null); // what is wrong with the path is told on opening it
  if (there !== null && !there.isFile() && !there.isDirectory())
    throw new EngineError('E_FORMAT', `"${basename(path)}" is a pipe or a device, must be an audio file`);
  return openFileSource(path);
}

/** Bytes of a regular file; null for a pipe or a device, which can only be read forward. */
async function fileSize(handle: FileHandle, name: string): Promise<number | null> {
  const found = await handle.stat().catch((error: unknown) => {
    throw fileError(error, name);
  });
  if (found.isDirectory()) throw new EngineError('E_FORMAT', `"${name}" is a directory, must be an audio file`);
  if (!found.isFile()) return null;
  if (found.size === 0) throw new EngineError('E_FORMAT', `"${name}" is empty (0 bytes), must hold audio`);
  return found.size;
}

function toSource(handle: FileHandle, name: string, size: number | null): ByteSource {
  let pipePosition = 0;
  const readAt = async (offset: number, length: number, room?: Uint8Array): Promise<Uint8Array> => {
    const wanted = size === null ? length : Math.min(length, Math.max(0, size - offset));
    // New memory is read over at once: zeros first would cost as much as decoding.
    const buffer = room?.subarray(0, wanted) ?? Buffer.allocUnsafeSlow(wanted);
    let filled = 0;
    while (filled < buffer.length) {
      const position = size === null ? null : offset + filled;
      const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, position);
      if (bytesRead === 0) break; // the end, or a file that was cut while it was read
      filled += bytesRead;
    }
    return buffer.subarray(0, filled);
  };
  return {
    name,
    size,
    async read(offset, length, room) {
      if (size === null && offset !== pipePosition) {
        throw new EngineError('E_IO', `"${name}" is a pipe: cannot go to byte ${offset} from ${pipePosition}`);
      }
      try {
        const bytes = await readAt(offset, length, room);
        pipePosition = offset + bytes.length;
        return bytes;
      } catch (error) {
        throw fileError(error, name);
      }
    },
    close: () => handle.close(),
  };
}

const codes: Readonly<Record<string, readonly [EngineErrorCode, string]>> = {
  ENOENT: ['E_NOT_FOUND', 'does not exist'],
  ENOTDIR: ['E_NOT_FOUND', 'does not exist: part of its path is not a folder'],
  EACCES: ['E_PERMISSION', 'cannot be read: permission denied'],
  EPERM: ['E_PERMISSION', 'cannot be read: operation not permitted'],
  EISDIR: ['E_FORMAT', 'is a directory, must be an audio file'],
  ENAMETOOLONG: ['E_NOT_FOUND', 'has a name longer than the file system allows'],
};

function fileError(error: unknown, name: string): EngineError {
  if (error instanceof EngineError) return error;
  const errno = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  const [code, rule] = codes[errno] ?? ['E_IO', `cannot be read: ${errno}`];
  return new EngineError(code, `"${name}" ${rule}`, { cause: error, details: { errno } });
}
