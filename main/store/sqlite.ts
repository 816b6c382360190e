/** The only importer of better-sqlite3, and the place that knows which build of it this runtime can load. */
import { createRequire } from 'node:module';
import type Sqlite from 'better-sqlite3';
import { EngineError } from '../engine/core/errors.ts';

export type SqliteDatabase = Sqlite.Database;
export type SqliteStatement = Sqlite.Statement;

/** Version 13 of the package speaks this Node-API; on an older one it does not fail but crashes the process. */
const requiredNodeApi = 10;

let constructor: typeof Sqlite | null = null;

function loadSqlite(): typeof Sqlite {
  const nodeApi = Number(process.versions['napi'] ?? 0);
  const require = createRequire(import.meta.url);
  if (nodeApi >= requiredNodeApi) return require('better-sqlite3') as typeof Sqlite;
  const builtForRuntime = process.env['PHONOSCOPE_SQLITE'];
  if (builtForRuntime === undefined || builtForRuntime === '')
    throw new EngineError(
      'E_INTERNAL',
      `SQLite cannot be loaded: this runtime offers Node-API ${nodeApi}, the package needs ≥ ${requiredNodeApi}; start with npm start, or set PHONOSCOPE_SQLITE to a build for this runtime`,
    );
  return require(builtForRuntime) as typeof Sqlite;
}

/** A connection that fails at once instead of waiting when another process holds the file. */
export function openDatabase(path: string, options: { readonly readonly?: boolean } = {}): SqliteDatabase {
  constructor ??= loadSqlite();
  return new constructor(path, { timeout: 0, readonly: options.readonly ?? false });
}

/** For doctor: the library that answers, not the package that carries it. */
export function sqliteVersion(): string {
  const db = openDatabase(':memory:');
  try {
    return String(db.prepare('SELECT sqlite_version()').pluck().get());
  } finally {
    db.close();
  }
}
