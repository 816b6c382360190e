/** Tiers themselves: added, renamed, duplicated, moved, removed. */
import type { TierKind } from '../../../preload/contract/project.ts';
import { getActiveDocument } from '../../client/project.ts';
import type { Command } from '../../state/commands.ts';
import { useLayout } from '../../state/layout.ts';
import { useRenaming } from '../../state/renaming.ts';
import { addTier } from './addTier.ts';
import { editTier } from './editTier.ts';
import { tierCommand, type TierTarget } from './tierCommand.ts';

const laneKey = (tierId: string) => `tier:${tierId}`;

/** As soon as it is there; the menu that was chosen from gives the focus back first. */
function focusLaneOf(tierId: string, framesLeft = 30): void {
  const lane = document.querySelector<HTMLElement>(`[data-lane-key="${laneKey(tierId)}"]`);
  if (lane !== null) lane.focus();
  else if (framesLeft > 0)
    requestAnimationFrame(() => {
      focusLaneOf(tierId, framesLeft - 1);
    });
}

const add = (name: string, title: string, kind: TierKind, wanted: string): Command => ({
  name: `tier.${name}`,
  title,
  category: 'Mark',
  isEnabled: () => getActiveDocument() !== null,
  disabledReason: () => 'no recording is open',
  run: async () => {
    const tierId = await addTier(kind, wanted);
    if (tierId !== null) focusLaneOf(tierId);
  },
});

/** In the inspector, where its other properties are too. */
function rename({ tier }: TierTarget): void {
  useLayout.getState().change({ workspace: 'inspect', isInspectorOpen: true, inspectorTab: 'inspector' });
  useRenaming.setState({ key: tier.tierId });
}

async function duplicate({ tier }: TierTarget): Promise<void> {
  const edited = await editTier({ kind: 'tier.duplicate', tierId: tier.tierId });
  const copy = edited?.createdIds.at(-1); // after those of its items
  if (copy !== undefined) focusLaneOf(copy);
}

/** Lanes that were put in an order of their own keep it, but for the two that change places. */
function swapLanes(a: string, b: string): void {
  const { laneOrder, change } = useLayout.getState();
  const places = [laneOrder.indexOf(laneKey(a)), laneOrder.indexOf(laneKey(b))];
  if (places.some((place) => place < 0)) return;
  change({
    laneOrder: laneOrder.map((key) => (key === laneKey(a) ? laneKey(b) : key === laneKey(b) ? laneKey(a) : key)),
  });
}

const move = (by: 1 | -1) =>
  tierCommand({
    name: by === 1 ? 'moveDown' : 'moveUp',
    title: by === 1 ? 'Move the tier down' : 'Move the tier up',
    keys: { phonoscope: [by === 1 ? '$mod+Shift+ArrowDown' : '$mod+Shift+ArrowUp'] },
    run: async ({ document, tier: { tierId } }) => {
      const toIndex = document.tiers.findIndex((tier) => tier.tierId === tierId) + by;
      const other = document.tiers[toIndex];
      if (other === undefined) return;
      await editTier({ kind: 'tier.move', tierId, toIndex });
      swapLanes(tierId, other.tierId);
      focusLaneOf(tierId);
    },
  });

export const tierListCommands: readonly Command[] = [
  add('addIntervals', 'Add an interval tier', 'interval', 'Intervals'),
  add('addPoints', 'Add a point tier', 'point', 'Points'),
  tierCommand({ name: 'rename', title: 'Rename the tier', opensField: true, run: rename }),
  tierCommand({ name: 'duplicate', title: 'Duplicate the tier', run: duplicate }),
  move(-1),
  move(1),
  tierCommand({
    name: 'remove',
    title: 'Remove the tier',
    run: ({ tier: { tierId } }) => editTier({ kind: 'tier.remove', tierId }),
  }),
];
