import type { TierInfo } from '../../../../preload/contract/project.ts';
import type { TierItem } from '../../../../preload/contract/tiers.ts';
import type { Alphabet } from '../../../state/labelling.ts';
import { checkerOf } from './checkAlphabet.ts';
import { labelsWith, patternOf, replaced } from './findLabels.ts';
import type { SearchState } from './searchState.ts';

export interface Found {
  readonly tier: TierInfo;
  readonly item: TierItem;
  readonly note: string; // what it becomes, or what is not allowed
}

export interface Results {
  readonly found: readonly Found[];
  readonly problem: string | null;
}

type Items = Readonly<Record<string, readonly TierItem[]>>;

function offenders(tier: TierInfo, items: readonly TierItem[], alphabet: Alphabet | undefined): Found[] {
  if (alphabet === undefined) return [];
  const check = checkerOf(alphabet);
  return items.flatMap((item) => {
    const wrong = check(item.label);
    return wrong.length === 0 ? [] : [{ tier, item, note: wrong.join(' ') }];
  });
}

/** In the order of tiers and time. */
export function searchResults(
  tiers: readonly TierInfo[],
  items: Items,
  search: SearchState,
  alphabets: Readonly<Record<string, Alphabet>>,
): Results {
  const itemsOf = ({ tierId }: TierInfo) => items[tierId] ?? [];
  if (search.mode === 'alphabet')
    return { found: tiers.flatMap((tier) => offenders(tier, itemsOf(tier), alphabets[tier.tierId])), problem: null };
  const pattern = patternOf(search);
  if (pattern === null || typeof pattern === 'string') return { found: [], problem: pattern };
  const found = tiers.flatMap((tier) =>
    labelsWith(itemsOf(tier), pattern).map((item) => ({
      tier,
      item,
      note: replaced(item.label, pattern, search),
    })),
  );
  return { found, problem: null };
}
