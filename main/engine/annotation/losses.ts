/** What a format could not hold, counted while writing or reading. */
export class Losses {
  readonly #counts = new Map<string, number>();
  readonly #nouns = new Map<string, string>();

  /** @param noun of what is counted, in the singular  @param what happened to it, "the label was cut" */
  add(noun: string, what: string, count = 1): void {
    if (count === 0) return;
    const key = `${noun}: ${what}`;
    this.#nouns.set(key, noun);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + count);
  }

  /** "3 labels: line breaks became spaces." */
  sentences(): string[] {
    return [...this.#counts].map(([key, count]) => {
      const noun = this.#nouns.get(key)!;
      return `${count} ${count === 1 ? noun : pluralOf(noun)}${key.slice(noun.length)}.`;
    });
  }
}

function pluralOf(noun: string): string {
  return noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}
