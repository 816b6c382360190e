import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBeamSearch } from '../../../../../main/engine/asr/whisper/decoding/beamSearch.ts';
import { argMax, logSumExp, topIndices } from '../../../../../main/engine/asr/whisper/decoding/logProbabilities.ts';
import { createSampleSearch } from '../../../../../main/engine/asr/whisper/decoding/sampleSearch.ts';
import { bestHypothesis, type Hypothesis } from '../../../../../main/engine/asr/whisper/decoding/tokenSearch.ts';
import { seededRandom } from '../../../../../main/engine/core/seededRandom.ts';

const endOfText = 3;
const start: Hypothesis[] = [{ tokens: [], logProbability: 0 }];
const logits = (...p: number[]) => Float32Array.from(p, Math.log);
const level = fc.oneof(fc.constant(-Infinity), fc.float({ min: -20, max: 20, noNaN: true }));

describe('probabilities', () => {
  it('finds the greatest as sorting does', () => {
    fc.assert(
      fc.property(fc.array(level, { minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 8 }), (values, count) => {
        const x = Float32Array.from(values);
        const sorted = [...x.keys()].filter((i) => x[i] !== -Infinity).sort((a, b) => x[b]! - x[a]! || a - b);
        expect(topIndices(x, count)).toEqual(sorted.slice(0, count));
        if (sorted.length > 0) expect(argMax(x)).toBe(sorted[0]);
        const sum = Math.log(x.reduce((total, value) => total + Math.exp(value), 0));
        if (sum === -Infinity) expect(logSumExp(x)).toBe(-Infinity);
        else expect(logSumExp(x)).toBeCloseTo(sum, 5);
      }),
    );
  });
});

describe('beam search', () => {
  it('keeps the likeliest sequence that is not the likeliest at every step', () => {
    const search = createBeamSearch({ width: 2, patience: 1, endOfText });
    const first = search.advance(start, [logits(0.5, 0.4, 0.05, 0.05)]);
    expect(first.live.map(({ tokens }) => tokens)).toEqual([[0], [1]]);
    const second = search.advance(first.live, [logits(0.3, 0.3, 0.3, 0.1), logits(0.9, 0.03, 0.03, 0.04)]);
    expect(second.live.map(({ tokens, source }) => [tokens, source])).toEqual([
      [[1, 0], 1],
      [[0, 0], 0],
    ]);
    expect(second.live[0]!.logProbability).toBeCloseTo(Math.log(0.36), 6);
  });

  it('is complete when round(width · patience) have ended, and ends only above the last kept', () => {
    for (const [patience, needed] of [
      [1, 2],
      [2, 4],
    ] as const) {
      const search = createBeamSearch({ width: 2, patience, endOfText });
      let live: readonly Hypothesis[] = start;
      let ended = 0;
      for (let n = 1; ; n++) {
        const step = search.advance(
          live,
          live.map(() => logits(0.2, 0.15, 0.05, 0.6)),
        );
        live = step.live;
        ended = search.finish([]).length;
        expect(step.isComplete).toBe(ended >= needed);
        if (step.isComplete) break;
        expect(n).toBeLessThan(6);
      }
      expect(ended).toBe(needed);
      expect(search.finish([]).every(({ tokens }) => !tokens.includes(endOfText))).toBe(true);
    }
  });

  it('stops when nothing may follow', () => {
    const step = createBeamSearch({ width: 3, patience: 1, endOfText }).advance(start, [logits(0, 0, 0, 1)]);
    expect(step).toEqual({ live: [], isComplete: true });
  });
});

describe('sampling', () => {
  const options = { endOfText, random: () => 0.999 };
  it('takes the likeliest at temperature 0', () => {
    const search = createSampleSearch({ ...options, width: 1, temperature: 0 });
    const { live } = search.advance(start, [logits(0.1, 0.6, 0.2, 0.1)]);
    expect(live[0]!.tokens).toEqual([1]);
    expect(live[0]!.logProbability).toBeCloseTo(Math.log(0.6), 6);
  });

  it('draws as often as softmax(logits / T) says and scores at T = 1', () => {
    const temperature = 0.5;
    const random = seededRandom(3);
    const search = createSampleSearch({ endOfText, width: 4000, temperature, random });
    const { live } = search.advance(start, [logits(0.5, 0.3, 0.2, 0)]);
    const weights = [0.25, 0.09, 0.04];
    const total = weights.reduce((a, b) => a + b);
    for (const [token, weight] of weights.entries()) {
      const drawn = live.filter(({ tokens }) => tokens[0] === token);
      expect(Math.abs(drawn.length / 4000 - weight / total)).toBeLessThan(0.03);
      expect(drawn[0]!.logProbability).toBeCloseTo(Math.log([0.5, 0.3, 0.2][token]!), 6);
    }
  });

  it('keeps rows that ended and goes on with the others', () => {
    const draws = [0.05, 0.95];
    const search = createSampleSearch({ endOfText, width: 2, temperature: 1, random: () => draws.shift() ?? 0.95 });
    const first = search.advance(start, [logits(0.5, 0, 0, 0.5)]);
    expect(first.live).toHaveLength(1);
    const second = search.advance(first.live, [logits(0, 0, 0, 1)]);
    expect(second.isComplete).toBe(true);
    expect(search.finish([]).map(({ tokens }) => tokens)).toEqual([[], [0]]);
  });
});

describe('ranking', () => {
  it('divides by the length, or by a penalty', () => {
    const short = { tokens: [1], logProbability: -1 };
    const long = { tokens: [1, 1, 1, 1], logProbability: -2 };
    expect(bestHypothesis([short, long], null)).toBe(long);
    expect(bestHypothesis([short, long], 0)).toBe(short);
  });
});
