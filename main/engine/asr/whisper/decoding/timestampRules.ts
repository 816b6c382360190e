/**
 * Which tokens may follow when a transcript has timestamps, in the order of the reference:
 *   1. <|notimestamps|> never;
 *   2. timestamps come in pairs, but for the one directly before the end: after text and a timestamp a timestamp or the
 *      end, after two timestamps text (the start counts as one);
 *   3. they do not decrease, and a segment is not empty;
 *   4. the first token is a timestamp of at most maxInitialTimestamp;
 *   5. when the timestamps together are likelier than each text token, a timestamp.
 * Source: openai/whisper, whisper/decoding.py, ApplyTimestampRules.
 */
import type { SpecialTokens } from '../text/whisperTokenizer.ts';
import { logSumExp } from './logProbabilities.ts';

export interface TimestampRules {
  readonly special: Pick<SpecialTokens, 'endOfText' | 'noTimestamps' | 'timestampBegin'>;
  readonly maxInitialTimestamp: number | null; // in timestamp steps of 0.02 s; null: any
}

/**
 * @param logits [vocabulary], changed in place: −∞ for what may not follow
 * @param sampled tokens since the prompt
 */
export function applyTimestampRules(logits: Float32Array, sampled: readonly number[], rules: TimestampRules): void {
  const { endOfText, noTimestamps, timestampBegin } = rules.special;
  logits[noTimestamps] = -Infinity;
  const isTimestamp = (token: number | undefined) => token !== undefined && token >= timestampBegin;
  const lastWas = isTimestamp(sampled.at(-1));
  const penultimateWas = sampled.length < 2 || isTimestamp(sampled.at(-2));
  if (lastWas) {
    if (penultimateWas) logits.fill(-Infinity, timestampBegin);
    else logits.fill(-Infinity, 0, endOfText);
  }
  const last = sampled.findLast(isTimestamp);
  if (last !== undefined) logits.fill(-Infinity, timestampBegin, lastWas && !penultimateWas ? last : last + 1);
  if (sampled.length === 0) {
    logits.fill(-Infinity, 0, timestampBegin);
    if (rules.maxInitialTimestamp !== null) logits.fill(-Infinity, timestampBegin + rules.maxInitialTimestamp + 1);
  }
  let greatestText = -Infinity;
  for (let i = 0; i < timestampBegin; i++) if (logits[i]! > greatestText) greatestText = logits[i]!;
  if (logSumExp(logits, timestampBegin) > greatestText) logits.fill(-Infinity, 0, timestampBegin);
}
