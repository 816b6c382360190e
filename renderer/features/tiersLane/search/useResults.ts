import { useEffect, useMemo, useState } from 'react';
import type { TierInfo } from '../../../../preload/contract/project.ts';
import { useLabelling } from '../../../state/labelling.ts';
import { askLabels } from './askLabels.ts';
import { patternOf } from './findLabels.ts';
import { foundOf, offendersIn, type Found, type ItemsByTier } from './searchResults.ts';
import { useSearch, type SearchState } from './searchState.ts';

export interface Results {
  readonly found: readonly Found[];
  readonly problem: string | null;
  /** False while the answer to what is asked now is still being found: what is listed is that of before. */
  readonly isCurrent: boolean;
}

interface Question {
  readonly tiers: readonly TierInfo[];
  readonly items: ItemsByTier;
  readonly search: SearchState;
}

interface Answer extends Omit<Results, 'isCurrent'> {
  readonly question: Question | null;
}

const none: Answer = { question: null, found: [], problem: null };
const tooLong = 'Stopped after two seconds: this expression tries too many ways';

export function useResults(tiers: readonly TierInfo[], items: ItemsByTier): Results {
  const search = useSearch();
  const alphabets = useLabelling((s) => s.alphabets);
  const [answer, setAnswer] = useState(none);
  const pattern = useMemo(() => patternOf(search), [search]);
  const question = useMemo(() => ({ tiers, items, search }), [tiers, items, search]);
  const isFind = search.mode === 'find';
  useEffect(() => {
    if (!isFind || !(pattern instanceof RegExp)) return;
    const { pattern: text, replacement, isRegExp, isCaseSensitive, isWhole } = question.search;
    const asked = { pattern: text, replacement, isRegExp, isCaseSensitive, isWhole };
    const labels = question.tiers.map(({ tierId }) => (question.items[tierId] ?? []).map(({ label }) => label));
    return askLabels({ search: asked, labels }, (matches) => {
      setAnswer(
        matches === 'tooLong'
          ? { question, found: [], problem: tooLong }
          : { question, found: foundOf(question.tiers, question.items, matches), problem: null },
      );
    });
  }, [isFind, pattern, question]);
  const offenders = useMemo(
    () => (isFind ? [] : offendersIn(tiers, items, alphabets)),
    [isFind, tiers, items, alphabets],
  );
  if (!isFind) return { found: offenders, problem: null, isCurrent: true };
  if (!(pattern instanceof RegExp)) return { found: [], problem: pattern, isCurrent: true };
  return { found: answer.found, problem: answer.problem, isCurrent: answer.question === question };
}
