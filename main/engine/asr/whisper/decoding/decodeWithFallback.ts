/**
 * A window decoded at rising temperatures until the transcript is neither repetitive nor improbable; silence (no speech
 * is likely and the text improbable) counts as done. Source: openai/whisper, whisper/transcribe.py.
 */
import { EngineError } from '../../../core/errors.ts';
import type { WhisperTokenizer } from '../text/whisperTokenizer.ts';
import { compressionRatio } from '../text/compressionRatio.ts';
import type { EncodedWindow, WhisperNetwork } from '../whisperNetwork.ts';
import { decodeWindow, type DecodedWindow, type DecodingOptions } from './decodeWindow.ts';

export interface FallbackOptions {
  readonly temperatures: readonly number[]; // ≥ 1 of them, ascending
  readonly maxCompressionRatio: number | null;
  readonly minAvgLogProb: number | null;
  readonly maxNoSpeechProb: number | null;
}

export const fallbackDefaults: FallbackOptions = {
  temperatures: [0, 0.2, 0.4, 0.6, 0.8, 1],
  maxCompressionRatio: 2.4,
  minAvgLogProb: -1,
  maxNoSpeechProb: 0.6,
};

export interface DecodingTools {
  readonly network: WhisperNetwork;
  readonly tokenizer: WhisperTokenizer;
  readonly deflate: (bytes: Uint8Array) => Uint8Array; // zlib, level 6
  readonly random: () => number;
  readonly signal?: AbortSignal | undefined;
}

export interface AcceptedWindow extends DecodedWindow {
  readonly compressionRatio: number;
}

/** @returns the first accepted, or the last. @throws EngineError as `decodeWindow` */
export async function decodeWithFallback(
  tools: DecodingTools,
  window: EncodedWindow,
  options: DecodingOptions & FallbackOptions,
): Promise<AcceptedWindow> {
  const { network, tokenizer, deflate, random, signal } = tools;
  for (const [i, temperature] of options.temperatures.entries()) {
    const work = { random, signal };
    const decoded = await decodeWindow(network, tokenizer, window, { ...options, temperature }, work);
    const result = { ...decoded, compressionRatio: compressionRatio(decoded.text, deflate) };
    if (i === options.temperatures.length - 1 || isAccepted(result, options)) return result;
  }
  throw new EngineError('E_PARAM', 'temperatures is empty: at least one is needed');
}

function isAccepted(result: AcceptedWindow, options: FallbackOptions): boolean {
  const { maxCompressionRatio, minAvgLogProb, maxNoSpeechProb } = options;
  const isImprobable = minAvgLogProb !== null && result.avgLogProb < minAvgLogProb;
  if (isImprobable && maxNoSpeechProb !== null && result.noSpeechProb > maxNoSpeechProb) return true;
  return !isImprobable && !(maxCompressionRatio !== null && result.compressionRatio > maxCompressionRatio);
}
