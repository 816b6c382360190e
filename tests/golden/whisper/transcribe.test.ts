import { describe, expect, it } from 'vitest';
import { transcribe, type TranscribeOptions } from '../../../main/engine/asr/whisper/transcribe.ts';
import { joined, noise, openMiniWhisper, readGolden, readJfk } from './miniWhisper.ts';

interface Expected {
  name: string;
  segments: {
    seek: number;
    start: number;
    end: number;
    text: string;
    tokens: number[];
    words: [string, number, number, number][];
  }[];
}

const options: Record<string, Partial<TranscribeOptions>> = {
  plain: {},
  'beam 5 on the text before': { beamSize: 5, conditionsOnPrevious: true },
  words: { words: true },
  'words, clips, prompt': {
    words: true,
    clips: [
      { startSec: 1, endSec: 25 },
      { startSec: 31.5, endSec: null },
    ],
    initialPrompt: 'My fellow Americans',
    conditionsOnPrevious: true,
  },
  'silence guard': { words: true, silenceGuardSec: 0.5 },
};
const asReference: Partial<TranscribeOptions> = {
  language: 'en',
  beamSize: 1,
  maxTokens: 24,
  temperatures: [0],
  minAvgLogProb: null,
  maxNoSpeechProb: null,
  maxCompressionRatio: null,
};

const jfk = readJfk();
const long = joined(jfk, noise(64_000, 7), jfk, new Float32Array(48_000), jfk);
const model = await openMiniWhisper();

describe('a recording of several windows, segment for segment as openai/whisper', () => {
  it.each(readGolden<Expected[]>('transcripts'))('$name', async ({ name, segments }) => {
    expect(options).toHaveProperty([name]);
    const found = await transcribe(long, model, { ...asReference, ...options[name] });
    const plain = found.segments.map((segment) => ({
      seek: Math.round(segment.windowStartSec * 100),
      start: segment.startSec,
      end: segment.endSec,
      tokens: segment.tokens,
      words: segment.words.map(({ text, startSec, endSec }) => [text, startSec, endSec]),
    }));
    expect(plain.map(({ tokens }) => tokens)).toEqual(segments.map(({ tokens }) => tokens));
    for (const [i, { seek, start, end, tokens, words }] of segments.entries()) {
      expect(plain[i]!.seek).toBe(seek);
      // A last window of one position: the reference divides by a deviation of 0 and times words before the window.
      if (tokens.length === 0) continue;
      expect(plain[i]!.start).toBeCloseTo(start, 6);
      expect(plain[i]!.end).toBeCloseTo(end, 6);
      expect(plain[i]!.words).toEqual(words.map(([text, startSec, endSec]) => [text, startSec, endSec]));
      for (const [j, [, , , probability]] of words.entries())
        expect(Math.abs(found.segments[i]!.words[j]!.probability - probability)).toBeLessThan(5e-3);
    }
  });
});
