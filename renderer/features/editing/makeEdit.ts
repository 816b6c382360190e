import type { EditCommand } from '../../../preload/contract/edits.ts';
import { applyEdit } from '../../client/edits.ts';
import { announce } from '../../state/announcements.ts';
import { showPlace } from './showPlace.ts';

/** Makes an edit, says it, and puts the selection or cursor where `then` says. */
export async function makeEdit(
  command: EditCommand,
  then: { readonly startSample: number; readonly endSample: number } | null = null,
): Promise<void> {
  const edited = await applyEdit(command);
  if (edited === null) return;
  announce(edited.title ?? 'Nothing to change');
  if (edited.title !== null && then !== null) showPlace(then);
}
