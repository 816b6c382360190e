import type { DocumentState } from './documentState.ts';

function sorted<T>(items: readonly T[], compare: (a: T, b: T) => number): readonly T[] {
  const isSorted = items.every((item, i) => i === 0 || compare(items[i - 1]!, item) <= 0);
  return isSorted ? items : [...items].sort(compare);
}

interface Placed {
  readonly startSample: number;
}

const byStart = (a: Placed, b: Placed) => a.startSample - b.startSample;
const byStartAndEnd = (a: Placed & { readonly endSample: number }, b: Placed & { readonly endSample: number }) =>
  a.startSample - b.startSample || a.endSample - b.endSample;

/** Every list of `after` that is not the one of `before`, in the order of time. */
export function inTimeOrder(before: DocumentState, after: DocumentState): DocumentState {
  const known = new Set<unknown>([
    ...before.tracks,
    ...before.tiers,
    ...before.tracks.flatMap(({ clips, items }) => [clips, items]),
    ...before.tiers.map(({ items }) => items),
  ]);
  const order = <T>(items: readonly T[], compare: (a: T, b: T) => number) =>
    known.has(items) ? items : sorted(items, compare);
  return {
    ...after,
    tracks:
      after.tracks === before.tracks
        ? before.tracks
        : after.tracks.map((track) =>
            known.has(track)
              ? track
              : { ...track, clips: order(track.clips, byStart), items: order(track.items, byStartAndEnd) },
          ),
    tiers:
      after.tiers === before.tiers
        ? before.tiers
        : after.tiers.map((tier) => (known.has(tier) ? tier : { ...tier, items: order(tier.items, byStartAndEnd) })),
  };
}
