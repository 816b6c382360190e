/**
 * The order numbers of lists, as they stand in the file. They are kept beside the lists, not in their items: an item is the same wherever
 * it stands.
 */
const known = new WeakMap<readonly unknown[], readonly number[]>();

/** To be called with every list that was read from the file or written to it. */
export function rememberOrder(list: readonly unknown[], ords: readonly number[]): void {
  known.set(list, ords);
}

export const orderOf = (list: readonly unknown[]): readonly number[] => known.get(list) ?? [];

/** How many items at the beginning, and then at the end, are the same in both, by id. */
export function commonEnds(before: readonly string[], after: readonly string[]): { prefix: number; suffix: number } {
  const most = Math.min(before.length, after.length);
  let prefix = 0;
  while (prefix < most && before[prefix] === after[prefix]) prefix++;
  let suffix = 0;
  while (suffix < most - prefix && before[before.length - 1 - suffix] === after[after.length - 1 - suffix]) suffix++;
  return { prefix, suffix };
}

/**
 * Order numbers for the new list. What stands at the beginning and the end as before keeps its number, the rest is
 * spread evenly in between; where doubles leave no room between two neighbours the whole list is numbered anew,
 * which happens at most once in some fifty insertions at one place.
 */
export function nextOrder(
  before: readonly string[],
  ords: readonly number[],
  after: readonly string[],
): readonly number[] {
  const { prefix, suffix } = commonEnds(before, after);
  const nBetween = after.length - prefix - suffix;
  const low = prefix > 0 ? ords[prefix - 1]! : 0;
  const high = suffix > 0 ? ords[ords.length - suffix]! : low + nBetween + 1;
  const step = (high - low) / (nBetween + 1);
  const between = Array.from({ length: nBetween }, (_, i) => low + (i + 1) * step);
  const next = [...ords.slice(0, prefix), ...between, ...ords.slice(ords.length - suffix, ords.length)];
  const isRising = next.every((ord, i) => i === 0 || ord > next[i - 1]!);
  return isRising ? next : after.map((_, i) => i + 1);
}

/** As nextOrder, in whole numbers: for the few tracks and tiers of a document. */
export function nextPositions(
  before: readonly string[],
  positions: readonly number[],
  after: readonly string[],
): readonly number[] {
  const next = nextOrder(before, positions, after);
  return next.every(Number.isInteger) ? next : after.map((_, i) => i + 1);
}
