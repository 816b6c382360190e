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
  /** All of them into place. @throws EngineError E_PARAM: a name is taken; E_IO. Then none of the new ones is there */
  commit(): Promise<void>;
  /** What was not committed goes. */
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

  /** @returns whether it is new there */
  const place = async (name: string): Promise<boolean> => {
    const [from, to] = [join(stage, name), join(folder, name)];
    if (replaces(name)) {
      const isNew = !(await isThere(to));
      await requireNoFolder(to, name);
      await withFileErrors(to, () => rename(from, to));
      return isNew;
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
    return true;
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
      for (const name of names) if (!replaces(name) && (await isThere(join(folder, name)))) throw taken(name);
      const placed: string[] = [];
      try {
        for (const name of names) {
          if (await place(name)) placed.push(name);
        }
      } catch (error) {
        for (const name of placed) await rm(join(folder, name), { force: true });
        throw error;
      }
    },
    async discard() {
      for (const handle of handles.values()) await handle.close().catch(() => undefined);
      await rm(stage, { recursive: true, force: true });
      release?.();
    },
  };
}

export async function isThere(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null)) !== null;
}

async function requireNoFolder(path: string, name: string): Promise<void> {
  if ((await lstat(path).catch(() => null))?.isDirectory() === true)
    throw new EngineError('E_PARAM', `"${name}" is a folder, must be a file`);
}

function taken(name: string): EngineError {
  return new EngineError('E_PARAM', `"${name}" exists: choose another name or folder, or replace what is there`);
}
