import { accessSync, constants, copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { EngineError } from '../engine/core/errors.ts';
import { checkOnOpen } from './checkDatabase.ts';
import { putLogBack } from './filePlace.ts';
import { readMeta } from './metaTable.ts';
import { migrate } from './migrate.ts';
import { connectForReading, connectForWriting, type ProjectConnection } from './projectConnection.ts';
import { isOwnJournal } from './ownJournal.ts';
import { sideFiles } from './projectFormat.ts';
import { readProjectHeader, type ProjectHeader } from './projectHeader.ts';
import { checkForeignHost } from './projectLock.ts';
import type { ProjectStore } from './projectStore.ts';
import { createSqliteStore } from './sqliteStore.ts';
import { withStoreErrors } from './sqliteErrors.ts';

export interface OpenProjectOptions {
  /** Leaves the file as it is, whatever its state; needs no right to write. */
  readonly readOnly?: boolean;
}

/** Larger files are copied only where the journal may be a stranger's. */
const mostTriedBytes = 64 * 2 ** 20;

/** Closing a connection that may write folds a pending log into the file: a damaged one is looked at without. */
function inspect(path: string, header: ProjectHeader): void {
  if (!header.hasJournal) {
    connectForReading(path, (connection) => {
      checkOnOpen(connection, true);
    }).close();
    return;
  }
  // An import was interrupted: hours of sound need not be copied to take back its last megabytes.
  if (header.fileBytes > mostTriedBytes && isOwnJournal(path)) return;
  // A pending rollback can only be tried by a writer: let it write to a copy.
  const folder = mkdtempSync(join(tmpdir(), 'phonoscope-inspect-'));
  try {
    const copy = join(folder, 'project.phono');
    for (const name of [(p: string) => p, sideFiles.journal, sideFiles.wal])
      withStoreErrors(path, () => {
        copyIfThere(name(path), name(copy));
      });
    connectForWriting(copy, (connection) => {
      checkOnOpen(connection, true);
    }).close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function copyIfThere(from: string, to: string): void {
  try {
    copyFileSync(from, to, constants.COPYFILE_FICLONE);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

function recoveryNotes(connection: ProjectConnection, header: ProjectHeader): string[] {
  const isMissingLog =
    header.isUnclean && !header.hasWal && !header.hasJournal && readMeta(connection, 'clean') !== '1';
  return isMissingLog
    ? [`${sideFiles.wal(connection.path)} is missing: the last changes before the crash may be lost.`]
    : [];
}

/**
 * Opens a project, upgrading it if an older version wrote it. A file that is refused is left byte for byte as it was.
 * @throws EngineError E_NOT_FOUND, E_FORMAT, E_PROJECT_NEWER, E_PROJECT_CORRUPT, E_PROJECT_LOCKED, E_PERMISSION, E_DISK_FULL, E_IO
 */
export function openProjectStore(path: string, options: OpenProjectOptions = {}): ProjectStore {
  try {
    return open(path, options);
  } catch (error) {
    // After a read that failed SQLite may call the page damaged: a second look tells a bad moment from a bad file.
    if (error instanceof EngineError && error.code === 'E_PROJECT_CORRUPT') return open(path, options);
    throw error;
  }
}

function open(path: string, { readOnly = false }: OpenProjectOptions): ProjectStore {
  if (!readOnly) putLogBack(path);
  const header = readProjectHeader(path);
  checkForeignHost(path);
  let wasUnclean = false;
  let notes: readonly string[] = [];
  let endView = () => undefined as void;
  const check = (connection: ProjectConnection) => {
    endView = checkOnOpen(connection, readOnly && header.isUnclean);
    wasUnclean = readMeta(connection, 'clean') !== '1';
    notes = recoveryNotes(connection, header);
  };
  if (readOnly) return createSqliteStore(connectForReading(path, check), { wasUnclean, notes });

  withStoreErrors(path, () => {
    accessSync(path, constants.R_OK | constants.W_OK);
    accessSync(dirname(path), constants.W_OK | constants.X_OK);
  });
  if (header.isUnclean) inspect(path, header);
  const connection = connectForWriting(path, (candidate) => {
    check(candidate);
    endView();
    candidate.upgrade(migrate);
  });
  return createSqliteStore(connection, { wasUnclean, notes });
}
