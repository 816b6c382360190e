/**
 * A document out of the newest generation that leads to where it is, and the edits in between: the second source of what
 * its tables hold. Both generations and edits carry checksums, the rows of tables do not.
 */
import { EngineError } from '../engine/core/errors.ts';
import { changedRows, type DocumentRows } from './documentRows.ts';
import { readChanges } from './editTable.ts';
import { generationOf, type Generation, type GenerationRow } from './generationTable.ts';
import type { ProjectConnection } from './projectConnection.ts';
import { inverse } from './rowChange.ts';

function parentOf(connection: ProjectConnection, editId: number): number | null {
  const parent = connection.prepare('SELECT parent_id FROM edit WHERE id = ?').pluck().get(editId);
  if (parent === undefined || (parent !== null && Number(parent) >= editId))
    throw new EngineError('E_PROJECT_CORRUPT', `${connection.path}: edit ${editId} is missing or follows a later one`);
  return parent as number | null;
}

function ancestry(connection: ProjectConnection, editId: number | null): number[] {
  const path: number[] = [];
  for (let at = editId; at !== null; at = parentOf(connection, at)) path.push(at);
  return path;
}

function replay(
  connection: ProjectConnection,
  { rows, editId }: Generation,
  headId: number | null,
): DocumentRows | null {
  const from = ancestry(connection, editId);
  const to = ancestry(connection, headId);
  const isDone = new Set(from);
  const isWanted = new Set(to);
  const back = from.filter((id) => !isWanted.has(id));
  const forward = to.filter((id) => !isDone.has(id)).reverse();
  let result: DocumentRows | null = rows;
  for (const id of back) result = result && changedRows(result, readChanges(connection, id).map(inverse));
  for (const id of forward) result = result && changedRows(result, readChanges(connection, id));
  return result;
}

/** @returns null if no generation of the document leads to `headId` through intact edits */
export function replayDocument(
  connection: ProjectConnection,
  generations: readonly GenerationRow[],
  headId: number | null,
): DocumentRows | null {
  for (const row of [...generations].sort((a, b) => b.id - a.id))
    try {
      const generation = generationOf(row);
      const rows = generation && replay(connection, generation, headId);
      if (rows !== null) return rows;
    } catch {
      // A damaged edit, or a page that cannot be read, lies on the way from this one: another may lead round it.
    }
  return null;
}
