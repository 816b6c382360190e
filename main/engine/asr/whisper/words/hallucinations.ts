/**
 * Text over silence: words that are improbable, very short or very long are anomalous, and a segment of such words with
 * silence before and after it was most likely not said. Source: openai/whisper, whisper/transcribe.py
 * (hallucination_silence_threshold).
 */
import type { TimedWord } from './timeWords.ts';

export interface TimedSegment {
  readonly startSec: number;
  readonly endSec: number;
  readonly words: readonly TimedWord[];
}

export interface SilenceGuard {
  readonly thresholdSec: number;
  readonly windowStartSec: number;
  readonly windowEndSec: number; // of a full window, whether the sound is that long or not
  readonly soundEndSec: number; // of the sound in the window
  readonly lastSpeechSec: number; // end of the word before the window
}

const punctuation = '"\'“¿([{-"\'.。,，!！?？:：”)]}、';
const judgedWords = 8;

/** Σ over the first eight words of how odd they are, ≥ 3 or about one a word. */
export function isAnomalous({ words }: Pick<TimedSegment, 'words'>): boolean {
  if (words.length === 0) return false;
  const judged = words.filter(({ text }) => !punctuation.includes(text)).slice(0, judgedWords);
  const score = judged.reduce((sum, word) => sum + oddness(word), 0);
  return score >= 3 || score + 0.01 >= judged.length;
}

function oddness({ startSec, endSec, probability }: TimedWord): number {
  const durationSec = endSec - startSec;
  return (
    (probability < 0.15 ? 1 : 0) +
    (durationSec < 0.133 ? (0.133 - durationSec) * 15 : 0) +
    (durationSec > 2 ? durationSec - 2 : 0)
  );
}

/** Index of the first segment that is anomalous between silences (or others like it); −1 for none. */
export function firstHallucination(segments: readonly TimedSegment[], guard: SilenceGuard): number {
  const { thresholdSec, windowStartSec, windowEndSec, soundEndSec } = guard;
  let lastEndSec = guard.lastSpeechSec;
  for (const [i, segment] of segments.entries()) {
    if (segment.words.length === 0) continue;
    if (isAnomalous(segment)) {
      const next = segments.slice(i + 1).find(({ words }) => words.length > 0);
      const nextStartSec = next?.words[0]!.startSec ?? soundEndSec;
      const { startSec, endSec } = segment;
      const silenceBefore =
        startSec - lastEndSec > thresholdSec || startSec < thresholdSec || startSec - windowStartSec < 2;
      const silenceAfter =
        nextStartSec - endSec > thresholdSec || (next && isAnomalous(next)) || windowEndSec - endSec < 2;
      if (silenceBefore && silenceAfter) return i;
    }
    lastEndSec = segment.endSec;
  }
  return -1;
}
