import type { TierInfo } from '../../../../preload/contract/project.ts';
import type { TierItem } from '../../../../preload/contract/tiers.ts';
import type { Alphabet } from '../../../state/labelling.ts';
import { checkerOf } from './checkAlphabet.ts';
import type { Match } from './findLabels.ts';

export interface Found {
  readonly tier: TierInfo;
  readonly item: TierItem;
  readonly note: string; // what it becomes, or what is not allowed
}

export type ItemsByTier = Readonly<Record<string, readonly TierItem[]>>;

/** In the order of tiers and time. */
export function foundOf(
  tiers: readonly TierInfo[],
  items: ItemsByTier,
  matches: readonly (readonly Match[])[],
): Found[] {
  return tiers.flatMap((tier, t) =>
    (matches[t] ?? []).flatMap(({ index, becomes }) => {
      const item = items[tier.tierId]?.[index];
      return item === undefined ? [] : [{ tier, item, note: becomes }];
    }),
  );
}

export function offendersIn(
  tiers: readonly TierInfo[],
  items: ItemsByTier,
  alphabets: Readonly<Record<string, Alphabet>>,
): Found[] {
  return tiers.flatMap((tier) => {
    const alphabet = alphabets[tier.tierId];
    if (alphabet === undefined) return [];
    const check = checkerOf(alphabet);
    return (items[tier.tierId] ?? []).flatMap((item) => {
      const wrong = check(item.label);
      return wrong.length === 0 ? [] : [{ tier, item, note: wrong.join(' ') }];
    });
  });
}
