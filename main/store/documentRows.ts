/** A document as the rows that edits change: for keeping it whole, and for doing edits again without a project. */
import { editTables, type EditTable, type Row, type SqlValue } from './editTables.ts';
import { migrate } from './migrate.ts';
import { ProjectConnection } from './projectConnection.ts';
import type { DocumentState } from './documentState.ts';
import { readDocument } from './readDocuments.ts';
import type { RowChange } from './rowChange.ts';
import { openDatabase, type SqliteDatabase } from './sqlite.ts';

export type IdentifiedRow = Row & { readonly id: string };
export type DocumentRows = Readonly<Record<EditTable, readonly IdentifiedRow[]>>;

const tables = Object.keys(editTables) as EditTable[];
/** By which column the rows of a document are found in each table; through tracks and tiers where it is not its own. */
const ownerSql: Record<EditTable, string> = {
  document: 'id = ?',
  track: 'document_id = ?',
  tier: 'document_id = ?',
  clip: 'track_id IN (SELECT id FROM track WHERE document_id = ?)',
  track_item: 'track_id IN (SELECT id FROM track WHERE document_id = ?)',
  tier_item: 'tier_id IN (SELECT id FROM tier WHERE document_id = ?)',
};
/** A document's rate is no column that edits change, but it belongs to it. */
const columnsOf = (table: EditTable) => [
  'id',
  ...editTables[table],
  ...(table === 'document' ? ['sample_rate_hz'] : []),
];

export function readDocumentRows(db: SqliteDatabase, documentId: string): DocumentRows {
  const rows = tables.map((table) => [
    table,
    db.prepare(`SELECT ${columnsOf(table).join(', ')} FROM ${table} WHERE ${ownerSql[table]}`).all(documentId),
  ]);
  return Object.fromEntries(rows) as DocumentRows;
}

/** The rows after some changes, in the order in which they were made. @returns null if they do not fit */
export function changedRows(rows: DocumentRows, changes: readonly RowChange[]): DocumentRows | null {
  const byId = new Map(tables.map((table) => [table, new Map(rows[table].map((row) => [row.id, row]))]));
  for (const { table, id, before, after } of changes) {
    const own = byId.get(table)!;
    const was = own.get(id);
    if ((was === undefined) !== (before === null)) return null;
    if (after === null) own.delete(id);
    else own.set(id, { ...was, ...after, id });
  }
  const result = tables.map((table) => [table, [...byId.get(table)!.values()]] as const);
  return Object.fromEntries(result) as unknown as DocumentRows;
}

const sortedRows = (rows: readonly IdentifiedRow[]) => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
const comparable = (rows: readonly IdentifiedRow[], table: EditTable) =>
  JSON.stringify(sortedRows(rows).map((row) => columnsOf(table).map((column) => row[column])));

/** Tables in which two documents do not hold the same. */
export const differingTables = (a: DocumentRows, b: DocumentRows): EditTable[] =>
  tables.filter((table) => comparable(a[table], table) !== comparable(b[table], table));

/** The state that the rows are. @throws EngineError E_PROJECT_CORRUPT */
export function stateOfRows(rows: DocumentRows): DocumentState {
  const db = openDatabase(':memory:');
  try {
    db.pragma('foreign_keys = OFF');
    migrate(db);
    for (const table of tables)
      for (const row of rows[table]) {
        const whole: Readonly<Record<string, SqlValue>> = table === 'document' ? { ...row, position: 1 } : row;
        const names = Object.keys(whole);
        const sql = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
        db.prepare(sql).run(...Object.values(whole));
      }
    return readDocument(new ProjectConnection(':memory:', db, true), String(rows.document[0]?.id));
  } finally {
    db.close();
  }
}
