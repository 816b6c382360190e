/**
 * Files of one export that appear together at the end or not at all: they are made in a hidden folder beside their place and
 * moved out of it. A file that is there already is replaced only where that was asked for.
 */
import { randomBytes } from 'node:crypto';
import { link, lstat, mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { ByteSink } from '../../engine/audio/byteSink.ts';
import { EngineError } from '../../engine/core/errors.ts';
import { fileError, withFileErrors } from '../projects/fileErrors.ts';
import { fileSink } from '../projects/fileSink.ts';

/** Files that are being made. */
export interface StagedSinks {
  /** Where a program may write the file itself. */
  path(name: string): string;
  sink(name: string): Promise<ByteSink>;
  /** It is complete: on the disk, not only with the system. @throws EngineError E_DISK_FULL, E_IO. @returns its bytes */
  close(name: string): Promise<number>;
}

export interface StagedFiles extends StagedSinks {
  /** All of them into place. @throws EngineError E_PARAM: a name is taken; E_IO. Then all is as it was before */
  commit(): Promise<void>;
  /** What was not committed goes; what cannot be removed stays in its hidden folder, unsaid: the export has ended anyway. */
  discard(): Promise<void>;
}

export interface StagingOptions {
  /** Whether a file of that name that is there may go. */
  readonly replaces: (name: string) => boolean;
  /** Told the hidden folder, for those who end in haste. @returns to be called when it is gone */
  readonly guard?: ((folder: string) => () => void) | undefined;
}

const withoutLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/** @throws EngineError E_NOT_FOUND: there is no such folder; E_PERMISSION, E_IO */
export async function stageFiles(folder: string, { replaces, guard }: StagingOptions): Promise<StagedFiles> {
  const stage = join(folder, `.phonoscope-export-${randomBytes(4).toString('hex')}`);
  await withFileErrors(folder, () => mkdir(stage));
  const release = guard?.(stage);
  const handles = new Map<string, FileHandle>();
  const names: string[] = [];
  let isKept = false; // holds a file that could not be put back

  /** @returns what undoes it */
  const place = async (name: string, n: number): Promise<() => Promise<void>> => {
    const [from, to, old] = [join(stage, name), join(folder, name), join(stage, `.old-${n}`)];
    const takeAway = () => rm(to, { force: true });
    if (replaces(name)) {
      if (!(await isThere(to))) {
        await withFileErrors(to, () => rename(from, to));
        return takeAway;
      }
      await withFileErrors(to, () => keep(to, old));
      const putBack = () => rename(old, to);
      try {
        await rename(from, to);
      } catch (error) {
        await putBack().catch(() => (isKept = true));
        throw fileError(error, to);
      }
      return putBack;
    }
    try {
      await link(from, to); // unlike a renamed file, a linked one never takes another's place
      await rm(from, { force: true });
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') throw taken(name);
      if (!withoutLinks.has(code)) throw fileError(error, to);
      if (await isThere(to)) throw taken(name);
      await withFileErrors(to, () => rename(from, to));
    }
    return takeAway;
  };

  return {
    path: (name) => join(stage, name),
    async sink(name) {
      const handle = await withFileErrors(join(folder, name), () => open(join(stage, name), 'wx'));
      handles.set(name, handle);
      return fileSink(handle, join(folder, name));
    },
    async close(name) {
      const shown = join(folder, name);
      const handle = handles.get(name) ?? (await withFileErrors(shown, () => open(join(stage, name), 'r+')));
      handles.set(name, handle);
      await withFileErrors(shown, () => handle.datasync());
      const { size } = await withFileErrors(shown, () => handle.stat());
      await withFileErrors(shown, () => handle.close());
      handles.delete(name);
      names.push(name);
      return size;
    },
    async commit() {
      await requirePlaces(folder, names, replaces);
      const undo: (() => Promise<void>)[] = [];
      try {
        for (const [n, name] of names.entries()) undo.push(await place(name, n));
      } catch (error) {
        for (const back of undo.reverse()) await back().catch(() => (isKept = true));
        if (!isKept) throw error;
        const reason = error instanceof Error ? error.message : String(error);
        throw new EngineError('E_IO', `${reason}; what could not be put back is in "${stage}"`);
      }
    },
    async discard() {
      for (const handle of handles.values()) await handle.close().catch(() => undefined);
      if (!isKept)
        await rm(stage, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }).catch(() => undefined);
      release?.();
    },
  };
}

export async function isThere(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null)) !== null;
}

/** @throws EngineError E_PARAM: a name is taken, or a folder's */
export async function requirePlaces(
  folder: string,
  names: readonly string[],
  replaces: StagingOptions['replaces'],
): Promise<void> {
  for (const name of names) {
    const there = await lstat(join(folder, name)).catch(() => null);
    if (there === null) continue;
    if (!replaces(name)) throw taken(name);
    if (there.isDirectory()) throw new EngineError('E_PARAM', `"${name}" is a folder, must be a file`);
  }
}

/** Under a second name where the disk can: then the place is never empty, whatever ends the program. */
async function keep(path: string, old: string): Promise<void> {
  try {
    await link(path, old);
  } catch (error) {
    if (!withoutLinks.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    await rename(path, old);
  }
}

function taken(name: string): EngineError {
  return new EngineError('E_PARAM', `"${name}" exists: choose another name or folder, or replace what is there`);
}
