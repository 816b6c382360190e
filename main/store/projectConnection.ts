import { existsSync, rmSync, statSync } from 'node:fs';
import { EngineError } from '../engine/core/errors.ts';
import { applyPragmas, checkpoint, compactFile, compactIfSparse, foldLog, markClosed } from './databaseState.ts';
import { PlaceWatch, withLogAside, type FilePlace } from './filePlace.ts';
import { sideFiles } from './projectFormat.ts';
import { claimForReading, claimProject, lockedError } from './projectLock.ts';
import { openDatabase, type SqliteDatabase, type SqliteStatement } from './sqlite.ts';
import { storeError, withStoreErrors } from './sqliteErrors.ts';

/**
 * The one connection to a project file. Opening changes nothing: the file leaves its clean, single-file state with the
 * first write (clean flag off, then write-ahead log) and returns to it on close (log folded in, then clean flag on).
 */
export class ProjectConnection {
  readonly path: string;
  readonly isReadOnly: boolean;
  private readonly db: SqliteDatabase;
  private readonly statements = new Map<string, SqliteStatement>();
  /** Told when a transaction was taken back: what was remembered of it is wrong. */
  onRollback: () => void = () => undefined;
  private release: () => void = () => undefined;
  private isWriting: boolean;
  private isOpen = true;
  private nBulk = 0;
  private readonly watch: PlaceWatch;

  constructor(path: string, db: SqliteDatabase, isReadOnly: boolean) {
    this.path = path;
    this.db = db;
    this.isReadOnly = isReadOnly;
    this.watch = new PlaceWatch(path);
    this.isWriting = !isReadOnly && db.pragma('journal_mode', { simple: true }) === 'wal';
  }

  get database(): SqliteDatabase {
    this.requireOpen();
    return this.db;
  }

  get isClosed(): boolean {
    return !this.isOpen;
  }

  /** @throws EngineError E_NOT_FOUND: the project is closed */
  requireOpen(): void {
    if (!this.isOpen)
      throw new EngineError('E_NOT_FOUND', `${this.path}: the project is closed`, { details: { path: this.path } });
  }

  prepare(sql: string): SqliteStatement {
    const db = this.database;
    let statement = this.statements.get(sql);
    if (statement === undefined) {
      statement = db.prepare(sql);
      this.statements.set(sql, statement);
    }
    return statement;
  }

  read<T>(work: () => T): T {
    return withStoreErrors(this.path, work);
  }

  /** One transaction, durable when it returns; nothing of it remains if it throws. Within another it is part of that. */
  write<T>(work: () => T): T {
    return withStoreErrors(this.path, () => {
      if (this.database.inTransaction) return work();
      const db = this.database;
      this.requireInPlace();
      this.beginWriting();
      db.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        this.prepare("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'revision'").run();
        db.exec('COMMIT');
        this.watch.noteLog();
        return result;
      } catch (error) {
        this.onRollback(); // first: a disk that fails may not even let it be taken back
        if (db.inTransaction) db.exec('ROLLBACK');
        throw error;
      }
    });
  }

  place(): FilePlace {
    return this.watch.place();
  }

  /** @throws EngineError E_IO: what would be written now would be lost */
  private requireInPlace(): void {
    const place = this.place();
    if (place === 'here') return;
    if (place === 'logGone') this.flush(); // what it held goes into the file while it can still be read
    const what = place === 'logGone' ? `its log ${sideFiles.wal(this.path)} was taken away` : 'it was moved or deleted';
    throw new EngineError('E_IO', `${this.path}: ${what} while it was open`, { details: { path: this.path } });
  }

  /** Grows with every committed change, so that a copy can tell whether it is still current. */
  revision(): number {
    return Number(this.prepare("SELECT value FROM meta WHERE key = 'revision'").pluck().get());
  }

  /** What to undo besides closing: the lock file, the entry among the open files. */
  onRelease(release: () => void): void {
    this.release = release;
  }

  /** Folds the write-ahead log into the file and waits for the disk. */
  flush(): void {
    if (!this.isWriting) return;
    withStoreErrors(this.path, () => {
      checkpoint(this.database);
    });
  }

  /**
   * For a time in which much new sound is written: rollback mode writes each page once, straight to its place, and needs
   * to keep only the few old pages that change. Every transaction is as durable as ever. @returns to be called at the end
   */
  beginBulk(): () => void {
    this.beginWriting();
    if (this.nBulk++ === 0) this.tryJournal('TRUNCATE');
    return () => {
      if (--this.nBulk === 0 && this.isOpen && this.isWriting) this.tryJournal('WAL');
    };
  }

  /** What was removed is gone from the file too: until then its bytes lie on free pages. */
  compact(): void {
    const endBulk = this.beginBulk();
    try {
      withStoreErrors(this.path, () => {
        compactFile(this.database);
      });
    } finally {
      endBulk();
    }
    this.write(() => undefined); // after a VACUUM SQLite believes a reader active and refuses to checkpoint
    this.flush();
  }

  /** Migrations run in rollback mode, so that the header of a crashed file always tells its version. */
  upgrade(migrate: (db: SqliteDatabase) => void): void {
    if (this.isWriting) foldLog(this.db);
    this.watch.forgetLog();
    this.isWriting = false;
    migrate(this.db);
  }

  close(): void {
    if (!this.isOpen) return;
    if (this.place() === 'replaced') {
      withLogAside(this.path, () => {
        this.isOpen = false;
        this.statements.clear();
        try {
          this.db.close();
        } finally {
          this.release();
        }
      });
      return;
    }
    try {
      withStoreErrors(this.path, () => {
        if (this.isLeftUnclean()) this.beginWriting();
        if (!this.isWriting) return;
        foldLog(this.db);
        compactIfSparse(this.db);
        markClosed(this.db);
      });
    } finally {
      this.isOpen = false;
      this.statements.clear();
      try {
        this.db.close();
      } finally {
        this.release();
      }
    }
  }

  /** A killed session may leave a finished journal or an unset flag even where nothing had to be recovered. */
  private isLeftUnclean(): boolean {
    if (this.isReadOnly || this.isWriting) return false;
    const flag = this.prepare("SELECT value FROM meta WHERE key = 'clean'").pluck().get();
    return flag !== '1' || existsSync(sideFiles.journal(this.path));
  }

  /** Either mode is right, one of them faster: a disk too full for the change, or a reader at work, is no failure. */
  private tryJournal(mode: 'TRUNCATE' | 'WAL'): void {
    this.watch.forgetLog();
    try {
      withStoreErrors(this.path, () => {
        if (mode === 'TRUNCATE') foldLog(this.db);
        this.db.pragma(`journal_mode = ${mode}`);
      });
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
    }
  }

  private beginWriting(): void {
    if (this.isWriting) return;
    if (this.isReadOnly)
      throw new EngineError('E_PERMISSION', `${this.path}: opened for reading only`, { details: { path: this.path } });
    this.db.prepare("UPDATE meta SET value = '0' WHERE key = 'clean'").run();
    this.db.pragma('journal_mode = WAL');
    this.isWriting = true;
  }
}

/** Before the schema is known to be ours, SQLite's complaints about statements are about the file. */
function openingError(error: unknown, path: string): EngineError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_BUSY')) return lockedError(path, error);
  if (code === 'SQLITE_ERROR' && error instanceof Error)
    return new EngineError('E_PROJECT_CORRUPT', `${path}: damaged: ${error.message}`, {
      cause: error,
      details: { path },
    });
  return storeError(error, path);
}

type Check = (connection: ProjectConnection) => void;

/** Takes SQLite's exclusive lock, which the kernel keeps until this process closes the file or dies. */
export function connectForWriting(path: string, check: Check): ProjectConnection {
  let db: SqliteDatabase | undefined;
  try {
    db = openDatabase(path);
    applyPragmas(db, 'EXCLUSIVE');
    db.exec('BEGIN EXCLUSIVE; COMMIT');
    const connection = new ProjectConnection(path, db, false);
    check(connection);
    connection.onRelease(claimProject(path));
    return connection;
  } catch (error) {
    db?.close();
    throw openingError(error, path);
  }
}

/** A shared lock only. Leaves no side file that was not there before. */
export function connectForReading(path: string, check: Check): ProjectConnection {
  const sides = [sideFiles.wal(path), sideFiles.shm(path)];
  const added = sides.filter((file) => statSync(file, { throwIfNoEntry: false }) === undefined);
  const removeAdded = () => {
    for (const file of added) rmSync(file, { force: true });
  };
  let db: SqliteDatabase | undefined;
  try {
    db = openDatabase(path, { readonly: true });
    applyPragmas(db, 'NORMAL');
    const connection = new ProjectConnection(path, db, true);
    check(connection);
    const unclaim = claimForReading(path);
    connection.onRelease(() => {
      unclaim();
      removeAdded();
    });
    return connection;
  } catch (error) {
    db?.close();
    removeAdded();
    throw openingError(error, path);
  }
}
