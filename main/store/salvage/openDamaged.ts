/** A damaged file as a database that can be asked, on a copy: the file itself is only ever read. */
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '../../engine/core/errors.ts';
import { removeSideFiles } from '../copyProject.ts';
import { migrations } from '../migrations/migrations.ts';
import { isOwnJournal } from '../ownJournal.ts';
import { projectPageBytes, sideFiles } from '../projectFormat.ts';
import { findSpareSchema, type SchemaEntry } from '../spareSchema.ts';
import { openDatabase, type SqliteDatabase } from '../sqlite.ts';

export interface DamagedProject {
  readonly db: SqliteDatabase;
  /** What had to be put right before anything could be read, as whole sentences. */
  readonly notes: readonly string[];
}

const schemaSql = 'SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema';

/** Whether the tables begin where the spare copy says; without one the file's own word counts. */
function hasOurTables(db: SqliteDatabase, spare: readonly SchemaEntry[] | null): boolean {
  const rows = db.prepare(schemaSql).all() as SchemaEntry[];
  const key = ({ type, name, rootpage, sql }: SchemaEntry) => `${type} ${name} ${rootpage} ${sql ?? ''}`;
  if (spare === null) return ['asset', 'block', 'document'].every((name) => rows.some((row) => row.name === name));
  const known = new Set(rows.map(key));
  return rows.length === spare.length && spare.every((entry) => known.has(key(entry)));
}

function tryOpen(path: string, spare: readonly SchemaEntry[] | null): SqliteDatabase | null {
  let db: SqliteDatabase | null = null;
  try {
    db = openDatabase(path);
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    if (hasOurTables(db, spare)) return db;
  } catch {
    // Not a database as it is: what follows makes one of it.
  }
  db?.close();
  return null;
}

/** The first page of an empty database of ours, which says that the file has `nPages`. */
function emptyFirstPage(folder: string, nPages: number): Buffer {
  const path = join(folder, 'empty.phono');
  const db = openDatabase(path);
  db.pragma(`page_size = ${projectPageBytes}`);
  db.exec('CREATE TABLE x (y); DROP TABLE x');
  db.pragma(`user_version = ${migrations.length}`);
  db.close();
  const page = readFileSync(path).subarray(0, projectPageBytes);
  page.writeUInt32BE(nPages, 28);
  page.writeUInt32BE(0, 32); // no free pages: those there are stay unused
  page.writeUInt32BE(0, 36);
  return page;
}

function replaceFirstPage(path: string, page: Buffer): void {
  const fd = openSync(path, 'r+');
  try {
    writeSync(fd, page, 0, page.length, 0);
  } finally {
    closeSync(fd);
  }
}

function writeSchema(path: string, entries: readonly SchemaEntry[]): void {
  const db = openDatabase(path);
  try {
    db.unsafeMode(true);
    db.pragma('writable_schema = ON');
    const insert = db.prepare('INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) VALUES (?, ?, ?, ?, ?)');
    for (const { type, name, tbl_name, rootpage, sql } of entries) insert.run(type, name, tbl_name, rootpage, sql);
  } finally {
    db.close();
  }
}

/** Page counts in the header, so that a shortened file can be asked for what it still has. */
function fitToLength(path: string): boolean {
  const { size } = statSync(path);
  const nPages = Math.floor(size / projectPageBytes);
  if (nPages < 1) return false;
  truncateSync(path, nPages * projectPageBytes);
  const count = Buffer.alloc(4);
  count.writeUInt32BE(nPages);
  const fd = openSync(path, 'r+');
  try {
    writeSync(fd, count, 0, 4, 28);
  } finally {
    closeSync(fd);
  }
  return true;
}

/** What belongs to the file, so that SQLite ends what was under way: a stranger's log or journal would overwrite it. */
function copySides(path: string, copy: string): void {
  const log = sideFiles.wal(path);
  if (existsSync(log) && isWriteAhead(path)) copyFileSync(log, sideFiles.wal(copy));
  const journal = sideFiles.journal(path);
  if (existsSync(journal) && isOwnJournal(path)) copyFileSync(journal, sideFiles.journal(copy));
}

function isWriteAhead(path: string): boolean {
  const version = Buffer.alloc(1);
  const fd = openSync(path, 'r');
  try {
    readSync(fd, version, 0, 1, 18);
  } finally {
    closeSync(fd);
  }
  return version[0] === 2;
}

/**
 * @param folder for the copy, removed by the caller
 * @throws EngineError E_PROJECT_CORRUPT: nothing can be read of it; E_NOT_FOUND, E_IO, E_DISK_FULL
 */
export function openDamaged(path: string, folder: string): DamagedProject {
  const copy = join(folder, 'damaged.phono');
  copyFileSync(path, copy, constants.COPYFILE_FICLONE);
  copySides(path, copy);

  const spare = findSpareSchema(path);
  const asItIs = tryOpen(copy, spare);
  if (asItIs !== null) return { db: asItIs, notes: [] };
  removeSideFiles(copy);
  copyFileSync(path, copy, constants.COPYFILE_FICLONE);
  const { size } = statSync(copy);
  if (fitToLength(copy)) {
    const shortened = tryOpen(copy, spare);
    if (shortened !== null)
      return { db: shortened, notes: [`The end of the file is missing: ${size} bytes are left.`] };
  }
  if (spare !== null) {
    replaceFirstPage(copy, emptyFirstPage(folder, Math.floor(statSync(copy).size / projectPageBytes)));
    writeSchema(copy, spare);
    const rebuilt = tryOpen(copy, spare);
    if (rebuilt !== null)
      return { db: rebuilt, notes: ['The first page of the file was damaged and was made anew from its spare copy.'] };
  }
  throw new EngineError('E_PROJECT_CORRUPT', `${path}: nothing can be read of it: its tables cannot be found`, {
    details: { path },
  });
}
