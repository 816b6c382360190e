import type { DocumentState } from '../../store/documentState.ts';

/** Of every track, clip, tier and item. */
export function idsIn({ tracks, tiers }: DocumentState): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { trackId, clips, items } of tracks) {
    ids.add(trackId);
    for (const { clipId } of clips) ids.add(clipId);
    for (const { itemId } of items) ids.add(itemId);
  }
  for (const { tierId, items } of tiers) {
    ids.add(tierId);
    for (const { itemId } of items) ids.add(itemId);
  }
  return ids;
}

/** Tiers that are in both states with other items. */
export function changedTierIds(before: DocumentState, after: DocumentState): string[] {
  const old = new Map(before.tiers.map(({ tierId, items }) => [tierId, items]));
  return after.tiers
    .filter(({ tierId, items }) => old.has(tierId) && old.get(tierId) !== items)
    .map(({ tierId }) => tierId);
}
