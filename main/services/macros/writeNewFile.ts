/** A file of an export: whole or not there, and never in the place of another unless that was wanted. */
import { randomUUID } from 'node:crypto';
import { link, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { ByteSink } from '../../engine/audio/byteSink.ts';
import { EngineError } from '../../engine/core/errors.ts';

export interface NewFileRules {
  readonly isReplacing: boolean;
  /** What must survive whatever is wanted: the inputs. */
  readonly keep: readonly string[];
}

/** @throws EngineError E_PARAM: it exists, or is an input; E_IO: with what the system says */
export async function writeNewFile<T>(
  path: string,
  { isReplacing, keep }: NewFileRules,
  write: (sink: ByteSink) => Promise<T>,
): Promise<T> {
  const taken = () =>
    new EngineError('E_PARAM', `"${basename(path)}" exists in that folder: replacing it was not allowed`);
  for (const input of keep)
    if (await isSameFile(path, input))
      throw new EngineError('E_PARAM', `"${basename(path)}" is an input itself: choose another folder or name`);
  if (!isReplacing && (await stat(path).catch(() => null)) !== null) throw taken();
  const beside = `${path}.${randomUUID().slice(0, 8)}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(beside, 'wx');
    let end = 0;
    const put = async (bytes: Uint8Array, position: number) => {
      for (let done = 0; done < bytes.length;)
        done += (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
    };
    const sink: ByteSink = {
      async write(bytes) {
        await put(bytes, end);
        end += bytes.length;
      },
      writeAt: (offset, bytes) => put(bytes, offset),
    };
    const result = await write(sink).finally(() => handle.close());
    if (isReplacing) await rename(beside, path);
    else await placeNew(beside, path, taken);
    return result;
  } catch (error) {
    if (error instanceof EngineError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new EngineError(code === 'ENOSPC' ? 'E_DISK_FULL' : 'E_IO', `"${path}" cannot be written: ${message}`);
  } finally {
    await rm(beside, { force: true });
  }
}

/** A link, unlike a rename, never replaces a file that appeared meanwhile; some file systems have none. */
async function placeNew(from: string, to: string, taken: () => EngineError): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw taken();
    await rename(from, to);
  }
}

async function isSameFile(path: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([path, other].map((one) => stat(one, { bigint: true }).catch(() => null)));
  return a != null && b != null && a.dev === b.dev && a.ino === b.ino;
}
