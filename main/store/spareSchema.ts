/**
 * A second copy of where every table begins, in a row that can be found without the first page: by its mark, anywhere in
 * the file. It is written whenever tables came or moved.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { deflateSync, inflateSync } from 'node:zlib';
import { projectPageBytes } from './projectFormat.ts';
import type { SqliteDatabase } from './sqlite.ts';

const spareMark = 'PHNO-SCHEMA:';

export interface SchemaEntry {
  readonly type: string;
  readonly name: string;
  readonly tbl_name: string;
  readonly rootpage: number;
  readonly sql: string | null;
}

/** To be called within a transaction, or when nothing else writes. */
export function writeSpareSchema(db: SqliteDatabase): void {
  const hasTable = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'spare'").get() !== undefined;
  if (!hasTable) return;
  const rows = db.prepare('SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema').all();
  const data = spareMark + deflateSync(JSON.stringify(rows), { level: 9 }).toString('base64') + ';';
  const known = db.prepare('SELECT data FROM spare WHERE id = 1').pluck().get();
  if (known !== data) db.prepare('INSERT OR REPLACE INTO spare (id, data) VALUES (1, ?)').run(data);
}

const chunkBytes = 4 * 2 ** 20;
const mostSchemaBytes = 2 ** 20;

/** @returns what the copy in a file says; null if there is none, or none that is whole */
export function findSpareSchema(path: string): SchemaEntry[] | null {
  const fd = openSync(path, 'r');
  try {
    const chunk = Buffer.alloc(chunkBytes + projectPageBytes); // a copy lies on one page: overlapping chunks show it whole
    for (let at = 0; ; at += chunkBytes) {
      const bytes = chunk.subarray(0, readSync(fd, chunk, 0, chunk.length, at));
      const found = spareSchemaIn(bytes);
      if (found !== null || bytes.length < chunk.length) return found;
    }
  } finally {
    closeSync(fd);
  }
}

function spareSchemaIn(bytes: Buffer): SchemaEntry[] | null {
  for (let at = bytes.indexOf(spareMark); at >= 0; at = bytes.indexOf(spareMark, at + 1)) {
    const from = at + spareMark.length;
    const end = bytes.indexOf(';', from);
    if (end < 0) continue;
    try {
      const text = inflateSync(Buffer.from(bytes.toString('latin1', from, end), 'base64'), {
        maxOutputLength: mostSchemaBytes,
      }).toString();
      return JSON.parse(text) as SchemaEntry[];
    } catch {
      // An older copy on a page that is free now, or a damaged one: the next may be whole.
    }
  }
  return null;
}
