/** The rows of a table that can still be read, whatever pages of it are damaged. */
import type { SqliteDatabase } from '../sqlite.ts';

const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');

export type SqlRow = Readonly<Record<string, unknown>>;

export interface ReadableRows {
  readonly rows: readonly SqlRow[];
  /** False if some part of the table could not be read. */
  readonly isWhole: boolean;
}

function attempt(db: SqliteDatabase, sql: string, ...values: readonly unknown[]): SqlRow[] | null {
  try {
    return db.prepare(sql).all(...values) as SqlRow[];
  } catch {
    return null; // whatever SQLite says of a damaged page, the row is not there for us
  }
}

const mostPrefix = 3;

/**
 * The rows whose id begins with `prefix` and what may follow; a part that cannot be read is looked at letter by letter,
 * unless no part could be: then what is damaged lies above them all.
 */
function readBelow(db: SqliteDatabase, table: string, prefix: string): SqlRow[] {
  const parts = letters.map((letter) => prefix + letter);
  const read = parts.map((part) =>
    attempt(db, `SELECT * FROM ${table} WHERE id >= ? AND id < ?`, part, `${part}\u{10ffff}`),
  );
  if (read.every((rows) => rows === null)) return [];
  return read.flatMap((rows, i) => rows ?? (prefix.length + 1 < mostPrefix ? readBelow(db, table, parts[i]!) : []));
}

/** Ids are random text: looked for by their first letters, a damaged page costs only the ids that lie on it. */
export function readByTextId(db: SqliteDatabase, table: string): ReadableRows {
  const all = attempt(db, `SELECT * FROM ${table}`);
  if (all !== null) return { rows: all, isWhole: true };
  return { rows: readBelow(db, table, ''), isWhole: false };
}

/** Every id is looked up alone where the table cannot be read in one go. @param lastId of those that may be there */
export function readByNumber(db: SqliteDatabase, table: string, lastId: number): ReadableRows {
  const all = attempt(db, `SELECT * FROM ${table}`);
  if (all !== null) return { rows: all, isWhole: true };
  const rows: SqlRow[] = [];
  for (let id = 1; id <= lastId; id++) rows.push(...(attempt(db, `SELECT * FROM ${table} WHERE id = ?`, id) ?? []));
  return { rows, isWhole: false };
}

export interface BlockPlace {
  readonly assetId: string;
  readonly channel: number;
  readonly index: number;
  readonly blockId: number;
}

/** Which block holds which part of which asset. The index by block holds all of it once more. */
export function readBlockPlaces(db: SqliteDatabase): readonly BlockPlace[] {
  const columns = 'SELECT asset_id, channel, idx, block_id FROM asset_block';
  const byAsset = attempt(db, columns);
  const byBlock = byAsset === null ? attempt(db, `${columns} INDEXED BY asset_block_by_block`) : [];
  const rows = byAsset ?? byBlock ?? [...forward(db, columns), ...backward(db, columns)];
  return rows.map((row) => ({
    assetId: String(row['asset_id']),
    channel: Number(row['channel']),
    index: Number(row['idx']),
    blockId: Number(row['block_id']),
  }));
}

function* readUntilDamage(db: SqliteDatabase, sql: string): Generator<SqlRow> {
  try {
    for (const row of db.prepare(sql).iterate()) yield row as SqlRow;
  } catch {
    // The rest lies behind the damage.
  }
}

const forward = (db: SqliteDatabase, sql: string) => [...readUntilDamage(db, `${sql} ORDER BY asset_id, channel, idx`)];
const backward = (db: SqliteDatabase, sql: string) => [
  ...readUntilDamage(db, `${sql} ORDER BY asset_id DESC, channel DESC, idx DESC`),
];

/** One row, if it can be read. */
export function readOne(db: SqliteDatabase, sql: string, ...values: readonly unknown[]): SqlRow | null {
  return attempt(db, sql, ...values)?.[0] ?? null;
}
