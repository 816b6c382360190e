/**
 * Punctuation joins the word it belongs to: opening marks the next, closing marks the one before. The word it was keeps
 * its place with an empty text. Source: openai/whisper, whisper/timing.py, merge_punctuations.
 */
export interface MergedWord {
  text: string;
  tokens: readonly number[];
}

const opening = '"\'“¿([{-';
const closing = '"\'.。,，!！?？:：”)]}、';

/** In place; `text` of opening marks must begin with a space. */
export function mergePunctuation(words: readonly MergedWord[]): void {
  for (let i = words.length - 2, next = words.length - 1; i >= 0; i--) {
    const mark = words[i]!;
    if (mark.text.startsWith(' ') && opening.includes(mark.text.trim())) join(words[next]!, [mark, words[next]!], mark);
    else next = i;
  }
  for (let i = 1, previous = 0; i < words.length; i++) {
    const mark = words[i]!;
    const word = words[previous]!;
    if (!word.text.endsWith(' ') && closing.includes(mark.text)) join(word, [word, mark], mark);
    else previous = i;
  }
}

function join(into: MergedWord, parts: readonly MergedWord[], emptied: MergedWord): void {
  into.tokens = parts.flatMap(({ tokens }) => tokens);
  into.text = parts.map(({ text }) => text).join('');
  emptied.text = '';
  emptied.tokens = [];
}
