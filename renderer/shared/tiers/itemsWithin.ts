import type { TierItem } from '../../../preload/contract/tiers.ts';

/** For every item the latest end of it and all before it: ascending, so that it can be searched. */
const latestEnds = new WeakMap<readonly TierItem[], Float64Array>();

function latestEndsOf(items: readonly TierItem[]): Float64Array {
  const known = latestEnds.get(items);
  if (known !== undefined) return known;
  const ends = new Float64Array(items.length);
  let latest = -Infinity;
  for (const [i, item] of items.entries()) ends[i] = latest = Math.max(latest, item.endSample);
  latestEnds.set(items, ends);
  return ends;
}

/** Items (by start) that touch [fromSample, toSample], without looking at all of them. */
export function itemsWithin(items: readonly TierItem[], fromSample: number, toSample: number): readonly TierItem[] {
  const ends = latestEndsOf(items);
  const first = firstOf(items.length, (i) => (ends[i] ?? Infinity) >= fromSample);
  const end = firstOf(items.length, (i) => (items[i]?.startSample ?? Infinity) > toSample);
  return items.slice(first, end).filter((item) => item.endSample >= fromSample);
}

/** The least index from which on `isReached` holds. */
function firstOf(count: number, isReached: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isReached(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
