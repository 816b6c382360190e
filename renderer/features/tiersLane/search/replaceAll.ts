import { announce } from '../../../state/announcements.ts';
import { editTier } from '../editTier.ts';
import type { Found } from './searchResults.ts';

const count = (n: number, thing: string) => `${String(n)} ${thing}${n === 1 ? '' : 's'}`;

export const changedBy = (found: readonly Found[]): Found[] => found.filter(({ item, note }) => item.label !== note);

/** One edit a tier, each with its own undo. @throws WireError */
export async function replaceAll(found: readonly Found[]): Promise<void> {
  const changed = changedBy(found);
  const tierIds = [...new Set(changed.map(({ tier }) => tier.tierId))];
  for (const tierId of tierIds) {
    const labels = changed
      .filter(({ tier }) => tier.tierId === tierId)
      .map(({ item: { itemId }, note }) => ({ itemId, label: note }));
    await editTier({ kind: 'tier.setLabels', tierId, labels }, [tierId]);
  }
  announce(`Replaced ${count(changed.length, 'label')} in ${count(tierIds.length, 'tier')}`);
}
