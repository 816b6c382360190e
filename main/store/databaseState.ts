/** How a connection is set up, and the steps by which a project file becomes one clean file again. */
import { checkpointPages } from './projectFormat.ts';
import { writeSpareSchema } from './spareSchema.ts';
import type { SqliteDatabase } from './sqlite.ts';

/** Everything is in the file itself and on the disk. */
export function checkpoint(db: SqliteDatabase): void {
  db.exec('BEGIN IMMEDIATE; COMMIT'); // after a quick_check or VACUUM SQLite believes a reader active and refuses
  db.pragma('wal_checkpoint(TRUNCATE)');
}

/** Back to rollback mode: the file then opens in a read-only folder too. */
export function foldLog(db: SqliteDatabase): void {
  checkpoint(db);
  db.pragma('journal_mode = DELETE');
}

/** What is larger is rebuilt in a file of the system's folder for them and not in memory. */
const mostInMemoryPages = 2 ** 13; // 64 MiB

export function compactFile(db: SqliteDatabase): void {
  const nPages = Number(db.pragma('page_count', { simple: true }));
  if (nPages > mostInMemoryPages) db.pragma('temp_store = FILE');
  try {
    db.exec('VACUUM');
  } finally {
    db.pragma('temp_store = MEMORY');
  }
  writeSpareSchema(db); // the tables have moved
}

/** When more than half of the file is what was removed, it goes: the work is less than that of writing what went. */
export function compactIfSparse(db: SqliteDatabase): void {
  const nPages = Number(db.pragma('page_count', { simple: true }));
  const nFree = Number(db.pragma('freelist_count', { simple: true }));
  if (nFree * 2 < nPages) return;
  try {
    compactFile(db);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'SQLITE_FULL')) throw error; // no room: it stays large
  }
}

/** Leaves one file, with the clean flag as the last thing written. */
export function markClosed(db: SqliteDatabase): void {
  foldLog(db);
  db.pragma('locking_mode = NORMAL'); // an exclusive connection would leave its finished journal behind
  db.prepare("UPDATE meta SET value = '1' WHERE key = 'clean'").run();
}

/** `db` may still be unreadable: nothing here touches its pages. */
export function applyPragmas(db: SqliteDatabase, locking: 'EXCLUSIVE' | 'NORMAL'): void {
  db.pragma(`locking_mode = ${locking}`); // before the first look at the file: a log's index then stays in memory
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma('foreign_keys = ON');
  db.pragma('synchronous = FULL');
  db.pragma('journal_size_limit = 67108864');
  db.pragma(`wal_autocheckpoint = ${checkpointPages}`);
  db.pragma('temp_store = MEMORY');
  db.pragma('cache_size = -12288'); // KiB: what one transaction of an import changes fits; of blocks we keep decoded ones ourselves
  if (process.platform === 'darwin') {
    db.pragma('fullfsync = ON'); // fsync alone does not reach the platter on macOS
    db.pragma('checkpoint_fullfsync = ON');
  }
}
