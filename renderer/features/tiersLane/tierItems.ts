/** Which items of a tier are meant: by selection, by cursor, by order. Pure. */
import type { TierItem } from '../../../preload/contract/tiers.ts';
import { itemsWithin } from '../../shared/tiers/itemsWithin.ts';

export interface Place {
  readonly cursorSample: number;
  readonly selection: { readonly startSample: number; readonly endSample: number } | null;
}

export const isPoint = ({ startSample, endSample }: TierItem): boolean => endSample === startSample;

/** The items that the selection holds whole. */
export function selectedItems(items: readonly TierItem[], { selection }: Place): readonly TierItem[] {
  if (selection === null) return [];
  const { startSample, endSample } = selection;
  return itemsWithin(items, startSample, endSample).filter((item) =>
    isPoint(item)
      ? item.startSample >= startSample && item.startSample < endSample
      : item.startSample >= startSample && item.endSample <= endSample,
  );
}

/** The first that is selected, else the one at the cursor. */
export function currentItem(items: readonly TierItem[], place: Place): TierItem | null {
  const at = place.selection?.startSample ?? place.cursorSample;
  const isHere = (item: TierItem) =>
    isPoint(item) ? item.startSample === at : item.startSample <= at && item.endSample > at;
  return selectedItems(items, place)[0] ?? itemsWithin(items, at, at).find(isHere) ?? null;
}

/** What is deleted or merged: all that are selected, else the one at the cursor. */
export function meantItems(items: readonly TierItem[], place: Place): readonly TierItem[] {
  if (place.selection !== null) return selectedItems(items, place);
  const current = currentItem(items, place);
  return current === null ? [] : [current];
}

/** The one after or before that at the cursor, or after or before the cursor itself. */
export function neighbour(items: readonly TierItem[], place: Place, step: 1 | -1): TierItem | null {
  const current = currentItem(items, place);
  if (current !== null) return items[items.indexOf(current) + step] ?? null;
  const at = place.selection?.startSample ?? place.cursorSample;
  return (
    (step === 1
      ? items.find(({ startSample }) => startSample > at)
      : items.findLast(({ startSample }) => startSample < at)) ?? null
  );
}

/** Where a boundary would be made: the cursor, or the edges of a selection that is no interval already. */
export function splitsOf(items: readonly TierItem[], { cursorSample, selection }: Place): number[] {
  const wanted = selection === null ? [cursorSample] : [selection.startSample, selection.endSample];
  return wanted.filter((at) =>
    itemsWithin(items, at, at).some(({ startSample, endSample }) => startSample < at && endSample > at),
  );
}
