/** What a command acts on: the selection or the cursor, on the tracks that edits change. */
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { getActiveDocument } from '../../client/project.ts';
import { tracksToEdit } from '../../state/editing.ts';
import { useSelection } from '../../state/selection.ts';

export interface EditTarget {
  readonly document: DocumentInfo;
  readonly trackIds: string[];
  /** The selection's time; null: nothing is selected. */
  readonly span: { readonly startSample: number; readonly endSample: number } | null;
  readonly atSample: number; // the cursor, or where the selection begins
}

/** @returns null: there is nothing that could be edited */
export function editTarget(): EditTarget | null {
  const document = getActiveDocument();
  if (document === null || document.tracks.length === 0) return null;
  const { selection, cursorSample } = useSelection.getState();
  return {
    document,
    trackIds: tracksToEdit(document).map(({ trackId }) => trackId),
    span: selection && { startSample: selection.startSample, endSample: selection.endSample },
    atSample: selection?.startSample ?? cursorSample,
  };
}

export function whyNotHere(): string | null {
  if (getActiveDocument() === null) return 'no recording is open';
  return editTarget() === null ? 'there is no track' : null;
}

export const whyNoSpan = (): string | null =>
  whyNotHere() ?? (useSelection.getState().selection === null ? 'select something first' : null);
