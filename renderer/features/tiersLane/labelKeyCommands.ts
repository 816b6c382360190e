/** 1–9 write the labels of the list, while a tier's lane itself has the focus and they are switched on. */
import { focusedTier, useTiers } from '../../client/tiers.ts';
import { announce } from '../../state/announcements.ts';
import type { Command } from '../../state/commands.ts';
import { mostLabelKeys, useLabelling } from '../../state/labelling.ts';
import { useSelection } from '../../state/selection.ts';
import { editTier } from './editTier.ts';
import { tierCommand } from './tierCommand.ts';
import { currentItem } from './tierItems.ts';

const isInTierLane = () => document.activeElement?.closest('[data-lane-key^="tier:"]') != null;

/** What a digit would write, and on what; why not, else. */
function whyNot(index: number): string | null {
  const { hasLabelKeys, labels } = useLabelling.getState();
  if (!hasLabelKeys) return 'label keys are off';
  if (labels[index] === undefined) return 'the list has no such label';
  if (!isInTierLane()) return 'no tier has the focus';
  const items = useTiers.getState().items[focusedTier()?.tierId ?? ''] ?? [];
  return currentItem(items, useSelection.getState()) === null ? 'no interval or point is here' : null;
}

const labelKey = (index: number): Command =>
  tierCommand({
    name: `label-${String(index + 1)}`,
    title: `Write label ${String(index + 1)} of the list`,
    keys: { phonoscope: [String(index + 1)] },
    why: () => whyNot(index),
    run: async ({ tier: { tierId }, items, place }) => {
      const item = currentItem(items, place);
      const label = useLabelling.getState().labels[index];
      if (item === null || label === undefined) return;
      await editTier({ kind: 'tier.setLabels', tierId, labels: [{ itemId: item.itemId, label }] }, [tierId]);
    },
  });

export const labelKeyCommands: readonly Command[] = [
  tierCommand({
    name: 'toggleLabelKeys',
    title: 'Digits write labels',
    keys: { phonoscope: ['k'] },
    isOn: () => useLabelling.getState().hasLabelKeys,
    run: () => {
      const { hasLabelKeys, labels } = useLabelling.getState();
      useLabelling.setState({ hasLabelKeys: !hasLabelKeys });
      announce(
        hasLabelKeys
          ? 'Label keys off'
          : labels.length === 0
            ? 'Label keys on; the inspector holds their list, which is empty'
            : `Label keys on: ${labels.map((label, i) => `${String(i + 1)} ${label}`).join(', ')}`,
      );
    },
  }),
  ...Array.from({ length: mostLabelKeys }, (_, index) => labelKey(index)),
];
