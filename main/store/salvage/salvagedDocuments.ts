/** The documents of a damaged project: as they are, else as the newest generation that is intact has them. */
import { readDocumentRows, stateOfRows } from '../documentRows.ts';
import type { DocumentState } from '../documentState.ts';
import { editPlace } from '../editTable.ts';
import { generationOf, type Generation, type GenerationRow } from '../generationTable.ts';
import { ProjectConnection } from '../projectConnection.ts';
import { replayDocument } from '../replayDocument.ts';
import type { SqliteDatabase } from '../sqlite.ts';
import { readByNumber, readByTextId, readOne } from './readableTable.ts';

export interface SalvagedDocuments {
  readonly documents: readonly DocumentState[];
  /** What intact generations say of recordings, for those whose own row is lost. */
  readonly generations: readonly Generation[];
  readonly lost: readonly string[]; // sentences
}

/** As far as ids may have come where the table of counters cannot be read. */
const mostGenerations = 5000;

interface Sources {
  readonly connection: ProjectConnection;
  readonly generations: readonly GenerationRow[]; // intact ones, the newest first
}

function intactGenerations(db: SqliteDatabase): GenerationRow[] {
  const counter = readOne(db, "SELECT seq FROM sqlite_sequence WHERE name = 'generation'");
  const lastId = Math.min(Number(counter?.['seq'] ?? mostGenerations), 1_000_000);
  const rows = readByNumber(db, 'generation', lastId).rows as unknown as GenerationRow[];
  return rows.filter((row) => generationOf(row) !== null).sort((a, b) => b.id - a.id);
}

const orNull = <T>(read: () => T): T | null => {
  try {
    return read();
  } catch {
    return null; // SQLite's complaint about a page, or ours about a row: this source does not have it
  }
};

interface Salvaged {
  readonly document: DocumentState | null;
  readonly lost: readonly string[];
}

/** What generations and edits lead to is trusted more than the tables: it has checksums. */
function salvageDocument({ connection, generations }: Sources, documentId: string): Salvaged {
  const own = generations.filter((row) => row.document_id === documentId);
  const place = orNull(() => editPlace(connection, documentId));
  const replayed = place && replayDocument(connection, own, place.headId);
  const exact = replayed && orNull(() => stateOfRows(replayed));
  if (exact !== null) return { document: exact, lost: [] };
  const isEdited = place === null || place.headId !== null;
  const today = orNull(() => stateOfRows(readDocumentRows(connection.database, documentId)));
  if (today !== null)
    return {
      document: today,
      lost: isEdited
        ? [`"${today.name}": its history is damaged, so that its labels and clips cannot be verified.`]
        : [],
    };
  const [newest] = own;
  const older = newest && orNull(() => stateOfRows(generationOf(newest)!.rows));
  if (newest === undefined || older === undefined || older === null)
    return { document: null, lost: [`The arrangement of document ${documentId} is lost.`] };
  const after = newest.edit_id === null ? 'before its first edit' : `after edit ${newest.edit_id} (${newest.made_at})`;
  return { document: older, lost: [`"${older.name}" is as it was ${after}: later changes of it are lost.`] };
}

export function salvageDocuments(db: SqliteDatabase): SalvagedDocuments {
  const table = readByTextId(db, 'document');
  const generations = intactGenerations(db);
  const ids = new Set(table.rows.map((row) => String(row['id'])));
  // Documents that were removed have generations too: they count only where the table itself cannot be believed.
  if (!table.isWhole) for (const row of generations) ids.add(row.document_id);

  const sources = { connection: new ProjectConnection(db.name, db, true), generations };
  const salvaged = [...ids].map((documentId) => salvageDocument(sources, documentId));
  return {
    documents: salvaged.flatMap(({ document }) => document ?? []),
    generations: generations.flatMap((row) => generationOf(row) ?? []),
    lost: [
      ...(table.isWhole ? [] : ['The list of documents is damaged: some may be missing.']),
      ...salvaged.flatMap(({ lost }) => lost),
    ],
  };
}
