/**
 * What follows from the transcript of a window: its segments on the recording's clock, with words if they are wanted,
 * and where the next window begins. Source: openai/whisper, whisper/transcribe.py.
 */
import type { AcceptedWindow, DecodingTools } from './decoding/decodeWithFallback.ts';
import { segmentWindow } from './segmentWindow.ts';
import type { TranscribeOptions } from './transcribe.ts';
import type { EncodedWindow } from './whisperNetwork.ts';
import { alignTokens } from './words/alignTokens.ts';
import { firstHallucination, isAnomalous } from './words/hallucinations.ts';
import { splitWords } from './words/splitWords.ts';
import { timeWords, type TimedWord } from './words/timeWords.ts';

export interface TranscriptSegment {
  readonly startSec: number;
  readonly endSec: number;
  readonly text: string;
  readonly tokens: readonly number[]; // text and timestamps
  readonly words: readonly TimedWord[];
  readonly windowStartSec: number;
  readonly avgLogProb: number;
  readonly noSpeechProb: number;
  readonly compressionRatio: number;
  readonly temperature: number;
}

/** In frames of 10 ms. */
export interface WindowPlace {
  readonly seek: number;
  readonly nFrames: number; // of sound in the window, at most 3,000
  readonly contentFrames: number; // of the recording
  readonly lastSpeechSec: number;
}

export interface FollowedWindow {
  readonly segments: readonly TranscriptSegment[];
  readonly seek: number;
  readonly lastSpeechSec: number;
  readonly isSkipped: boolean; // nobody spoke, or the silence before doubtful text is passed over
}

type FollowOptions = Pick<
  TranscribeOptions,
  'task' | 'words' | 'silenceGuardSec' | 'maxNoSpeechProb' | 'minAvgLogProb'
> & {
  readonly language: string;
};

const framesPerSec = 100;
const windowFrames = 3000;

/** @throws EngineError E_ABORTED, E_PROVIDER, from aligning words */
export async function followWindow(
  tools: DecodingTools,
  window: EncodedWindow,
  result: AcceptedWindow,
  place: WindowPlace,
  options: FollowOptions,
): Promise<FollowedWindow> {
  const { seek, nFrames, lastSpeechSec } = place;
  if (isSilent(result, options)) return { segments: [], seek: seek + nFrames, lastSpeechSec, isSkipped: true };
  const startSec = seek / framesPerSec;
  const { special } = tools.tokenizer;
  const {
    segments: parts,
    advanceFrames,
    endsOnSingleTimestamp,
  } = segmentWindow(result.tokens, special.timestampBegin, nFrames);
  const { avgLogProb, noSpeechProb, compressionRatio, temperature } = result;
  let segments: TranscriptSegment[] = parts.map((part) => ({
    startSec: startSec + part.startSec,
    endSec: startSec + part.endSec,
    text: tools.tokenizer.decode(part.tokens),
    tokens: part.tokens,
    words: [],
    windowStartSec: startSec,
    avgLogProb,
    noSpeechProb,
    compressionRatio,
    temperature,
  }));
  let next = seek + advanceFrames;
  let lastSec = lastSpeechSec;
  if (options.words) {
    segments = await withWords(tools, window, segments, place, options);
    const wordEndSec = segments.findLast(({ words }) => words.length > 0)?.words.at(-1)!.endSec;
    const spokenEndSec = wordEndSec ?? segments.at(-1)?.endSec;
    if (!endsOnSingleTimestamp && spokenEndSec !== undefined && spokenEndSec > startSec)
      next = Math.round(spokenEndSec * framesPerSec);
    if (options.silenceGuardSec !== null) {
      const guarded = guard(
        segments,
        place,
        options.silenceGuardSec,
        endsOnSingleTimestamp ? null : (spokenEndSec ?? null),
      );
      if (guarded.passOverSec !== null) {
        const passed = seek + Math.round(guarded.passOverSec * framesPerSec);
        return { segments: [], seek: passed, lastSpeechSec, isSkipped: true };
      }
      segments = guarded.segments;
      next = guarded.seek ?? next;
    }
    lastSec =
      segments.findLast(({ words }) => words.length > 0)?.words.at(-1)!.endSec ?? segments.at(-1)?.endSec ?? lastSec;
  }
  return { segments: segments.map(withoutEmpty), seek: next, lastSpeechSec: lastSec, isSkipped: false };
}

function isSilent(
  { noSpeechProb, avgLogProb }: AcceptedWindow,
  { maxNoSpeechProb, minAvgLogProb }: FollowOptions,
): boolean {
  if (maxNoSpeechProb === null || noSpeechProb <= maxNoSpeechProb) return false;
  return minAvgLogProb === null || avgLogProb <= minAvgLogProb;
}

async function withWords(
  { network, tokenizer, signal }: DecodingTools,
  window: EncodedWindow,
  segments: readonly TranscriptSegment[],
  { seek, nFrames, lastSpeechSec }: WindowPlace,
  { language, task }: FollowOptions,
): Promise<TranscriptSegment[]> {
  const spoken = segments.map(({ startSec, endSec, tokens }) => ({
    startSec,
    endSec,
    textTokens: tokens.filter((token) => token < tokenizer.special.endOfText),
  }));
  const textTokens = spoken.flatMap((segment) => segment.textTokens);
  const nPositions = Math.floor(nFrames / 2);
  if (textTokens.length === 0 || nPositions === 0) return [...segments];
  const sequence = { startTokens: tokenizer.startSequence(language, task), textTokens };
  const alignment = await alignTokens(network, tokenizer.special, window, sequence, { nPositions, signal });
  const words = splitWords(tokenizer, textTokens, language);
  const times = timeWords(spoken, words, alignment, { windowStartSec: seek / framesPerSec, lastSpeechSec });
  return segments.map((segment, i) => ({ ...segment, ...times[i]! }));
}

interface Guarded {
  readonly segments: TranscriptSegment[];
  readonly seek: number | null;
  readonly passOverSec: number | null;
}

/** @param unfinishedAfterSec end of the last word, where the window goes on after it; else null */
function guard(
  segments: TranscriptSegment[],
  { seek, nFrames, contentFrames, lastSpeechSec }: WindowPlace,
  thresholdSec: number,
  unfinishedAfterSec: number | null,
): Guarded {
  const windowStartSec = seek / framesPerSec;
  const windowEndSec = (seek + windowFrames) / framesPerSec;
  let next: number | null = null;
  if (unfinishedAfterSec !== null && unfinishedAfterSec > windowStartSec)
    next =
      windowEndSec - unfinishedAfterSec > thresholdSec ? Math.round(unfinishedAfterSec * framesPerSec) : seek + nFrames;
  const first = segments.find(({ words }) => words.length > 0);
  if (first !== undefined && isAnomalous(first) && first.startSec - windowStartSec > thresholdSec)
    return { segments, seek: next, passOverSec: first.startSec - windowStartSec };
  const soundEndSec = windowStartSec + nFrames / framesPerSec;
  const place = { thresholdSec, windowStartSec, windowEndSec, soundEndSec, lastSpeechSec };
  const at = firstHallucination(segments, place);
  if (at < 0) return { segments, seek: next, passOverSec: null };
  const { startSec, endSec } = segments[at]!;
  const isAtEnd = contentFrames / framesPerSec - endSec < thresholdSec;
  const retry = Math.round(Math.max(windowStartSec + 1, startSec) * framesPerSec);
  return { segments: segments.slice(0, at), seek: isAtEnd ? contentFrames : retry, passOverSec: null };
}

/** A segment without duration or text keeps its place in time and says nothing. */
function withoutEmpty(segment: TranscriptSegment): TranscriptSegment {
  if (segment.startSec !== segment.endSec && segment.text.trim() !== '') return segment;
  return { ...segment, text: '', tokens: [], words: [] };
}
