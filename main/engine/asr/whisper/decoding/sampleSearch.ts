/**
 * One token at a time: at temperature 0 the likeliest, above it drawn from softmax(logits / T), in `width` independent
 * rows. Σ log p is always that of T = 1. Source: openai/whisper, whisper/decoding.py, GreedyDecoder.
 */
import { argMax, logSumExp } from './logProbabilities.ts';
import type { Hypothesis, TokenSearch } from './tokenSearch.ts';

export interface SampleSearchOptions {
  readonly width: number; // ≥ 1
  readonly temperature: number; // ≥ 0
  readonly endOfText: number;
  readonly random: () => number; // [0, 1)
}

export function createSampleSearch({ width, temperature, endOfText, random }: SampleSearchOptions): TokenSearch {
  const ended: Hypothesis[] = [];
  const next = (logits: Float32Array) => (temperature === 0 ? argMax(logits) : draw(logits, temperature, random));
  return {
    width,
    advance(live, logits) {
      const going: (Hypothesis & { source: number })[] = [];
      // The first step has one row for all: each of the `width` draws from it.
      const rows = ended.length === 0 && live.length === 1 && live[0]!.tokens.length === 0 ? width : live.length;
      for (let row = 0; row < rows; row++) {
        const source = Math.min(row, live.length - 1);
        const token = next(logits[source]!);
        const { tokens, logProbability: before } = live[source]!;
        const logProbability = before + logits[source]![token]! - logSumExp(logits[source]!);
        if (token === endOfText) ended.push({ tokens, logProbability });
        else going.push({ tokens: [...tokens, token], logProbability, source });
      }
      return { live: going, isComplete: going.length === 0 };
    },
    finish: (live) => [...ended, ...live],
  };
}

function draw(logits: Float32Array, temperature: number, random: () => number): number {
  const scaled = logits.map((logit) => logit / temperature);
  const total = logSumExp(scaled);
  let rest = random();
  let last = 0;
  for (let i = 0; i < scaled.length; i++) {
    if (scaled[i] === -Infinity) continue;
    last = i;
    rest -= Math.exp(scaled[i]! - total);
    if (rest < 0) return i;
  }
  return last;
}
