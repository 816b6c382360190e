/** What may be the next token, as one function of the logits and the tokens since the prompt. */
import { nonSpeechTokens } from '../text/nonSpeechTokens.ts';
import type { WhisperTokenizer } from '../text/whisperTokenizer.ts';
import { applyTimestampRules } from './timestampRules.ts';

export interface TokenRuleOptions {
  readonly withTimestamps: boolean;
  readonly suppressNonSpeech: boolean;
  readonly suppressBlank: boolean; // no empty transcript
  readonly maxInitialTimestampSec: number | null;
}

/** Sets to −∞, in place, what may not follow `sampled`. */
export type TokenRules = (logits: Float32Array, sampled: readonly number[]) => void;

export const timestampStepSec = 0.02;

/** Source: openai/whisper, whisper/decoding.py: SuppressBlank, SuppressTokens, ApplyTimestampRules, in this order. */
export function tokenRules(tokenizer: WhisperTokenizer, options: TokenRuleOptions): TokenRules {
  const { special } = tokenizer;
  const { transcribe, translate, startOfTranscript, startOfPrevious, startOfLm, noSpeech } = special;
  const suppressed = [transcribe, translate, startOfTranscript, startOfPrevious, startOfLm, noSpeech];
  if (options.suppressNonSpeech) suppressed.push(...nonSpeechTokens(tokenizer));
  const blank = options.suppressBlank ? [...tokenizer.encode(' '), special.endOfText] : [];
  const { maxInitialTimestampSec: maxSec } = options;
  const maxInitialTimestamp = maxSec === null ? null : Math.round(maxSec / timestampStepSec);
  return (logits, sampled) => {
    if (sampled.length === 0) for (const id of blank) logits[id] = -Infinity;
    for (const id of suppressed) logits[id] = -Infinity;
    if (options.withTimestamps) applyTimestampRules(logits, sampled, { special, maxInitialTimestamp });
  };
}
