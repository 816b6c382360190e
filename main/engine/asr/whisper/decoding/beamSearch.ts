/**
 * Beam search: of all continuations the `width` of greatest Σ log p go on; those that end on the way, ranked above them,
 * are kept until round(width · patience) are. Kasai et al., "A call for clarity in beam search", 2022 (patience);
 * rules of openai/whisper, whisper/decoding.py, BeamSearchDecoder.
 */
import { logSumExp, topIndices } from './logProbabilities.ts';
import type { Hypothesis, TokenSearch } from './tokenSearch.ts';

export interface BeamSearchOptions {
  readonly width: number; // ≥ 1
  readonly patience: number; // > 0
  readonly endOfText: number;
}

type Candidate = Hypothesis & { readonly source: number };

export function createBeamSearch({ width, patience, endOfText }: BeamSearchOptions): TokenSearch {
  const maxEnded = Math.round(width * patience);
  const ended: Hypothesis[] = [];
  return {
    width,
    advance(live, logits) {
      const candidates = live
        .flatMap((hypothesis, source) => continuations(hypothesis, logits[source]!, width + 1, source))
        .sort((a, b) => b.logProbability - a.logProbability);
      const going: Candidate[] = [];
      const ending: Hypothesis[] = [];
      for (const candidate of candidates) {
        if (going.length === width) break;
        if (candidate.tokens.at(-1) === endOfText) ending.push(withoutLast(candidate));
        else going.push(candidate);
      }
      ended.push(...ending.slice(0, Math.max(0, maxEnded - ended.length)));
      return { live: going, isComplete: ended.length >= maxEnded || going.length === 0 };
    },
    finish(live) {
      const missing = Math.max(0, width - ended.length);
      return [...ended, ...[...live].sort((a, b) => b.logProbability - a.logProbability).slice(0, missing)];
    },
  };
}

function continuations(
  { tokens, logProbability }: Hypothesis,
  logits: Float32Array,
  count: number,
  source: number,
): Candidate[] {
  const total = logSumExp(logits);
  return topIndices(logits, count).map((token) => ({
    tokens: [...tokens, token],
    logProbability: logProbability + logits[token]! - total,
    source,
  }));
}

function withoutLast({ tokens, logProbability }: Candidate): Hypothesis {
  return { tokens: tokens.slice(0, -1), logProbability };
}
