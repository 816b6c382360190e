/** Edits of the active document: making them, what undo and redo would do, and what the host's clipboard holds. */
import { create } from 'zustand';
import type { EditCommand, Edited, EditInfo } from '../../preload/contract/edits.ts';
import type { InputOf, OutputOf } from '../../preload/contract/define.ts';
import type { StudioContract } from '../../preload/contract/studio.ts';
import { notifyError } from '../state/notices.ts';
import { useProject } from './project.ts';
import { isEngineLost, studio } from './studio.ts';

export type Clipboard = NonNullable<OutputOf<StudioContract['edits.clipboard']>>;

export interface EditStore {
  readonly documentId: string | null; // whose edits they are
  readonly undo: EditInfo | null;
  readonly redo: EditInfo | null;
  readonly clipboard: Clipboard | null; // null: it is empty
}

export const useEdits = create<EditStore>()(() => ({ documentId: null, undo: null, redo: null, clipboard: null }));

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

/** What was copied belongs to its project. */
async function readClipboard(): Promise<void> {
  useEdits.setState({ clipboard: await studio.call['edits.clipboard']({}) });
}

/** For when the host has let go of what they were. */
export async function readEdits(): Promise<void> {
  await Promise.all([readNext(), readClipboard()]);
}

/** Follows the active document from now on. */
export function followEdits(): void {
  useProject.subscribe((now, before) => {
    if (now.project?.projectId !== before.project?.projectId) void readClipboard().catch(() => undefined);
    if (now.activeDocumentId !== before.activeDocumentId) readOrTell();
  });
  studio.onEvent('edits.changed', ({ documentId, undo, redo }) => {
    if (documentId !== useProject.getState().activeDocumentId) return;
    asked++; // what was asked for before is older
    useEdits.setState({ documentId, undo, redo });
  });
  studio.onReady('Read what can be undone', readEdits);
}

/** @returns the edit that was taken back or made again; null: there was none */
export async function stepEdits(direction: 'undo' | 'redo'): Promise<EditInfo | null> {
  const documentId = useProject.getState().activeDocumentId;
  return documentId === null ? null : studio.call[`edits.${direction}`]({ documentId });
}

/** @throws WireError; null without an active document */
export async function applyEdit(command: EditCommand): Promise<Edited | null> {
  const documentId = useProject.getState().activeDocumentId;
  return documentId === null ? null : studio.call['edits.apply']({ documentId, command });
}

/** @param ranges `more`: what is joined to it, in order of time */
export async function copySound(
  trackIds: readonly string[],
  ranges: Omit<InputOf<StudioContract['edits.copy']>, 'documentId' | 'trackIds'>,
): Promise<void> {
  const documentId = useProject.getState().activeDocumentId;
  if (documentId === null) return;
  await studio.call['edits.copy']({ documentId, trackIds: [...trackIds], ...ranges });
  await readClipboard();
}

export async function goToEdit(documentId: string, editId: number | null): Promise<void> {
  await studio.call['edits.goTo']({ documentId, editId });
}
