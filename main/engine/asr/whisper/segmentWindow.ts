/**
 * The tokens of a window into segments, and how far to go on. Two timestamps in a row end one segment and begin the next;
 * what follows the last pair is unfinished and heard again, unless the window ends on a single timestamp: then nothing
 * was said after it. Source: openai/whisper, whisper/transcribe.py.
 */
export interface WindowSegment {
  readonly startSec: number; // from the window's start
  readonly endSec: number;
  readonly tokens: readonly number[]; // text and timestamps
}

export interface SegmentedWindow {
  readonly segments: readonly WindowSegment[];
  readonly advanceFrames: number; // of 10 ms
  readonly endsOnSingleTimestamp: boolean;
}

const stepSec = 0.02;
const framesPerStep = 2;

/** @param nFrames of sound in the window, 10 ms each */
export function segmentWindow(tokens: readonly number[], timestampBegin: number, nFrames: number): SegmentedWindow {
  const isTimestamp = (index: number) => index >= 0 && tokens[index]! >= timestampBegin;
  const stepOf = (token: number) => token - timestampBegin;
  const count = tokens.length;
  const endsOnSingleTimestamp = count >= 2 && isTimestamp(count - 1) && !isTimestamp(count - 2);
  const cuts = tokens.map((_, i) => i).filter((i) => isTimestamp(i) && isTimestamp(i - 1));
  if (cuts.length === 0) {
    const last = tokens.findLast((token) => token >= timestampBegin);
    const endSec = last === undefined || last === timestampBegin ? nFrames / 100 : stepOf(last) * stepSec;
    return { segments: [{ startSec: 0, endSec, tokens }], advanceFrames: nFrames, endsOnSingleTimestamp };
  }
  if (endsOnSingleTimestamp) cuts.push(count);
  const segments = cuts.map((end, i) => {
    const part = tokens.slice(i === 0 ? 0 : cuts[i - 1], end);
    return { startSec: stepOf(part[0]!) * stepSec, endSec: stepOf(part.at(-1)!) * stepSec, tokens: part };
  });
  const lastStep = stepOf(tokens[cuts.at(-1)! - 1]!);
  return { segments, advanceFrames: endsOnSingleTimestamp ? nFrames : lastStep * framesPerStep, endsOnSingleTimestamp };
}
