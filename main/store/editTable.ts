/** The log of edits: rows are added, never changed; which of them the document stands on is told by the document. */
import { createHash } from 'node:crypto';
import { EngineError } from '../engine/core/errors.ts';
import type { ProjectConnection } from './projectConnection.ts';
import type { EditHistory, EditRow, NewEdit } from './projectStore.ts';
import { rowChanges, type RowChange } from './rowChange.ts';
import { editRow, parseRow } from './rows.ts';

const columns = 'id, parent_id, made_at, title, command';

const checksum = (...parts: readonly unknown[]) => createHash('sha256').update(JSON.stringify(parts)).digest();

function toEdit(connection: ProjectConnection, raw: unknown): EditRow {
  const row = parseRow(connection, 'edit', editRow, raw);
  return {
    editId: row.id,
    parentId: row.parent_id,
    madeAt: row.made_at,
    title: row.title,
    command: row.command,
  };
}

export interface EditPlace {
  readonly headId: number | null;
  readonly tipId: number | null;
}

/** @throws EngineError E_NOT_FOUND: no such document */
export function editPlace(connection: ProjectConnection, documentId: string): EditPlace {
  const row = connection.prepare('SELECT head_id, tip_id FROM document WHERE id = ?').get(documentId) as
    { head_id: number | null; tip_id: number | null } | undefined;
  if (row === undefined) throw new EngineError('E_NOT_FOUND', `document ${documentId} is not in the project`);
  return { headId: row.head_id, tipId: row.tip_id };
}

export function setEditPlace(connection: ProjectConnection, documentId: string, { headId, tipId }: EditPlace): void {
  connection.prepare('UPDATE document SET head_id = ?, tip_id = ? WHERE id = ?').run(headId, tipId, documentId);
}

export function insertEdit(
  connection: ProjectConnection,
  documentId: string,
  edit: NewEdit & { readonly parentId: number | null; readonly changes: readonly RowChange[] },
): EditRow {
  const madeAt = new Date().toISOString();
  const title = edit.title.toWellFormed(); // SQLite keeps text as UTF-8, in which half a character is none
  const command = JSON.stringify(edit.command);
  const changes = JSON.stringify(edit.changes);
  const { lastInsertRowid } = connection
    .prepare(
      'INSERT INTO edit (document_id, parent_id, made_at, title, command, changes, sha256) VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    .run(
      documentId,
      edit.parentId,
      madeAt,
      title,
      command,
      changes,
      checksum(documentId, edit.parentId, madeAt, title, command, changes),
    );
  return { editId: Number(lastInsertRowid), parentId: edit.parentId, madeAt, title, command: edit.command };
}

/** @throws EngineError E_NOT_FOUND */
export function findEdit(connection: ProjectConnection, documentId: string, editId: number): EditRow {
  const raw = connection
    .prepare(`SELECT ${columns} FROM edit WHERE id = ? AND document_id = ?`)
    .get(editId, documentId);
  if (raw === undefined) throw new EngineError('E_NOT_FOUND', `edit ${editId} is not in document ${documentId}`);
  return toEdit(connection, raw);
}

interface StoredEdit {
  readonly document_id: string;
  readonly parent_id: number | null;
  readonly made_at: string;
  readonly title: string;
  readonly command: string;
  readonly changes: string;
  readonly sha256: Uint8Array;
}

const isWhole = (row: StoredEdit) =>
  checksum(row.document_id, row.parent_id, row.made_at, row.title, row.command, row.changes).equals(row.sha256);

/** @throws EngineError E_PROJECT_CORRUPT if the row is not what was written */
export function readChanges(connection: ProjectConnection, editId: number): readonly RowChange[] {
  const row = connection.prepare('SELECT * FROM edit WHERE id = ?').get(editId) as StoredEdit;
  const parsed = isWhole(row) ? rowChanges.safeParse(JSON.parse(row.changes)) : null;
  if (parsed?.success === true) return parsed.data;
  const problem = parsed === null ? 'fails its checksum' : (parsed.error.issues[0]?.message ?? 'is invalid');
  throw new EngineError('E_PROJECT_CORRUPT', `${connection.path}: edit ${editId} ${problem}`, {
    details: { path: connection.path },
  });
}

export function editHistory(connection: ProjectConnection, documentId: string): EditHistory {
  const place = editPlace(connection, documentId);
  const rows = connection.prepare(`SELECT ${columns} FROM edit WHERE document_id = ? ORDER BY id`).all(documentId);
  return { ...place, edits: rows.map((row) => toEdit(connection, row)) };
}

/** Sentences for edits whose row is not what was written. */
export function editProblems(connection: ProjectConnection, maxSentences: number): string[] {
  const problems: string[] = [];
  const rows = connection.database.prepare('SELECT * FROM edit').iterate() as IterableIterator<
    StoredEdit & { readonly id: number }
  >;
  for (const row of rows)
    if (problems.length < maxSentences && !isWhole(row)) problems.push(`edit ${row.id} fails its checksum`);
  return problems;
}
