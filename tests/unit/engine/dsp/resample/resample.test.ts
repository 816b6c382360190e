import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toSource } from '../../../../../main/engine/dsp/sampleSource.ts';
import {
  Resampler,
  resample,
  resampledLength,
  resampledSource,
} from '../../../../../main/engine/dsp/resample/resample.ts';
import { FftCore } from '../../../../../main/engine/dsp/resample/fftCore.ts';
import { planBlocks } from '../../../../../main/engine/dsp/resample/fftPlan.ts';
import { PolyphaseCore } from '../../../../../main/engine/dsp/resample/polyphaseCore.ts';
import type { RatePair } from '../../../../../main/engine/dsp/resample/resample.ts';
import { concat, cut, largestError, noise, tone } from '../signals.ts';

const pairs: RatePair[] = [
  { fromHz: 44_100, toHz: 16_000 },
  { fromHz: 16_000, toHz: 44_100 },
  { fromHz: 48_000, toHz: 44_100 },
  { fromHz: 8000, toHz: 16_000 },
  { fromHz: 44_100, toHz: 44_099 }, // too many phases for an exact table
  { fromHz: 22_254.545, toHz: 16_000 }, // an old Macintosh rate, not an integer
  { fromHz: 44_100, toHz: 48_000 },
  { fromHz: 48_000, toHz: 16_000 },
  { fromHz: 22_050, toHz: 24_000 },
  { fromHz: 11_025, toHz: 96_000 },
  { fromHz: 44_056, toHz: 44_100 }, // NTSC video sound; 5507 is prime
];

/** The middle of an array, away from the ends where the signal begins and stops. */
function middle(y: Float32Array): Float32Array {
  return y.subarray(Math.floor(y.length * 0.25), Math.floor(y.length * 0.75));
}

function rmsDb(y: Float32Array): number {
  return 10 * Math.log10(y.reduce((sum, value) => sum + value * value, 0) / y.length + 1e-30);
}

function levelDb(y: Float32Array): number {
  return 20 * Math.log10(y.reduce((max, value) => Math.max(max, Math.abs(value)), 1e-12));
}

describe('resample', () => {
  it.each(pairs)(
    '$fromHz → $toHz keeps a sine up to 0.45 of the lower rate, in amplitude and phase',
    ({ fromHz, toHz }) => {
      const lower = Math.min(fromHz, toHz);
      for (const part of [0, 0.01, 0.2, 0.4, 0.45]) {
        const sine = { hz: part * lower, phase: 0.7 };
        const y = resample(tone({ ...sine, sampleRateHz: fromHz, nSamples: 12_000 }), { fromHz, toHz });
        const expected = tone({ ...sine, sampleRateHz: toHz, nSamples: y.length });
        expect(largestError(middle(y), middle(expected))).toBeLessThan(2e-6); // 0.01 dB would be 1.2e-3
      }
    },
  );

  it.each(pairs.filter(({ fromHz, toHz }) => toHz < fromHz * 0.9))(
    '$fromHz → $toHz rejects everything above half the new rate by 120 dB',
    ({ fromHz, toHz }) => {
      for (const hz of [0.501, 0.55, 0.7, 0.9].map((part) => part * toHz).filter((f) => f < fromHz / 2)) {
        const y = resample(tone({ hz, sampleRateHz: fromHz, nSamples: 20_000 }), { fromHz, toHz });
        expect(levelDb(middle(y))).toBeLessThan(-120);
      }
    },
  );

  it.each(pairs.filter(({ fromHz, toHz }) => toHz > fromHz * 0.9))(
    '$fromHz → $toHz makes no images: what a tone leaves beside itself lies 120 dB below it',
    ({ fromHz, toHz }) => {
      const hz = 0.44 * Math.min(fromHz, toHz);
      const y = resample(tone({ hz, sampleRateHz: fromHz, nSamples: 8000 }), { fromHz, toHz });
      const expected = middle(tone({ hz, sampleRateHz: toHz, nSamples: y.length }));
      expect(rmsDb(middle(y).map((value, i) => value - expected[i]!))).toBeLessThan(-120);
    },
  );

  it.each(pairs)(
    '$fromHz → $toHz: a sweep through the pass band keeps its level within 0.01 dB',
    ({ fromHz, toHz }) => {
      const fEndHz = 0.45 * Math.min(fromHz, toHz);
      const nSamples = 30_000;
      const chirp = (sampleRateHz: number, length: number) =>
        Float32Array.from({ length }, (_, n) => {
          const t = n / sampleRateHz;
          return Math.sin((Math.PI * fEndHz * t * t) / (nSamples / fromHz));
        });
      const y = resample(chirp(fromHz, nSamples), { fromHz, toHz });
      expect(largestError(middle(y), middle(chirp(toHz, y.length)))).toBeLessThan(1e-5); // 0.01 dB is 1.2e-3
    },
  );

  it.each([
    { up: 160, down: 441 },
    { up: 3, down: 1 },
    { up: 147, down: 160 },
  ])('$up/$down: the sum by FFT is the sum term by term', (terms) => {
    const x = noise(9000);
    const [direct, fast] = [new PolyphaseCore(terms), new FftCore(planBlocks(terms)!)].map((core) => {
      const out = new Float32Array(Math.ceil((x.length * terms.up) / terms.down));
      core.render(out, 0, { samples: x, start: 0 });
      return out;
    });
    expect(largestError(fast!, direct!)).toBeLessThan(2e-6);
  });

  it('a whole number of blocks of silence is silence, a step of full scale stays bounded', () => {
    const rates = { fromHz: 48_000, toHz: 16_000 };
    expect(resample(new Float32Array(20_000), rates).every((value) => value === 0)).toBe(true);
    const step = resample(new Float32Array(20_000).fill(1, 10_000), rates);
    expect(Math.max(...step)).toBeLessThan(1.2); // Gibbs
    expect(largestError(step.subarray(4000, 6000), new Float32Array(2000).fill(1))).toBeLessThan(1e-6);
  });

  it.each(pairs)('$fromHz → $toHz in blocks of any size equals the whole to the sample', ({ fromHz, toHz }) => {
    const x = noise(9000);
    const whole = resample(x, { fromHz, toHz });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1 }), (lengths) => {
        const resampler = new Resampler({ fromHz, toHz });
        const parts = cut(x, lengths).map((piece) => resampler.process(piece));
        expect(concat([...parts, resampler.flush()])).toEqual(whole);
      }),
      { numRuns: 6 },
    );
  });

  it.each(pairs)('$fromHz → $toHz on demand gives any part of the whole', ({ fromHz, toHz }) => {
    const x = noise(3000);
    const whole = toSource(resample(x, { fromHz, toHz }));
    const source = resampledSource(toSource(x), { fromHz, toHz });
    expect(source.nSamples).toBe(whole.nSamples);
    for (const [start, count] of [
      [0, 10],
      [-5, 20],
      [700, 300],
      [source.nSamples - 7, 20],
      [1e6, 3],
      [-9, 4],
    ] as const) {
      expect(source.read(start, count)).toEqual(whole.read(start, count));
    }
  });

  it.each([0, 1, 2, 7, 440, 441, 442])('of %i samples has ⌈n·out/in⌉', (nSamples) => {
    for (const rates of pairs) {
      const y = resample(noise(nSamples), rates);
      expect(y.length).toBe(resampledLength(nSamples, rates));
      expect(y.length).toBe(Math.ceil(Number(((nSamples * rates.toHz) / rates.fromHz).toFixed(9))));
    }
  });

  it('keeps the time of an impulse', () => {
    const x = new Float32Array(4000);
    x[441] = 1;
    const y = resample(x, { fromHz: 44_100, toHz: 16_000 });
    expect(y.indexOf(Math.max(...y))).toBe(160);
    expect(largestError(y.subarray(100, 160), y.slice(161, 221).reverse())).toBeLessThan(1e-7);
  });

  it.each([
    { fromHz: 8_188_001, toHz: 2047 },
    { fromHz: 2047, toHz: 8_188_001 },
    { fromHz: 1, toHz: 4096 },
  ])('$fromHz → $toHz keeps a constant, with a bounded table', (rates) => {
    const nSamples = Math.ceil(400 * Math.max(1, rates.fromHz / rates.toHz));
    const y = resampledSource(toSource(new Float32Array(nSamples).fill(0.5)), rates);
    const part = y.read(Math.floor(y.nSamples / 2), 3);
    expect(largestError(part, [0.5, 0.5, 0.5])).toBeLessThan(1e-6);
  });

  it('returns the same samples at the same rate', () => {
    const x = noise(100);
    expect(resample(x, { fromHz: 8000, toHz: 8000 })).toEqual(x);
  });

  it.each([
    [{ fromHz: 0, toHz: 8000 }, 'fromHz=0 must be > 0'],
    [{ fromHz: 8000, toHz: Number.NaN }, 'toHz=NaN must be > 0'],
    [{ fromHz: 1, toHz: 10_000_000 }, 'must not differ by more than 4096 times'],
  ])('refuses %o', (rates, message) => {
    expect(() => resample(noise(10), rates)).toThrow(
      expect.objectContaining({ code: 'E_PARAM', message: expect.stringContaining(message) }),
    );
  });
});
