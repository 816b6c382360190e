/** What a label holds that a tier's alphabet does not allow. Pure. */
import { splitLabels, type Alphabet } from '../../../state/labelling.ts';

const charactersOf = (text: string): string[] => Array.from(text.normalize('NFC')).filter((c) => !/\s/u.test(c));

/**
 * Characters are code points of the composed form, so that a diacritic without one is a character of its own; spaces are
 * always allowed. A tier without an alphabet allows all, and every tier a label that is empty.
 * @returns for a label what is not allowed of it, each once
 */
export function checkerOf({ kind, text }: Alphabet): (label: string) => readonly string[] {
  if (text.trim() === '') return () => [];
  if (kind === 'labels') {
    const allowed = new Set(splitLabels(text).map((label) => label.normalize('NFC')));
    return (label) => (label === '' || allowed.has(label.normalize('NFC')) ? [] : [label]);
  }
  const allowed = new Set(charactersOf(text));
  return (label) => [...new Set(charactersOf(label).filter((character) => !allowed.has(character)))];
}
