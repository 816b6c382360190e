/**
 * Tokens into words. Tokens are joined until they are whole characters; such a unit begins a word if it begins with a
 * space or is punctuation, and in languages written without spaces always.
 * Source: openai/whisper, whisper/tokenizer.py, split_to_word_tokens.
 */
import type { WhisperTokenizer } from '../text/whisperTokenizer.ts';

export interface TokenWord {
  readonly text: string;
  readonly tokens: readonly number[];
}

const withoutSpaces = new Set(['zh', 'ja', 'th', 'lo', 'my', 'yue']);
const asciiPunctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** @param tokens text tokens only */
export function splitWords(tokenizer: WhisperTokenizer, tokens: readonly number[], language: string): TokenWord[] {
  const units = wholeCharacters(tokenizer, tokens);
  if (withoutSpaces.has(language)) return units;
  const words: TokenWord[] = [];
  for (const unit of units) {
    const last = words.at(-1);
    // A run of the list of punctuation, the empty one too: what the reference asks with Python's `in`.
    const begins = unit.text.startsWith(' ') || asciiPunctuation.includes(unit.text.trim());
    if (last === undefined || begins) words.push(unit);
    else words[words.length - 1] = { text: last.text + unit.text, tokens: [...last.tokens, ...unit.tokens] };
  }
  return words;
}

function wholeCharacters(tokenizer: WhisperTokenizer, tokens: readonly number[]): TokenWord[] {
  const all = tokenizer.decode(tokens);
  const units: TokenWord[] = [];
  let pending: number[] = [];
  let offset = 0;
  for (const token of tokens) {
    pending.push(token);
    const text = tokenizer.decode(pending);
    const broken = text.indexOf('\ufffd');
    // U+FFFD is half a character, unless it stands in the whole text at this place too.
    if (broken >= 0 && all[offset + broken] !== '\ufffd') continue;
    units.push({ text, tokens: pending });
    pending = [];
    offset += text.length;
  }
  return units;
}
