import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { segmentWindow } from '../../../../../main/engine/asr/whisper/segmentWindow.ts';
import { readWhisperConfig } from '../../../../../main/engine/asr/whisper/whisperConfig.ts';
import { firstHallucination, isAnomalous } from '../../../../../main/engine/asr/whisper/words/hallucinations.ts';
import { mergePunctuation } from '../../../../../main/engine/asr/whisper/words/mergePunctuation.ts';
import { timeWarp } from '../../../../../main/engine/asr/whisper/words/timeWarp.ts';

const begin = 100;
const at = (sec: number) => begin + Math.round(sec * 50);

describe('the segments of a window', () => {
  it('are cut between two timestamps; what is unfinished is heard again', () => {
    const found = segmentWindow([at(0), 1, at(2), at(2.5), 2, at(4), at(4), 3], begin, 3000);
    expect(found.segments.map(({ startSec, endSec }) => [startSec, endSec])).toEqual([
      [0, 2],
      [2.5, 4],
    ]);
    expect(found.advanceFrames).toBe(400);
  });

  it('take the whole window when it ends on a single timestamp', () => {
    const found = segmentWindow([at(0), 1, at(2), at(2), 2, at(4)], begin, 3000);
    expect(found.segments).toHaveLength(2);
    expect(found).toMatchObject({ advanceFrames: 3000, endsOnSingleTimestamp: true });
  });

  it('are one without a pair, as long as its last timestamp says', () => {
    expect(segmentWindow([at(0), 1, 2], begin, 1234)).toMatchObject({
      advanceFrames: 1234,
      segments: [{ endSec: 12.34 }],
    });
    expect(segmentWindow([at(0), 1, at(3)], begin, 1234)).toMatchObject({
      advanceFrames: 1234,
      segments: [{ endSec: 3 }],
    });
    expect(segmentWindow([], begin, 50)).toMatchObject({ advanceFrames: 50, segments: [{ tokens: [] }] });
  });
});

describe('hallucinations', () => {
  const word = (startSec: number, endSec: number, probability: number) => ({
    text: ' a',
    startSec,
    endSec,
    probability,
  });
  const good = { startSec: 1, endSec: 1.3, words: [word(1, 1.3, 0.9)] };
  const bad = { startSec: 10, endSec: 10.05, words: [word(10, 10.05, 0.01)] };
  const guard = { thresholdSec: 2, windowStartSec: 0, windowEndSec: 30, soundEndSec: 30, lastSpeechSec: 0 };

  it('are improbable words between silences', () => {
    expect([isAnomalous(good), isAnomalous(bad), isAnomalous({ words: [] })]).toEqual([false, true, false]);
    expect(firstHallucination([good, bad], guard)).toBe(1);
    expect(firstHallucination([good], guard)).toBe(-1);
  });

  it('are not judged by words alone', () => {
    const near = { startSec: 10.2, endSec: 10.6, words: [word(10.2, 10.6, 0.9)] };
    expect(firstHallucination([good, bad, near], guard)).toBe(-1);
  });
});

describe('words', () => {
  it('take punctuation that belongs to them', () => {
    const words = [' "', 'No', '!', '"', ' he', ' said', '.'].map((text, i) => ({ text, tokens: [i] }));
    mergePunctuation(words);
    expect(words.map(({ text }) => text)).toEqual(['', ' "No!"', '', '', ' he', ' said.', '']);
    expect(words.flatMap(({ tokens }) => tokens)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('lie on a path that begins and ends in the corners and only goes on', () => {
    const size = fc.integer({ min: 1, max: 9 });
    const matrix = fc
      .tuple(size, size)
      .chain(([n, m]) =>
        fc.array(fc.integer({ min: -5, max: 5 }), { minLength: n * m, maxLength: n * m }).map((c) => ({ n, m, c })),
      );
    fc.assert(
      fc.property(matrix, ({ n, m, c }) => {
        const { rows, columns } = timeWarp(Float64Array.from(c), n, m);
        expect([rows[0], columns[0], rows.at(-1), columns.at(-1)]).toEqual([0, 0, n - 1, m - 1]);
        for (let k = 1; k < rows.length; k++) {
          const step = [rows[k]! - rows[k - 1]!, columns[k]! - columns[k - 1]!];
          expect(step.every((one) => one === 0 || one === 1) && step.includes(1)).toBe(true);
        }
      }),
    );
  });
});

describe('the configuration of a model', () => {
  const config = { vocab_size: 51865, decoder_layers: 4, decoder_attention_heads: 6, d_model: 384 };
  const read = (changes: object, generation: string | null = null) =>
    readWhisperConfig(JSON.stringify({ ...config, ...changes }), generation);

  it('takes the heads of the upper layers when none are named', () => {
    expect(read({}).alignmentHeads).toHaveLength(12);
    expect(read({}).headSize).toBe(64);
  });

  it.each([
    [{ vocab_size: 'many' }, null, /vocab_size/],
    [{ d_model: 385 }, null, /385/],
    [{}, '{"alignment_heads": [[4, 0]]}', /\[4, 0\]/],
    [{}, '{', /generation_config.json is not JSON/],
  ])('refuses %j %j', (changes, generation, message) => {
    expect(() => read(changes, generation)).toThrow(message);
    expect(() => read(changes, generation)).toThrow(expect.objectContaining({ code: 'E_MODEL_INVALID' }));
  });
});
