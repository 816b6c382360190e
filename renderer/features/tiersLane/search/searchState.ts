import { create } from 'zustand';
import type { Search } from './findLabels.ts';

export interface SearchState extends Search {
  /** 'find': labels with the pattern. 'alphabet': labels that hold what their tier does not allow. */
  readonly mode: 'find' | 'alphabet';
  readonly scope: string; // 'all', or the id of a tier
  readonly isAsked: boolean; // the field is to take the focus
}

export const useSearch = create<SearchState>()(() => ({
  mode: 'find',
  scope: 'all',
  pattern: '',
  replacement: '',
  isRegExp: true,
  isCaseSensitive: true,
  isWhole: false,
  isAsked: false,
}));
