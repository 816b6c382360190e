/** Intervals and points of the focused tier: made, split, merged, deleted, walked through. */
import type { TierInfo } from '../../../preload/contract/project.ts';
import { getActiveDocument } from '../../client/project.ts';
import { focusedTier } from '../../client/tiers.ts';
import { announce } from '../../state/announcements.ts';
import type { Command } from '../../state/commands.ts';
import { rangesOf, useSelection } from '../../state/selection.ts';
import { addTier } from './addTier.ts';
import { editTier } from './editTier.ts';
import { goToItem, playItem } from './goToItem.ts';
import { beginLabel } from './labelField.ts';
import { tierCommand, type TierTarget } from './tierCommand.ts';
import { currentItem, meantItems, neighbour, selectedItems, splitsOf } from './tierItems.ts';

/** Over the selection, in a point tier at the cursor. @returns its id; null: an interval needs a selection */
async function addItem({ tier, place }: Pick<TierTarget, 'tier' | 'place'>): Promise<string | null> {
  const { tierId, kind } = tier;
  const at = place.selection?.startSample ?? place.cursorSample;
  const span = kind === 'point' ? { startSample: at, endSample: at } : place.selection;
  if (span === null) {
    announce('Select the stretch that the interval is to hold first');
    return null;
  }
  const { startSample, endSample } = span;
  const edited = await editTier({ kind: 'tier.addItem', tierId, startSample, endSample, label: '' }, [tierId]);
  return edited?.createdIds[0] ?? null;
}

async function labelHere(target: TierTarget): Promise<void> {
  const { tier, items, place } = target;
  const current = currentItem(items, place);
  const itemId = current?.itemId ?? (await addItem(target));
  if (current !== null) goToItem(current);
  if (itemId !== null) beginLabel(tier.tierId, itemId);
}

async function split({ tier, items, place }: TierTarget): Promise<void> {
  const { tierId } = tier;
  const splits = splitsOf(items, place);
  if (splits.length === 0) announce(`The cursor is not inside an interval of ${tier.name}`);
  for (const atSample of splits) await editTier({ kind: 'tier.split', tierId, atSample }, [tierId]);
}

async function merge({ tier, items, place }: TierTarget): Promise<void> {
  const { tierId } = tier;
  const itemIds = selectedItems(items, place).map(({ itemId }) => itemId);
  if (itemIds.length < 2) announce('Select at least two intervals to merge');
  else await editTier({ kind: 'tier.merge', tierId, itemIds }, [tierId]);
}

/** Never the sound, where the tier has the focus: nothing may be lost that was not meant. */
async function remove({ tier, items, place }: TierTarget): Promise<void> {
  const { tierId } = tier;
  const itemIds = meantItems(items, place).map(({ itemId }) => itemId);
  if (itemIds.length === 0) announce(`Nothing of ${tier.name} is selected`);
  else await editTier({ kind: 'tier.removeItems', tierId, itemIds }, [tierId]);
}

const step =
  (by: 1 | -1, isHeard = false) =>
  ({ items, place }: TierTarget) => {
    const item = neighbour(items, place, by);
    if (item === null) return;
    (isHeard ? playItem : goToItem)(item);
    announce(item.label === '' ? 'Unnamed' : item.label);
  };

/** Every interval with the label of the one that is here, as ranges. */
function selectSame({ tier, items, place }: TierTarget): void {
  const current = currentItem(items, place);
  if (current === null) {
    announce(`Nothing of ${tier.name} is here`);
    return;
  }
  const same = items.filter(({ label }) => label === current.label);
  const { setRanges, addRange } = useSelection.getState();
  setRanges([...rangesOf(useSelection.getState()), ...same]);
  addRange(current.startSample, current.endSample);
  announce(`${String(same.length)} intervals “${current.label}” are selected`);
}

const firstOwnIntervals = (): TierInfo | null =>
  getActiveDocument()?.tiers.find(({ kind, origin }) => kind === 'interval' && origin === 'user') ?? null;

/** Into the focused interval tier, else the first of one's own, else a new one. */
async function markSelection(): Promise<void> {
  const focused = focusedTier();
  const tierId =
    (focused?.kind === 'interval' ? focused : firstOwnIntervals())?.tierId ?? (await addTier('interval', 'Intervals'));
  const { selection } = useSelection.getState();
  if (tierId === null || selection === null) return;
  const { startSample, endSample } = selection;
  await editTier({ kind: 'tier.addItem', tierId, startSample, endSample, label: '' }, [tierId]);
}

const markInterval: Command = {
  name: 'mark.addInterval',
  title: 'Mark the selection as an interval',
  category: 'Mark',
  defaultKeys: { phonoscope: ['$mod+m'], audacity: [] },
  isEnabled: () => getActiveDocument() !== null && useSelection.getState().selection !== null,
  disabledReason: () => (getActiveDocument() === null ? 'no recording is open' : 'select something first'),
  run: markSelection,
};

export const itemCommands: readonly Command[] = [
  markInterval,
  tierCommand({
    name: 'editLabel',
    title: 'Label what is here, new where there is nothing',
    keys: { phonoscope: ['Enter'], praat: ['Shift+Enter', '$mod+Enter'] },
    opensField: true,
    run: labelHere,
  }),
  tierCommand({
    name: 'addPoint',
    title: 'Add a point at the cursor',
    keys: { phonoscope: ['$mod+m'] },
    kind: 'point',
    run: addItem,
  }),
  tierCommand({
    name: 'split',
    title: 'Split the interval at the cursor or the edges of the selection',
    keys: { phonoscope: ['$mod+i'], praat: ['Enter', '$mod+Shift+i'] },
    kind: 'interval',
    run: split,
  }),
  tierCommand({
    name: 'selectSame',
    title: 'Select all intervals with this label',
    keys: { phonoscope: ['$mod+Shift+a'] },
    kind: 'interval',
    run: selectSame,
  }),
  tierCommand({
    name: 'merge',
    title: 'Merge the selected intervals',
    keys: { phonoscope: ['$mod+j'] },
    kind: 'interval',
    run: merge,
  }),
  tierCommand({
    name: 'removeItems',
    title: 'Delete the selected intervals or points',
    keys: { phonoscope: ['Delete', 'Backspace'] },
    run: remove,
  }),
  tierCommand({
    name: 'nextItem',
    title: 'Go to the next interval or point',
    keys: { phonoscope: ['$mod+ArrowRight'], praat: ['$mod+ArrowRight', 'Alt+ArrowRight'] },
    run: step(1),
  }),
  tierCommand({
    name: 'previousItem',
    title: 'Go to the previous interval or point',
    keys: { phonoscope: ['$mod+ArrowLeft'], praat: ['$mod+ArrowLeft', 'Alt+ArrowLeft'] },
    run: step(-1),
  }),
  tierCommand({
    name: 'playNextItem',
    title: 'Play the next interval',
    keys: { phonoscope: ['$mod+Shift+ArrowRight'] },
    run: step(1, true),
  }),
  tierCommand({
    name: 'playPreviousItem',
    title: 'Play the previous interval',
    keys: { phonoscope: ['$mod+Shift+ArrowLeft'] },
    run: step(-1, true),
  }),
];
