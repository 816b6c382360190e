/**
 * Whisper's vocabulary: text tokens below <|endoftext|>, then <|startoftranscript|>, a token a language, the tasks, some
 * marks, and last the timestamps, 0.02 s apart from <|0.00|> on. Ids differ between models and are derived, not assumed.
 * Source: openai/whisper, whisper/tokenizer.py.
 */
import { EngineError } from '../../../core/errors.ts';
import { createByteBpe, type ByteBpe } from './byteBpe.ts';

export type WhisperTask = 'transcribe' | 'translate';

export interface SpecialTokens {
  readonly endOfText: number;
  readonly startOfTranscript: number;
  readonly transcribe: number;
  readonly translate: number;
  readonly startOfLm: number;
  readonly startOfPrevious: number;
  readonly noSpeech: number;
  readonly noTimestamps: number;
  readonly timestampBegin: number; // <|0.00|>; timestampBegin + n is n · 0.02 s
}

export interface WhisperTokenizer {
  readonly special: SpecialTokens;
  /** Language code to token; empty for a model of English only. */
  readonly languages: ReadonlyMap<string, number>;
  encode(text: string): number[];
  /** Text of the tokens below <|endoftext|>; bytes that are no UTF-8 become U+FFFD. */
  decode(ids: readonly number[]): string;
  /** What a transcript begins with: start, and for a multilingual model language and task. @throws EngineError E_PARAM */
  startSequence(language: string, task: WhisperTask): number[];
}

/**
 * @param vocabulary text and special tokens as `readTokenizer` gives them
 * @param vocabularySize rows of the model's logits: 51,864 for English only, 51,865 multilingual, 51,866 with Cantonese
 * @throws EngineError E_MODEL_INVALID: a special token is missing
 */
export function createWhisperTokenizer(
  vocabulary: ReadonlyMap<string, number>,
  vocabularySize: number,
): WhisperTokenizer {
  const bpe = createByteBpe(vocabulary);
  const special = specialTokens(vocabulary);
  const isMultilingual = vocabularySize >= 51_865;
  const languages = isMultilingual ? languageTokens(vocabulary, special) : new Map<string, number>();
  return {
    special,
    languages,
    encode: (text) => bpe.encode(text),
    decode: (ids) => decodeBytes(bpe, ids, special.endOfText),
    startSequence(language, task) {
      if (!isMultilingual) return [special.startOfTranscript];
      const token = languages.get(language);
      if (token === undefined) throw new EngineError('E_PARAM', `language=${language} is none that the model knows`);
      return [special.startOfTranscript, token, special[task]];
    },
  };
}

function specialTokens(vocabulary: ReadonlyMap<string, number>): SpecialTokens {
  const id = (name: string): number => {
    const found = vocabulary.get(`<|${name}|>`);
    if (found === undefined) throw new EngineError('E_MODEL_INVALID', `the tokenizer has no token <|${name}|>`);
    return found;
  };
  const noTimestamps = id('notimestamps');
  return {
    endOfText: id('endoftext'),
    startOfTranscript: id('startoftranscript'),
    transcribe: id('transcribe'),
    translate: id('translate'),
    startOfLm: id('startoflm'),
    startOfPrevious: id('startofprev'),
    noSpeech: noTimestamps - 1, // named <|nospeech|> or <|nocaptions|>
    noTimestamps,
    timestampBegin: noTimestamps + 1,
  };
}

function languageTokens(
  vocabulary: ReadonlyMap<string, number>,
  { startOfTranscript, translate }: SpecialTokens,
): Map<string, number> {
  const found: [string, number][] = [];
  for (const [token, id] of vocabulary) {
    const code = /^<\|([a-z]{2,3})\|>$/.exec(token)?.[1];
    if (code !== undefined && id > startOfTranscript && id < translate) found.push([code, id]);
  }
  return new Map(found.sort(([, a], [, b]) => a - b));
}

function decodeBytes(bpe: ByteBpe, ids: readonly number[], endOfText: number): string {
  const parts = ids.filter((id) => id < endOfText).map((id) => bpe.bytesOf(id));
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(all);
}
