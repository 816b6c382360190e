/**
 * The transcript of one window: from its encoding to tokens, by greedy or beam search or by sampling.
 * Source: openai/whisper, whisper/decoding.py, DecodingTask.
 */
import { gatherRows, type EncodedWindow, type WhisperNetwork } from '../whisperNetwork.ts';
import type { WhisperTask, WhisperTokenizer } from '../text/whisperTokenizer.ts';
import { createBeamSearch } from './beamSearch.ts';
import { logSumExp } from './logProbabilities.ts';
import { createSampleSearch } from './sampleSearch.ts';
import { tokenRules, type TokenRuleOptions } from './tokenRules.ts';
import { bestHypothesis, type Hypothesis, type TokenSearch } from './tokenSearch.ts';

export interface DecodingOptions extends TokenRuleOptions {
  readonly language: string; // code; ignored by a model of English only
  readonly task: WhisperTask;
  readonly temperature: number; // ≥ 0
  readonly beamSize: number; // ≥ 1, at temperature 0; 1 is greedy
  readonly bestOf: number; // ≥ 1, above temperature 0
  readonly patience: number; // > 0
  readonly lengthPenalty: number | null; // 0…1
  readonly maxTokens: number | null; // null: half of what the decoder has places for
  /** Tokens of the text before this window, of which the last are kept. */
  readonly promptTokens: readonly number[];
  /** Tokens the transcript of this window must begin with. */
  readonly prefixTokens: readonly number[];
}

export const decodingDefaults: DecodingOptions = {
  language: 'en',
  task: 'transcribe',
  temperature: 0,
  beamSize: 1,
  bestOf: 1,
  patience: 1,
  lengthPenalty: null,
  maxTokens: null,
  promptTokens: [],
  prefixTokens: [],
  withTimestamps: true,
  suppressNonSpeech: true,
  suppressBlank: true,
  maxInitialTimestampSec: 1,
};

export interface DecodedWindow {
  /** Text and timestamp tokens, without <|endoftext|>. */
  readonly tokens: readonly number[];
  readonly text: string; // trimmed
  readonly avgLogProb: number; // Σ log p over the number of tokens and the end
  readonly noSpeechProb: number; // 0…1
  readonly temperature: number;
}

/** @throws EngineError E_PARAM: a language the model does not know; E_ABORTED, between any two tokens; E_PROVIDER */
export async function decodeWindow(
  network: WhisperNetwork,
  tokenizer: WhisperTokenizer,
  window: EncodedWindow,
  options: DecodingOptions,
  { random, signal }: { readonly random: () => number; readonly signal?: AbortSignal | undefined },
): Promise<DecodedWindow> {
  const { vocabularySize, nTextPositions } = network.config;
  const { special } = tokenizer;
  const prompt = promptOf(tokenizer, options, nTextPositions);
  const search = searchOf(options, special.endOfText, random);
  const allow = tokenRules(tokenizer, options);
  const maxTokens = options.maxTokens ?? Math.floor(nTextPositions / 2);

  let live: readonly Hypothesis[] = [{ tokens: [], logProbability: 0 }];
  let { logits, cache } = await network.decode(window, [prompt], network.emptyCache(1), { signal });
  const atStart = prompt.indexOf(special.startOfTranscript) * vocabularySize;
  const startLogits = logits.subarray(atStart, atStart + vocabularySize);
  const noSpeechProb = Math.exp(startLogits[special.noSpeech]! - logSumExp(startLogits));
  let rows = [logits.slice((prompt.length - 1) * vocabularySize)];
  for (let n = 1; ; n++) {
    for (const [i, row] of rows.entries()) allow(row, live[i]!.tokens);
    const step = search.advance(live, rows);
    live = step.live;
    if (step.isComplete || n === maxTokens || prompt.length + n > nTextPositions) break;
    const next = live.map(({ tokens }) => [tokens.at(-1)!]);
    const kept = gatherRows(
      cache,
      step.live.map(({ source }) => source),
    );
    ({ logits, cache } = await network.decode(window, next, kept, { signal }));
    rows = live.map((_, i) => logits.slice(i * vocabularySize, (i + 1) * vocabularySize));
  }
  const best = bestHypothesis(search.finish(live), options.lengthPenalty);
  return {
    tokens: best.tokens,
    text: tokenizer.decode(best.tokens).trim(),
    avgLogProb: best.logProbability / (best.tokens.length + 1),
    noSpeechProb,
    temperature: options.temperature,
  };
}

function promptOf(
  tokenizer: WhisperTokenizer,
  { language, task, withTimestamps, promptTokens, prefixTokens }: DecodingOptions,
  nTextPositions: number,
): number[] {
  const { special } = tokenizer;
  const half = Math.floor(nTextPositions / 2);
  const start = tokenizer.startSequence(language, task);
  if (!withTimestamps) start.push(special.noTimestamps);
  const prefix = last(prefixTokens, half);
  const previous = promptTokens.length === 0 ? [] : [special.startOfPrevious, ...last(promptTokens, half - 1)];
  return [...previous, ...start, ...prefix];
}

function last<T>(items: readonly T[], count: number): readonly T[] {
  return items.slice(Math.max(0, items.length - count));
}

function searchOf(options: DecodingOptions, endOfText: number, random: () => number): TokenSearch {
  const { temperature, beamSize, bestOf, patience } = options;
  if (temperature === 0 && beamSize > 1) return createBeamSearch({ width: beamSize, patience, endOfText });
  return createSampleSearch({ width: temperature === 0 ? 1 : bestOf, temperature, endOfText, random });
}
