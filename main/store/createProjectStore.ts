import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { EngineError } from '../engine/core/errors.ts';
import { isAlive, removeSideFiles, syncFolder } from './copyProject.ts';
import { migrate } from './migrate.ts';
import { openProjectStore } from './openProjectStore.ts';
import { applyPragmas } from './databaseState.ts';
import { projectApplicationId, projectPageBytes } from './projectFormat.ts';
import { isOpenHere, lockedError, readLockHolder } from './projectLock.ts';
import type { ProjectStore } from './projectStore.ts';
import { newId } from './rows.ts';
import { openDatabase } from './sqlite.ts';
import { storeError } from './sqliteErrors.ts';

function writeEmptyProject(path: string, appVersion: string): void {
  const db = openDatabase(path);
  try {
    applyPragmas(db, 'EXCLUSIVE');
    db.pragma(`page_size = ${projectPageBytes}`);
    db.pragma(`application_id = ${projectApplicationId}`);
    migrate(db);
    const insert = db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)');
    const createdAt = new Date().toISOString();
    const entries = { projectId: newId(), createdAt, appVersion, revision: '0', clean: '1' };
    db.transaction(() => {
      for (const [key, value] of Object.entries(entries)) insert.run(key, value);
    })();
  } finally {
    db.close();
  }
}

/** A hard link, unlike a rename, never replaces a file that appeared meanwhile; some file systems have none. */
function linkOrRename(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw error;
    renameSync(from, to);
  }
}

/** @throws EngineError E_NOT_FOUND: its folder; E_PARAM: it exists */
export function requireNewName(path: string): void {
  const folder = dirname(path);
  if (!existsSync(folder))
    throw new EngineError('E_NOT_FOUND', `${folder}: there is no such folder`, { details: { path } });
  if (existsSync(path))
    throw new EngineError('E_PARAM', `${path}: exists already; a new project needs a new name`, { details: { path } });
}

/** A closed project on the same file system gets its name, durably. @throws EngineError E_PARAM if `path` exists */
export function moveIntoPlace(closed: string, path: string): void {
  requireNewName(path);
  removeSideFiles(path);
  linkOrRename(closed, path);
  syncFolder(dirname(path));
}

/** @throws EngineError E_PROJECT_LOCKED: the project is open, here or elsewhere */
export function requireClosed(path: string): void {
  const holder = isOpenHere(path) ? undefined : readLockHolder(path);
  if (holder === null) return;
  if (holder !== undefined && holder.host === hostname() && !isAlive(holder.pid)) return;
  throw lockedError(path);
}

/** As moveIntoPlace, in place of the file that has the name, if there is one. @throws EngineError E_PROJECT_LOCKED */
export function moveOver(closed: string, path: string): void {
  requireClosed(path);
  removeSideFiles(path);
  renameSync(closed, path);
  syncFolder(dirname(path));
}

/**
 * Makes an empty project that is complete from its first moment on the disk, and opens it.
 * @throws EngineError E_PARAM if `path` exists; E_NOT_FOUND, E_PERMISSION, E_DISK_FULL, E_IO
 */
export function createProjectStore(path: string, { appVersion }: { readonly appVersion: string }): ProjectStore {
  requireNewName(path);
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.creating`);
  try {
    writeEmptyProject(temporary, appVersion);
    moveIntoPlace(temporary, path);
  } catch (error) {
    throw storeError(error, path);
  } finally {
    rmSync(temporary, { force: true });
  }
  return openProjectStore(path);
}
