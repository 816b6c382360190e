/** What searches have in common: from the logits of the live hypotheses to the hypotheses of the next step. */

/** Tokens since the prompt and Σ log p of them. */
export interface Hypothesis {
  readonly tokens: readonly number[];
  readonly logProbability: number;
}

export interface SearchStep {
  /** Those that go on; each was made from row `source` of the step before. */
  readonly live: readonly (Hypothesis & { readonly source: number })[];
  readonly isComplete: boolean;
}

export interface TokenSearch {
  /** Rows that the first step makes of one prompt. */
  readonly width: number;
  /** @param logits of each live hypothesis, [vocabulary], after the rules */
  advance(live: readonly Hypothesis[], logits: readonly Float32Array[]): SearchStep;
  /** All candidates, without <|endoftext|>. */
  finish(live: readonly Hypothesis[]): Hypothesis[];
}

/**
 * The best candidate: greatest Σ log p over its length or, with α, over ((5 + length)/6)^α.
 * Wu et al., "Google's neural machine translation system", 2016, equation 14.
 * @param lengthPenalty α, 0…1; null divides by the length
 */
export function bestHypothesis(candidates: readonly Hypothesis[], lengthPenalty: number | null): Hypothesis {
  const score = ({ tokens: { length }, logProbability }: Hypothesis) =>
    logProbability / (lengthPenalty === null ? Math.max(1, length) : ((5 + length) / 6) ** lengthPenalty);
  return candidates.reduce((best, candidate) => (score(candidate) > score(best) ? candidate : best));
}
