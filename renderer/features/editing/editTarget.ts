/** What a command acts on: the selection or the cursor, on the tracks that edits change. */
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { getActiveDocument } from '../../client/project.ts';
import { tracksToEdit } from '../../state/editing.ts';
import { rangesOf, useSelection, type Selection, type TimeRange } from '../../state/selection.ts';

export interface EditTarget {
  readonly document: DocumentInfo;
  readonly trackIds: string[];
  /** The selection's time, of several ranges that of the one made last; null: nothing is selected. */
  readonly span: TimeRange | null;
  readonly spans: readonly TimeRange[]; // all ranges, in order of time
  readonly atSample: number; // the cursor, or where the selection begins
}

/** @returns null: there is nothing that could be edited */
export function editTarget(): EditTarget | null {
  const document = getActiveDocument();
  if (document === null || document.tracks.length === 0) return null;
  const state = useSelection.getState();
  const { selection, cursorSample } = state;
  const spans = rangesOf(state);
  const only = spans.length === 1 ? spans[0] : undefined; // one that was kept, and no other yet
  return {
    document,
    trackIds: tracksToEdit(document).map(({ trackId }) => trackId),
    span: selection === null && only !== undefined ? only : spanOf(selection),
    spans,
    atSample: selection?.startSample ?? cursorSample,
  };
}

const spanOf = (selection: Selection | null): TimeRange | null =>
  selection && { startSample: selection.startSample, endSample: selection.endSample };

export function whyNotHere(): string | null {
  if (getActiveDocument() === null) return 'no recording is open';
  return editTarget() === null ? 'there is no track' : null;
}

export const whyNoSpan = (): string | null =>
  whyNotHere() ?? (rangesOf(useSelection.getState()).length === 0 ? 'select something first' : null);

/** For what cannot be done to several ranges at once. */
export const whyNoOneSpan = (): string | null => whyNoSpan() ?? whyOneRange();

/** @returns null unless several ranges are selected */
export function whyOneRange(): string | null {
  const { length } = rangesOf(useSelection.getState());
  return length < 2 ? null : `${String(length)} ranges are selected: this takes one`;
}
