import { describe, expect, it } from 'vitest';
import { nonSpeechTokens } from '../../../main/engine/asr/whisper/text/nonSpeechTokens.ts';
import { medianFilter } from '../../../main/engine/asr/whisper/words/medianFilter.ts';
import { splitWords } from '../../../main/engine/asr/whisper/words/splitWords.ts';
import { timeWarp } from '../../../main/engine/asr/whisper/words/timeWarp.ts';
import { readGolden, whisperTokenizer } from './miniWhisper.ts';

interface TokenizerGolden {
  texts: { text: string; tokens: number[] }[];
  cut: { tokens: number[]; words: string[]; text: string };
  nonSpeech: number[];
  languages: string[];
  splits: { language: string; tokens: number[]; words: string[] }[];
}
interface TimingGolden {
  dtw: { rows: number; columns: number; matrix: number[]; text: number[]; time: number[] }[];
  median: { values: number[]; width: number; filtered: number[] }[];
}

const golden = readGolden<TokenizerGolden>('tokenizer');
const timing = readGolden<TimingGolden>('timing');
const tokenizer = whisperTokenizer();

describe('the tokenizer as openai/whisper', () => {
  it.each(golden.texts)('$text', ({ text, tokens }) => {
    expect(tokenizer.encode(text)).toEqual(tokens);
    expect(tokenizer.decode(tokens)).toBe(text);
  });

  it('decodes half a character as U+FFFD and splits where characters are whole', () => {
    expect(tokenizer.decode(golden.cut.tokens)).toBe(golden.cut.text);
    const words = splitWords(tokenizer, golden.cut.tokens, 'ja').map(({ text }) => text);
    expect(words).toEqual(golden.cut.words);
  });

  it('knows languages and symbols that are not spoken', () => {
    expect([...tokenizer.languages.keys()]).toEqual(golden.languages);
    expect(nonSpeechTokens(tokenizer)).toEqual(golden.nonSpeech);
  });

  it.each(golden.splits)('words of $language: $words', ({ language, tokens, words }) => {
    expect(splitWords(tokenizer, tokens, language).map(({ text }) => text)).toEqual(words);
  });
});

describe('timing as openai/whisper', () => {
  it.each(timing.dtw)('time warping of $rows rows and $columns columns', ({ rows, columns, matrix, text, time }) => {
    const path = timeWarp(Float64Array.from(matrix), rows, columns);
    expect([...path.rows]).toEqual(text);
    expect([...path.columns]).toEqual(time);
  });

  it.each(timing.median)('median of $width over $values', ({ values, width, filtered }) => {
    expect([...medianFilter(Float32Array.from(values), width)]).toEqual(filtered);
  });
});
