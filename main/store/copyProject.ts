import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { EngineError, throwIfAborted } from '../engine/core/errors.ts';
import { applyPragmas, markClosed } from './databaseState.ts';
import { ProjectConnection } from './projectConnection.ts';
import { projectPageBytes, sideFiles } from './projectFormat.ts';
import { isOpenHere, lockedError, readLockHolder } from './projectLock.ts';
import type { SaveCopyOptions } from './projectStore.ts';
import { openDatabase } from './sqlite.ts';
import { storeError, withStoreErrors } from './sqliteErrors.ts';

/** 4 MiB a step keeps the process answering while hours of audio are copied. */
const pagesPerStep = 512;
const maxAttempts = 5;

/** The rename itself must survive a power cut; Windows cannot open folders and does not need it. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function syncFile(path: string): void {
  const fd = openSync(path, 'r+');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** @throws EngineError E_PROJECT_LOCKED, E_NOT_FOUND, E_PERMISSION, E_DISK_FULL */
function checkTarget(path: string, bytes: number): void {
  const folder = dirname(path);
  if (isOpenHere(path))
    throw new EngineError('E_PROJECT_LOCKED', `${path}: already open in this program`, { details: { path } });
  const holder = existsSync(path) ? readLockHolder(path) : null;
  if (holder !== null && (holder.host !== hostname() || isAlive(holder.pid))) throw lockedError(path);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new EngineError('E_FORMAT', `${path}: it is a folder, not a file`, { details: { path } });
  accessSync(folder, constants.W_OK | constants.X_OK);
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < bytes)
    throw new EngineError('E_DISK_FULL', `${path}: the copy needs ${bytes} bytes, ${bavail * bsize} are free`, {
      details: { path },
    });
}

/** A copy taken page by page carries the open file's log mode and clean flag. Returns the revision it holds. */
function closeCopy(path: string): number {
  const db = openDatabase(path);
  try {
    applyPragmas(db, 'EXCLUSIVE');
    const revision = new ProjectConnection(path, db, false).revision();
    markClosed(db);
    return revision;
  } finally {
    db.close();
  }
}

/** A log or journal without its database would be replayed into the one that takes its name. */
export function removeSideFiles(path: string): void {
  for (const file of [sideFiles.wal(path), sideFiles.shm(path), sideFiles.journal(path)]) rmSync(file, { force: true });
}

function removeCopy(path: string): void {
  removeSideFiles(path);
  rmSync(path, { force: true });
}

const temporaryName = (path: string) => `.${basename(path)}.${process.pid}-${randomBytes(4).toString('hex')}.saving`;

/** What a killed process left of earlier copies to the same name. */
function removeLeftovers(path: string): void {
  const prefix = `.${basename(path)}.`;
  for (const name of readdirSync(dirname(path))) {
    const pid = name.startsWith(prefix)
      ? /^(\d+)-[0-9a-f]{8}\.saving$/.exec(name.slice(prefix.length))?.[1]
      : undefined;
    if (pid !== undefined && !isAlive(Number(pid))) removeCopy(join(dirname(path), name));
  }
}

const databaseBytes = ({ database }: ProjectConnection) =>
  Number(database.pragma('page_count', { simple: true })) * projectPageBytes;

async function copyOnce(
  source: ProjectConnection,
  temporary: string,
  { signal, onProgress }: SaveCopyOptions,
): Promise<number> {
  await source.database.backup(temporary, {
    progress: ({ totalPages, remainingPages }) => {
      throwIfAborted(signal);
      onProgress?.({
        doneBytes: (totalPages - remainingPages) * projectPageBytes,
        totalBytes: totalPages * projectPageBytes,
      });
      return pagesPerStep;
    },
  });
  return closeCopy(temporary);
}

/**
 * Copies the open project to `path` while it may go on changing; `path` appears complete or not at all.
 * `adopt` runs in the same turn, before anything else can change the source.
 */
export async function copyProject(
  source: ProjectConnection,
  path: string,
  options: SaveCopyOptions & { readonly adopt?: () => void } = {},
): Promise<void> {
  const temporary = join(dirname(path), temporaryName(path));
  withStoreErrors(path, () => {
    checkTarget(path, databaseBytes(source)); // which may be gone where it was
    removeLeftovers(path);
  });
  try {
    for (let attempt = 1; ; attempt++) {
      // A change may slip in between the last page and our turn; the copy is then complete but one step old.
      if ((await copyOnce(source, temporary, options)) === source.revision()) break;
      removeCopy(temporary);
      if (attempt === maxAttempts)
        throw new EngineError('E_IO', `${path}: the project changed too fast to be copied (${maxAttempts} attempts)`);
    }
    syncFile(temporary);
    removeSideFiles(path);
    renameSync(temporary, path);
    syncFolder(dirname(path));
    options.adopt?.();
  } catch (error) {
    removeCopy(temporary);
    throw storeError(error, path);
  }
}
