/**
 * Who has a project open. Between processes of one machine SQLite's exclusive lock decides, which the kernel drops
 * with its process; the lock file beside the project only says who holds it, and guards against other machines
 * where a shared folder's locks may not work.
 */
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { EngineError } from '../engine/core/errors.ts';
import { sideFiles } from './projectFormat.ts';
import { storeError } from './sqliteErrors.ts';

export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  readonly openedAt: string; // ISO 8601
}

const openHere = new Set<string>();

function fileKey(path: string): string | null {
  const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stat === undefined ? null : `${stat.dev}:${stat.ino}`;
}

/** Asked before any other code of this process opens a file that may be the project; only stats it. */
export function isOpenHere(path: string): boolean {
  try {
    const key = fileKey(path);
    return key !== null && openHere.has(key);
  } catch {
    return false; // a path that cannot be looked at cannot be the file we have open
  }
}

export function readLockHolder(path: string): LockHolder | null {
  try {
    const value: unknown = JSON.parse(readFileSync(sideFiles.lock(path), 'utf8'));
    if (typeof value !== 'object' || value === null) return null;
    const { pid, host, openedAt } = value as Record<string, unknown>;
    return typeof pid === 'number' && typeof host === 'string' && typeof openedAt === 'string'
      ? { pid, host, openedAt }
      : null;
  } catch {
    return null; // no lock file, or one that says nothing
  }
}

export function lockedError(path: string, cause?: unknown): EngineError {
  const holder = readLockHolder(path);
  const who = holder === null ? 'another program' : `process ${holder.pid} on ${holder.host} since ${holder.openedAt}`;
  return new EngineError('E_PROJECT_LOCKED', `${path}: open in ${who}`, {
    cause,
    details: { path, ...holder },
  });
}

/** @throws EngineError E_PROJECT_LOCKED if another machine says it has the project open */
export function checkForeignHost(path: string): void {
  const holder = readLockHolder(path);
  if (holder === null || holder.host === hostname()) return;
  const lock = sideFiles.lock(path);
  throw new EngineError(
    'E_PROJECT_LOCKED',
    `${path}: open on ${holder.host} (process ${holder.pid}) since ${holder.openedAt}; if Phonoscope no longer runs there, delete ${lock}`,
    { details: { path, ...holder, lock } },
  );
}

/** A project on a full disk can be looked at, and made smaller: what only says who has it open is no reason against. */
function writeIfThereIsRoom(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    if (storeError(error, path).code !== 'E_DISK_FULL') throw error;
    rmSync(path, { force: true });
  }
}

/** Called with SQLite's exclusive lock held: whatever lock file is there belongs to a dead process. */
export function claimProject(path: string): () => void {
  const key = fileKey(path);
  const lock = sideFiles.lock(path);
  const holder: LockHolder = { pid: process.pid, host: hostname(), openedAt: new Date().toISOString() };
  writeIfThereIsRoom(lock, `${JSON.stringify(holder)}\n`);
  if (key !== null) openHere.add(key);
  return () => {
    if (key !== null) openHere.delete(key);
    rmSync(lock, { force: true });
  };
}

/** A reader keeps SQLite's shared lock only, and leaves no file. */
export function claimForReading(path: string): () => void {
  const key = fileKey(path);
  if (key !== null) openHere.add(key);
  return () => {
    if (key !== null) openHere.delete(key);
  };
}
