/** Documents as they are in the file now, so that reading them again and editing them costs nothing like their size. */
import type { DocumentState } from './documentState.ts';
import type { ProjectConnection } from './projectConnection.ts';
import type { DocumentRow } from './projectStore.ts';
import { documentIds, documentRowOf, readDocument, readDocumentRow } from './readDocuments.ts';

/** Enough to take back and make again what was done in a while without reading the file. */
const maxRememberedEdits = 500;

export interface EditedStates {
  readonly before: DocumentState;
  readonly after: DocumentState;
}

export class DocumentCache {
  private readonly states = new Map<string, DocumentState>();
  private readonly rows = new Map<string, DocumentRow>();
  private readonly edits = new Map<number, EditedStates>();
  private ids: string[] | null = null;

  /** To be called when documents changed otherwise than by an edit, and when a transaction was rolled back. */
  clear(): void {
    this.states.clear();
    this.rows.clear();
    this.edits.clear();
    this.ids = null;
  }

  state(connection: ProjectConnection, documentId: string): DocumentState {
    connection.requireOpen();
    const known = this.states.get(documentId);
    if (known !== undefined) return known;
    const state = readDocument(connection, documentId);
    this.states.set(documentId, state);
    return state;
  }

  documents(connection: ProjectConnection): readonly DocumentRow[] {
    this.ids ??= documentIds(connection);
    connection.requireOpen();
    return this.ids.map((documentId) => {
      const row = this.rows.get(documentId) ?? readDocumentRow(connection, documentId);
      this.rows.set(documentId, row);
      return row;
    });
  }

  adopt(state: DocumentState): void {
    this.states.set(state.documentId, state);
    this.rows.set(state.documentId, documentRowOf(state));
  }

  /** @returns the state read anew after rows were changed under it */
  reread(connection: ProjectConnection, documentId: string): DocumentState {
    const state = readDocument(connection, documentId);
    this.adopt(state);
    return state;
  }

  rememberEdit(editId: number, states: EditedStates): void {
    this.edits.set(editId, states);
    const [oldest] = this.edits.keys();
    if (this.edits.size > maxRememberedEdits && oldest !== undefined) this.edits.delete(oldest);
  }

  editedStates(editId: number): EditedStates | undefined {
    return this.edits.get(editId);
  }
}
