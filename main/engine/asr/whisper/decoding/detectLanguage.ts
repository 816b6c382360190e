/**
 * p(language) after <|startoftranscript|> alone: the softmax over the language tokens.
 * Source: openai/whisper, whisper/decoding.py, detect_language.
 */
import type { WhisperTokenizer } from '../text/whisperTokenizer.ts';
import type { EncodedWindow, WhisperNetwork } from '../whisperNetwork.ts';
import { logSumExp } from './logProbabilities.ts';

export interface LanguageProbability {
  readonly language: string;
  readonly probability: number;
}

/** @returns the likeliest first; empty for a model of English only. @throws EngineError E_ABORTED, E_PROVIDER */
export async function detectLanguage(
  network: WhisperNetwork,
  { languages, special }: WhisperTokenizer,
  window: EncodedWindow,
  signal?: AbortSignal,
): Promise<LanguageProbability[]> {
  if (languages.size === 0) return [];
  const { logits } = await network.decode(window, [[special.startOfTranscript]], network.emptyCache(1), { signal });
  const among = Float32Array.from(languages.values(), (token) => logits[token]!);
  const total = logSumExp(among);
  return [...languages.keys()]
    .map((language, i) => ({ language, probability: Math.exp(among[i]! - total) }))
    .sort((a, b) => b.probability - a.probability);
}
