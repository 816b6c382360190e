/** Edits, and the way back and forth between them. One edit, one transaction: what it changes and how to take it back. */
import { EngineError } from '../engine/core/errors.ts';
import { documentChanges } from './documentChanges.ts';
import type { DocumentCache } from './documentCache.ts';
import type { DocumentState } from './documentState.ts';
import {
  editHistory,
  editPlace,
  findEdit,
  insertEdit,
  readChanges,
  setEditPlace,
  type EditPlace,
} from './editTable.ts';
import { requireClipsFit, requireItemsFit } from './extents.ts';
import { editsPerGeneration, keepGeneration, newestGeneration } from './generationTable.ts';
import { inTimeOrder } from './inTimeOrder.ts';
import type { ProjectConnection } from './projectConnection.ts';
import type { EditRow, NewEdit, ProjectStore } from './projectStore.ts';
import { readTierItems } from './readDocuments.ts';
import { applyChanges } from './rowChange.ts';

type EditPart = Pick<
  ProjectStore,
  'documentState' | 'tierItems' | 'editDocument' | 'undo' | 'redo' | 'nextEdits' | 'goToEdit' | 'editHistory'
>;

/** An edit and those before it, the youngest first. */
function* ancestry(connection: ProjectConnection, documentId: string, editId: number | null): Generator<EditRow> {
  for (let at = editId; at !== null;) {
    const edit = findEdit(connection, documentId, at);
    // An edit is younger than its parent; a file that says otherwise would lead in circles.
    if (edit.parentId !== null && edit.parentId >= at)
      throw new EngineError('E_PROJECT_CORRUPT', `${connection.path}: edit ${at} cannot follow edit ${edit.parentId}`, {
        details: { path: connection.path },
      });
    yield edit;
    at = edit.parentId;
  }
}

/** What redo would make again: the edit after `headId` on the way to `tipId`. */
function editAfter(connection: ProjectConnection, documentId: string, { headId, tipId }: EditPlace): EditRow | null {
  if (tipId === headId) return null;
  for (const edit of ancestry(connection, documentId, tipId)) if (edit.parentId === headId) return edit;
  return null;
}

interface GenerationKeeper {
  /** Of every document that was edited since the last time. */
  readonly keepGenerations: () => void;
}

export function createEditPart(current: () => ProjectConnection, cache: DocumentCache): EditPart & GenerationKeeper {
  const commit = (
    connection: ProjectConnection,
    {
      documentId,
      edit,
      before,
      after,
    }: { documentId: string; edit: NewEdit; before: DocumentState; after: DocumentState },
  ): EditRow | null => {
    const changes = documentChanges(before, after);
    if (changes.length === 0) return null;
    requireItemsFit(before, after);
    requireClipsFit(connection, before, after);
    const { headId } = editPlace(connection, documentId);
    if (headId === null && newestGeneration(connection, documentId) === undefined)
      keepGeneration(connection, documentId, null);
    applyChanges(connection, changes, 'forward');
    const made = insertEdit(connection, documentId, { ...edit, parentId: headId, changes });
    setEditPlace(connection, documentId, { headId: made.editId, tipId: made.editId });
    cache.adopt(after);
    cache.rememberEdit(made.editId, { before, after });
    if (made.editId % editsPerGeneration === 0) keepGeneration(connection, documentId, made.editId);
    return made;
  };

  /** One edit forth or back; what is known of the states around it costs no reading. */
  const step = (connection: ProjectConnection, documentId: string, edit: EditRow, direction: 'forward' | 'back') => {
    applyChanges(connection, readChanges(connection, edit.editId), direction);
    const known = cache.editedStates(edit.editId);
    if (known !== undefined) {
      cache.adopt(direction === 'forward' ? known.after : known.before);
      return;
    }
    const before = cache.state(connection, documentId);
    const after = cache.reread(connection, documentId);
    requireRules(connection, after);
    cache.rememberEdit(edit.editId, direction === 'forward' ? { before, after } : { before: after, after: before });
  };

  const move = (documentId: string, edit: EditRow, direction: 'forward' | 'back', place: EditPlace) => {
    const connection = current();
    cache.state(connection, documentId);
    connection.write(() => {
      step(connection, documentId, edit, direction);
      setEditPlace(connection, documentId, place);
    });
    return edit;
  };

  return {
    keepGenerations: () => {
      const connection = current();
      if (connection.isReadOnly) return;
      const due = connection
        .prepare('SELECT id, head_id FROM document WHERE head_id IS NOT NULL')
        .all()
        .map((row) => row as { id: string; head_id: number })
        .filter(({ id, head_id }) => newestGeneration(connection, id) !== head_id);
      if (due.length === 0) return;
      connection.write(() => {
        for (const { id, head_id } of due) keepGeneration(connection, id, head_id);
      });
    },
    documentState: (documentId) => {
      const connection = current();
      return connection.read(() => cache.state(connection, documentId));
    },
    tierItems: (tierId) => {
      const connection = current();
      return connection.read(() => {
        if (connection.prepare('SELECT 1 FROM tier WHERE id = ?').get(tierId) === undefined)
          throw new EngineError('E_NOT_FOUND', `tier ${tierId} is not in the project`);
        return readTierItems(connection, tierId);
      });
    },
    editDocument: (documentId, edit, change) => {
      const connection = current();
      const before = connection.read(() => cache.state(connection, documentId));
      const changed = change(before);
      if (changed === before) return null;
      const after = inTimeOrder(before, changed);
      return connection.write(() => commit(connection, { documentId, edit, before, after }));
    },
    undo: (documentId) => {
      const connection = current();
      const { headId, tipId } = connection.read(() => editPlace(connection, documentId));
      if (headId === null) return null;
      const edit = connection.read(() => findEdit(connection, documentId, headId));
      return move(documentId, edit, 'back', { headId: edit.parentId, tipId });
    },
    redo: (documentId) => {
      const connection = current();
      const place = connection.read(() => editPlace(connection, documentId));
      const next = connection.read(() => editAfter(connection, documentId, place));
      return next && move(documentId, next, 'forward', { headId: next.editId, tipId: place.tipId });
    },
    goToEdit: (documentId, editId) => {
      const connection = current();
      const { headId, tipId } = connection.read(() => editPlace(connection, documentId));
      const path = (of: number | null) => connection.read(() => [...ancestry(connection, documentId, of)]);
      const from = path(headId);
      const to = path(editId);
      const shared = new Set(to.map((edit) => edit.editId));
      const back = from.filter((edit) => !shared.has(edit.editId));
      const done = new Set(from.map((edit) => edit.editId));
      const forward = to.filter((edit) => !done.has(edit.editId)).reverse();
      const isOnTheWayToTip = path(tipId).some((edit) => edit.editId === editId);
      cache.state(connection, documentId);
      connection.write(() => {
        for (const edit of back) applyChanges(connection, readChanges(connection, edit.editId), 'back');
        for (const edit of forward) applyChanges(connection, readChanges(connection, edit.editId), 'forward');
        requireRules(connection, cache.reread(connection, documentId));
        setEditPlace(connection, documentId, {
          headId: editId,
          tipId: isOnTheWayToTip || editId === null ? tipId : editId,
        });
      });
    },
    nextEdits: (documentId) => {
      const connection = current();
      return connection.read(() => {
        const place = editPlace(connection, documentId);
        const undo = place.headId === null ? null : findEdit(connection, documentId, place.headId);
        return { undo, redo: editAfter(connection, documentId, place) };
      });
    },
    editHistory: (documentId) => {
      const connection = current();
      return connection.read(() => editHistory(connection, documentId));
    },
  };
}

/** Changes out of a file have made this state: it is believed no more than one that was read on opening. */
function requireRules(connection: ProjectConnection, state: DocumentState): void {
  try {
    requireClipsFit(connection, null, state);
    requireItemsFit({ ...state, tracks: [], tiers: [] }, state);
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== 'E_PARAM') throw error;
    throw new EngineError('E_PROJECT_CORRUPT', `${connection.path}: ${error.message}`, {
      cause: error,
      details: { path: connection.path },
    });
  }
}
