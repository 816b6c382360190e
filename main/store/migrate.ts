import { createHash } from 'node:crypto';
import { EngineError } from '../engine/core/errors.ts';
import { currentSchemaVersion, migrations, type Migration } from './migrations/migrations.ts';
import { writeSpareSchema } from './spareSchema.ts';
import { openDatabase, type SqliteDatabase } from './sqlite.ts';

const checksum = (migration: Migration): string => createHash('sha256').update(migration.sql).digest('hex');

export function schemaVersion(db: SqliteDatabase): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** Brings the file to this program's schema; each step is one transaction, so a crash leaves a whole version. */
export function migrate(db: SqliteDatabase, toVersion: number = currentSchemaVersion): void {
  for (const migration of migrations) {
    if (migration.version <= schemaVersion(db) || migration.version > toVersion) continue;
    db.transaction(() => {
      db.exec(migration.sql);
      db.prepare('INSERT INTO migration (version, name, sha256, applied_at) VALUES (?, ?, ?, ?)').run(
        migration.version,
        migration.name,
        checksum(migration),
        new Date().toISOString(),
      );
      db.pragma(`user_version = ${migration.version}`);
      writeSpareSchema(db);
    })();
  }
}

/**
 * Lets an older file be read as one of this version without changing it.
 * @returns to be called before the file is upgraded
 */
export function viewAsCurrent(db: SqliteDatabase): () => void {
  for (const { version, view } of migrations) if (version > schemaVersion(db)) db.exec(view);
  return () => {
    const names = db.prepare("SELECT name FROM sqlite_temp_schema WHERE type = 'table'").pluck().all() as string[];
    for (const name of names) db.exec(`DROP TABLE temp.${name}`);
  };
}

/** @throws EngineError E_PROJECT_CORRUPT if the file's history is not the one this program knows */
export function checkMigrationHistory(db: SqliteDatabase, path: string): void {
  const rows = db.prepare('SELECT version, sha256 FROM migration ORDER BY version').all() as {
    version: number;
    sha256: string;
  }[];
  const version = schemaVersion(db);
  const expected = migrations.slice(0, version);
  const agrees =
    rows.length === expected.length &&
    expected.every((m, i) => rows[i]?.version === m.version && rows[i].sha256 === checksum(m));
  if (!agrees)
    throw new EngineError(
      'E_PROJECT_CORRUPT',
      `${path}: its migration history (${rows.map((r) => r.version).join(', ') || 'empty'}) does not lead to schema version ${version}`,
      { details: { path } },
    );
}

interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

function schemaRows(db: SqliteDatabase): string[] {
  const rows = db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all() as SchemaRow[];
  return rows.map(({ type, name, sql }) => `${type} ${name} ${sql ?? ''}`);
}

const expectedSchemas = new Map<number, readonly string[]>();

function expectedSchema(version: number): readonly string[] {
  const known = expectedSchemas.get(version);
  if (known !== undefined) return known;
  const db = openDatabase(':memory:');
  try {
    migrate(db, version);
    const rows = schemaRows(db);
    expectedSchemas.set(version, rows);
    return rows;
  } finally {
    db.close();
  }
}

/** A trigger or view that we did not make would run inside our own statements: the schema must be exactly ours. */
export function checkSchema(db: SqliteDatabase, path: string): void {
  const expected = expectedSchema(schemaVersion(db));
  const actual = schemaRows(db);
  const known = new Set(expected);
  const present = new Set(actual);
  const odd = actual.find((row) => !known.has(row)) ?? expected.find((row) => !present.has(row));
  if (odd === undefined) return;
  const [type, name] = odd.split(' ');
  const what = known.has(odd) ? 'lacks' : 'has an unexpected or altered';
  throw new EngineError('E_PROJECT_CORRUPT', `${path}: its schema ${what} ${type} ${name}`, { details: { path } });
}
