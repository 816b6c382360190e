/**
 * Tokens of symbols that are written but not spoken (brackets, notes, quotation marks of some scripts), which a
 * transcript without captions does not want. A hyphen or apostrophe is left out only at the start of a word.
 * Source: openai/whisper, whisper/tokenizer.py, non_speech_tokens.
 */
import type { WhisperTokenizer } from './whisperTokenizer.ts';

const symbols = [
  ...Array.from('"#()*+/:;<=>@[\\]^_`{|}~「」『』'),
  ...'<< >> <<< >>> -- --- -( -[ (\' (" (( )) ((( ))) [[ ]] {{ }} ♪♪ ♪♪♪'.split(' '),
];
const musicSymbols = Array.from('♩♪♫♬♭♮♯'); // several tokens each, of which the first is common to signs nobody speaks

/** @returns ascending */
export function nonSpeechTokens({ encode }: Pick<WhisperTokenizer, 'encode'>): number[] {
  const found = new Set([encode(' -')[0]!, encode(" '")[0]!]);
  for (const symbol of [...symbols, ...musicSymbols])
    for (const ids of [encode(symbol), encode(` ${symbol}`)])
      if (ids.length === 1 || musicSymbols.includes(symbol)) found.add(ids[0]!);
  return [...found].sort((a, b) => a - b);
}
