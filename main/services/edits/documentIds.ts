import type { DocumentState } from '../../store/documentState.ts';

/** Those of `ids` that tracks, clips, tiers and items of the document have. */
export function idsThere(ids: readonly string[], { tracks, tiers }: DocumentState): string[] {
  const wanted = new Set(ids);
  const there = new Set<string>();
  const look = (id: string) => {
    if (wanted.has(id)) there.add(id);
  };
  for (const { trackId, clips, items } of tracks) {
    look(trackId);
    for (const { clipId } of clips) look(clipId);
    for (const { itemId } of items) look(itemId);
  }
  for (const { tierId, items } of tiers) {
    look(tierId);
    for (const { itemId } of items) look(itemId);
  }
  return ids.filter((id) => there.has(id));
}

/** Tiers that are in both states with other items. */
export function changedTierIds(before: DocumentState, after: DocumentState): string[] {
  const old = new Map(before.tiers.map(({ tierId, items }) => [tierId, items]));
  return after.tiers
    .filter(({ tierId, items }) => old.has(tierId) && old.get(tierId) !== items)
    .map(({ tierId }) => tierId);
}

/** Masks count by their items, which are never changed, only replaced; other items of a track may have changed alone. */
export function hasOtherMasks(before: DocumentState, after: DocumentState): boolean {
  const masksOf = ({ tracks }: DocumentState) =>
    tracks.flatMap(({ items }) => (items.some(({ kind }) => kind === 'mask') ? items : []));
  if (before.tracks === after.tracks) return false;
  const [old, now] = [before, after].map((document) => masksOf(document).filter(({ kind }) => kind === 'mask'));
  return old?.length !== now?.length || now?.some((item, i) => item !== old?.[i]) === true;
}
