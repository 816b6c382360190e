import type { EditCommand, Edited } from '../../../preload/contract/edits.ts';
import { applyEdit } from '../../client/edits.ts';
import { isEngineLost } from '../../client/studio.ts';
import { readTierItems } from '../../client/tiers.ts';
import { announce } from '../../state/announcements.ts';
import { notifyError } from '../../state/notices.ts';

/** Makes an edit and says it. @returns when the items of `tierIds` are known as they are then @throws WireError */
export async function editTier(command: EditCommand, tierIds: readonly string[] = []): Promise<Edited | null> {
  const edited = await applyEdit(command);
  await Promise.all(tierIds.map(readTierItems));
  if (edited !== null) announce(edited.title ?? 'Nothing to change');
  return edited;
}

export function tellTierProblem(error: unknown): void {
  if (!isEngineLost(error)) notifyError('Change a tier', error);
}
