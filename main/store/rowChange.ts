/** What an edit did to the rows of the project: enough to do it again and to take it back. */
import { z } from 'zod';
import { EngineError } from '../engine/core/errors.ts';
import { editTables, type EditTable, type Row, type SqlValue } from './editTables.ts';
import type { ProjectConnection } from './projectConnection.ts';

export interface RowChange {
  readonly table: EditTable;
  readonly id: string;
  readonly before: Row | null; // null: the edit made it; of a row that stays only the columns that differ
  readonly after: Row | null; // null: the edit removed it
}

const order = Object.keys(editTables) as EditTable[];
const rank = (change: RowChange) => order.indexOf(change.table);

/** What takes a change back. */
export const inverse = ({ table, id, before, after }: RowChange): RowChange => ({
  table,
  id,
  before: after,
  after: before,
});

/** Columns that differ; null if none do. */
export function updateRow(table: EditTable, id: string, before: Row, after: Row): RowChange | null {
  const names = Object.keys(after).filter((name) => before[name] !== after[name]);
  if (names.length === 0) return null;
  const part = (row: Row): Row => Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
  return { table, id, before: part(before), after: part(after) };
}

function applyOne(connection: ProjectConnection, { table, id, before, after }: RowChange): void {
  const expectOne = (changes: number) => {
    if (changes !== 1)
      throw new EngineError('E_PROJECT_CORRUPT', `${connection.path}: ${table} ${id} is not as the edit left it`, {
        details: { path: connection.path },
      });
  };
  if (after === null) expectOne(connection.prepare(`DELETE FROM ${table} WHERE id = ?`).run(id).changes);
  else if (before === null) {
    const names = Object.keys(after);
    const sql = `INSERT INTO ${table} (id, ${names.join(', ')}) VALUES (?${', ?'.repeat(names.length)})`;
    connection.prepare(sql).run(id, ...Object.values(after));
  } else {
    const set = Object.keys(after).map((name) => `${name} = ?`);
    const sql = `UPDATE ${table} SET ${set.join(', ')} WHERE id = ?`;
    expectOne(connection.prepare(sql).run(...Object.values(after), id).changes);
  }
}

/** To be called within a transaction. Children go before their parents and come after them. */
export function applyChanges(
  connection: ProjectConnection,
  changes: readonly RowChange[],
  direction: 'forward' | 'back',
): void {
  const all = direction === 'forward' ? changes : changes.map(inverse);
  const removed = all.filter(({ after }) => after === null).sort((a, b) => rank(b) - rank(a));
  const others = all.filter(({ after }) => after !== null).sort((a, b) => rank(a) - rank(b));
  for (const change of [...removed, ...others]) applyOne(connection, change);
}

const sqlValue = z.union([z.string(), z.number(), z.null()]);
const rowOf = (columns: readonly string[]) =>
  z.record(z.string(), sqlValue).refine((row) => Object.keys(row).every((name) => columns.includes(name)), {
    message: `columns must be among ${columns.join(', ')}`,
  });
const changeOf = (table: EditTable) =>
  z.strictObject({
    table: z.literal(table),
    id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
    before: rowOf(editTables[table]).nullable(),
    after: rowOf(editTables[table]).nullable(),
  });
const [first, ...rest] = order.map(changeOf);
/** A log from a hostile file may name only tables and columns that edits change. */
export const rowChanges = z.array(z.union([first!, ...rest])) satisfies z.ZodType<
  { table: EditTable; id: string; before: Record<string, SqlValue> | null; after: Record<string, SqlValue> | null }[]
>;
