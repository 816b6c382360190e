/** A file that appears whole or not at all: written beside its place and renamed into it. */
import { randomBytes } from 'node:crypto';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ByteSink } from '../../engine/audio/byteSink.ts';
import { EngineError } from '../../engine/core/errors.ts';
import { fileError, withFileErrors } from '../../services/projects/fileErrors.ts';
import { fileSink } from '../../services/projects/fileSink.ts';
import { guardUnfinished } from '../process/interrupt.ts';
import { stdoutSink } from './stdout.ts';

export interface OutputRules {
  /** Files that must survive: the inputs. */
  readonly keep?: readonly string[];
  /** May a file of this name be replaced? */
  readonly replace: boolean;
}

/**
 * Runs `write` on a sink for `path` (`-`: stdout); the file is there if and only if `write` succeeds.
 * @throws EngineError E_PARAM: it is an input, a folder, or exists and must not be replaced; E_NOT_FOUND, E_PERMISSION,
 *   E_DISK_FULL, E_IO
 */
export async function writeOutput<T>(
  path: string,
  rules: OutputRules,
  write: (sink: ByteSink) => Promise<T>,
): Promise<T> {
  if (path === '-') return write(stdoutSink);
  await checkOutput(path, rules);
  const place = await realpath(path).catch(() => path); // through a link: what it points to is replaced
  if (await isDevice(place)) return writeInPlace(place, write);

  const beside = join(dirname(place), `.${basename(place)}.${randomBytes(4).toString('hex')}.part`);
  const handle = await open(beside, 'wx').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw fileError(error, path);
    throw new EngineError('E_NOT_FOUND', `"${path}" cannot be: there is no folder "${dirname(place)}"`);
  });
  const release = guardUnfinished(beside);
  try {
    try {
      const result = await write(fileSink(handle, path, true));
      await withFileErrors(path, () => handle.close());
      await withFileErrors(path, () => rename(beside, place));
      return result;
    } catch (error) {
      await handle.close().catch(() => undefined);
      await rm(beside, { force: true });
      throw error;
    }
  } finally {
    release();
  }
}

/** @throws as `writeOutput`; for a check before long work */
export async function checkOutput(path: string, { keep = [], replace }: OutputRules): Promise<void> {
  if (path === '-') return;
  const there = await statOf(path);
  if (there === null) return;
  if (there.isDirectory()) throw new EngineError('E_PARAM', `"${path}" is a folder, must be a file`);
  for (const input of keep) {
    const kept = input === '-' ? null : await statOf(input);
    if (kept !== null && kept.dev === there.dev && kept.ino === there.ino)
      throw new EngineError('E_PARAM', `"${path}" is the input itself: choose another name for the output`);
  }
  if (!replace && there.isFile())
    throw new EngineError('E_PARAM', `"${path}" exists: choose another name, or say --force to replace it`);
}

async function statOf(path: string) {
  return stat(path, { bigint: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw fileError(error, path);
  });
}

/** A pipe or /dev/null is written to: renaming over it would destroy it. */
async function isDevice(path: string): Promise<boolean> {
  const there = await statOf(path);
  return there !== null && !there.isFile();
}

async function writeInPlace<T>(path: string, write: (sink: ByteSink) => Promise<T>): Promise<T> {
  const handle = await withFileErrors(path, () => open(path, 'w'));
  try {
    return await write(fileSink(handle, path, false));
  } finally {
    await handle.close();
  }
}
