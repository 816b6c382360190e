/**
 * Words of the segments of one window with their times, and the segments' own times corrected by them.
 * Attention is late to let go before a pause, so long words are cut short: at the ends of sentences, and the first two
 * after a pause, to twice the median duration of a word. Times are seconds; words' are rounded to 0.01 s.
 * Source: openai/whisper, whisper/timing.py, add_word_timestamps.
 */
import type { TokenAlignment } from './alignTokens.ts';
import { mergePunctuation } from './mergePunctuation.ts';
import type { TokenWord } from './splitWords.ts';

export interface TimedWord {
  readonly text: string; // with its leading space
  readonly startSec: number;
  readonly endSec: number;
  readonly probability: number; // 0…1, mean over its tokens
}

export interface SpokenSegment {
  readonly startSec: number;
  readonly endSec: number;
  readonly textTokens: readonly number[];
}

export interface SegmentWords {
  readonly startSec: number;
  readonly endSec: number;
  readonly words: readonly TimedWord[];
}

interface Word {
  text: string;
  tokens: readonly number[];
  startSec: number;
  endSec: number;
  probability: number;
}

const positionsPerSec = 50;
const longestMedianSec = 0.7;
const sentenceEnds = '.。!！?？';

/**
 * @param words of all text tokens of the segments in order, as `alignment` timed them
 * @param windowStartSec where the window begins
 * @param lastSpeechSec end of the last word before these
 */
export function timeWords(
  segments: readonly SpokenSegment[],
  words: readonly TokenWord[],
  alignment: TokenAlignment,
  { windowStartSec, lastSpeechSec }: { readonly windowStartSec: number; readonly lastSpeechSec: number },
): SegmentWords[] {
  const timed = alignedWords(words, alignment);
  const durations = timed.map(({ startSec, endSec }) => endSec - startSec).filter((duration) => duration !== 0);
  const medianSec = Math.min(longestMedianSec, median(durations));
  if (durations.length > 0) shortenAtSentenceEnds(timed, 2 * medianSec);
  mergePunctuation(timed);

  let next = 0;
  let lastSec = lastSpeechSec;
  return segments.map((segment) => {
    const own: Word[] = [];
    for (let taken = 0; next < timed.length && taken < segment.textTokens.length; next++) {
      const word = timed[next]!;
      const startSec = hundredths(windowStartSec + word.startSec);
      const endSec = hundredths(windowStartSec + word.endSec);
      if (word.text !== '') own.push({ ...word, startSec, endSec });
      taken += word.tokens.length;
    }
    const found = reconcile(segment, own, medianSec, lastSec);
    if (own.length > 0) lastSec = found.endSec;
    return found;
  });
}

function alignedWords(words: readonly TokenWord[], { starts, probabilities }: TokenAlignment): Word[] {
  let at = 0;
  return words.map(({ text, tokens }) => {
    const end = at + tokens.length;
    const probability = probabilities.subarray(at, end).reduce((sum, p) => sum + p, 0) / tokens.length;
    const word = { text, tokens, startSec: starts[at]! / positionsPerSec, endSec: starts[end]! / positionsPerSec };
    at = end;
    return { ...word, probability };
  });
}

function shortenAtSentenceEnds(words: readonly Word[], longestSec: number): void {
  for (const [i, word] of words.entries()) {
    const before = words[i - 1];
    if (before === undefined || word.endSec - word.startSec <= longestSec) continue;
    if (sentenceEnds.includes(word.text)) word.endSec = word.startSec + longestSec;
    else if (sentenceEnds.includes(before.text)) word.startSec = word.endSec - longestSec;
  }
}

function reconcile(segment: SpokenSegment, words: readonly Word[], medianSec: number, lastSec: number): SegmentWords {
  const [first, second] = words;
  const last = words.at(-1);
  let { startSec, endSec } = segment;
  if (first === undefined || last === undefined) return { startSec, endSec, words: [] };
  shortenAfterPause(first, second, medianSec, lastSec);
  if (startSec < first.endSec && startSec - 0.5 > first.startSec)
    first.startSec = Math.max(0, Math.min(first.endSec - medianSec, startSec));
  else startSec = first.startSec;
  if (endSec > last.startSec && endSec + 0.5 < last.endSec) last.endSec = Math.max(last.startSec + medianSec, endSec);
  else endSec = last.endSec;
  const timed = words.map((word) => ({
    text: word.text,
    startSec: word.startSec,
    endSec: word.endSec,
    probability: word.probability,
  }));
  return { startSec, endSec, words: timed };
}

function shortenAfterPause(first: Word, second: Word | undefined, medianSec: number, lastSec: number): void {
  const longestSec = 2 * medianSec;
  const isLong = first.endSec - first.startSec > longestSec;
  const areLong = second !== undefined && second.endSec - first.startSec > 2 * longestSec;
  if (!(first.endSec - lastSec > 4 * medianSec) || !(isLong || areLong)) return;
  if (second !== undefined && second.endSec - second.startSec > longestSec) {
    const boundarySec = Math.max(second.endSec / 2, second.endSec - longestSec);
    first.endSec = second.startSec = boundarySec;
  }
  first.startSec = Math.max(0, first.endSec - longestSec);
}

function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Halves to even, on the decimal value: as Python rounds. */
function hundredths(sec: number): number {
  return Number(sec.toFixed(2));
}
