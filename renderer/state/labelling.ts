/** How tiers are labelled: what the digits write, how boundaries move, what labels may hold. Kept with the view. */
import { create } from 'zustand';

/** 'characters': every one of a label must be among them. 'labels': the label as a whole must be. */
export const alphabetKinds = ['characters', 'labels'] as const;
export type AlphabetKind = (typeof alphabetKinds)[number];

export interface Alphabet {
  readonly kind: AlphabetKind;
  readonly text: string; // characters as they stand; or labels as `splitLabels` reads them
}

export const mostLabelKeys = 9;

export interface Labelling {
  /** Whether 1–9 write `labels` while a tier has the focus. */
  readonly hasLabelKeys: boolean;
  readonly labels: readonly string[]; // by digit, at most nine
  /** Boundaries that lie on each other move together in all tiers; Shift does the other. */
  readonly isAcrossTiers: boolean;
  readonly alphabets: Readonly<Record<string, Alphabet>>; // by tier; those without one are not checked
}

export const defaultLabelling: Labelling = { hasLabelKeys: false, labels: [], isAcrossTiers: false, alphabets: {} };

export const useLabelling = create<Labelling>()(() => defaultLabelling);

/** "a, e, i" or "a e i" */
export function splitLabels(text: string): string[] {
  const separator = text.includes(',') ? ',' : /\s+/u;
  return text
    .split(separator)
    .map((label) => label.trim())
    .filter((label) => label !== '');
}

export const readLabels = (text: string): string[] => splitLabels(text).slice(0, mostLabelKeys);

/** So that `readLabels` reads the same again. */
export function formatLabels(labels: readonly string[]): string {
  const hasSpace = labels.some((label) => /\s/u.test(label));
  return hasSpace ? `${labels.join(', ')}${labels.length === 1 ? ',' : ''}` : labels.join(' ');
}
