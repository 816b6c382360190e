/** Finding and replacing in labels. Pure. */
export interface Search {
  readonly pattern: string;
  readonly replacement: string;
  readonly isRegExp: boolean;
  readonly isCaseSensitive: boolean;
  readonly isWhole: boolean; // the label as a whole, not a part of it
}

const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/gu, (character) => `\\${character}`);

/** @returns null: nothing is looked for; a text: why the pattern is none */
export function patternOf({ pattern, isRegExp, isCaseSensitive, isWhole }: Search): RegExp | string | null {
  if (pattern === '') return null;
  const source = isRegExp ? pattern : literal(pattern);
  try {
    if (isRegExp) new RegExp(pattern, 'u'); // alone first: "a)(b" is none, though "(?:a)(b)" is
    return new RegExp(isWhole ? `^(?:${source})$` : source, isCaseSensitive ? 'gu' : 'giu');
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    return `Not a regular expression: ${said.split(': ').at(-1)?.toLowerCase() ?? ''}`;
  }
}

export interface Match {
  readonly index: number; // of the label
  readonly becomes: string;
}

/**
 * `$1`, `$<name>` and `$&` stand for what was found by a regular expression; else the replacement is put in as it is.
 * @throws Error: the pattern of `search` is none
 */
export function findLabels(labels: readonly string[], search: Search): Match[] {
  const pattern = patternOf(search);
  if (!(pattern instanceof RegExp)) throw new Error(pattern ?? 'nothing is looked for');
  const { replacement, isRegExp } = search;
  const becomes = (label: string) =>
    isRegExp ? label.replace(pattern, replacement) : label.replace(pattern, () => replacement);
  return labels.flatMap((label, index) => {
    pattern.lastIndex = 0;
    return pattern.test(label) ? [{ index, becomes: becomes(label) }] : [];
  });
}
