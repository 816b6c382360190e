/** What undo and redo of the active document would do, and doing it. */
import { create } from 'zustand';
import type { EditInfo } from '../../preload/contract/edits.ts';
import { notifyError } from '../state/notices.ts';
import { useProject } from './project.ts';
import { isEngineLost, studio } from './studio.ts';

export interface EditStore {
  readonly documentId: string | null; // whose edits they are
  readonly undo: EditInfo | null;
  readonly redo: EditInfo | null;
}

export const useEdits = create<EditStore>()(() => ({ documentId: null, undo: null, redo: null }));

let asked = 0;

async function readNext(): Promise<void> {
  const documentId = useProject.getState().activeDocumentId;
  const question = ++asked;
  if (documentId === null) {
    useEdits.setState({ documentId, undo: null, redo: null });
    return;
  }
  const next = await studio.call['edits.next']({ documentId });
  if (question === asked) useEdits.setState({ documentId, ...next });
}

function readOrTell(): void {
  readNext().catch((error: unknown) => {
    const isGone = useProject.getState().activeDocumentId !== useEdits.getState().documentId; // another is shown by now
    if (!isEngineLost(error) && !isGone) notifyError('Read what can be undone', error);
  });
}

/** Follows the active document from now on. */
export function followEdits(): void {
  useProject.subscribe((now, before) => {
    if (now.activeDocumentId !== before.activeDocumentId) readOrTell();
  });
  studio.onEvent('edits.changed', ({ documentId }) => {
    if (documentId === useProject.getState().activeDocumentId) readOrTell();
  });
  studio.onReady('Read what can be undone', readNext);
}

/** @returns the edit that was taken back or made again; null: there was none */
export async function stepEdits(direction: 'undo' | 'redo'): Promise<EditInfo | null> {
  const documentId = useProject.getState().activeDocumentId;
  return documentId === null ? null : studio.call[`edits.${direction}`]({ documentId });
}
