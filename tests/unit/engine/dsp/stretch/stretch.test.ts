import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toSource } from '../../../../../main/engine/dsp/sampleSource.ts';
import { pitchShift } from '../../../../../main/engine/dsp/stretch/pitchShift.ts';
import { stretchBlocks, timeStretch } from '../../../../../main/engine/dsp/stretch/timeStretch.ts';
import { stretchedLength } from '../../../../../main/engine/dsp/stretch/stretchParams.ts';
import type { StretchParams } from '../../../../../main/engine/dsp/stretch/stretchParams.ts';
import { readJfk } from '../../../../golden/dsp/dspSignals.ts';
import { concat, largestError, noise, tone } from '../signals.ts';

const sampleRateHz = 16_000;
const methods = ['wsola', 'phase-vocoder'] as const;
const speech = readJfk().subarray(4000, 20_000);

/** Of a sine: the frequency with the greatest power in the middle half, by search in steps of 0.01 %. */
function frequencyNear(y: Float32Array, hz: number): number {
  const middle = y.subarray(y.length >> 2, (3 * y.length) >> 2);
  const powerAt = (f: number) => {
    let [re, im] = [0, 0];
    middle.forEach((v, n) => {
      const weighted = v * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / middle.length));
      re += weighted * Math.cos((2 * Math.PI * f * n) / sampleRateHz);
      im += weighted * Math.sin((2 * Math.PI * f * n) / sampleRateHz);
    });
    return re * re + im * im;
  };
  const candidates = Array.from({ length: 61 }, (_, i) => hz * (1 + (i - 30) / 10_000));
  return candidates.reduce((best, f) => (powerAt(f) > powerAt(best) ? f : best));
}

/** What a sine of this frequency leaves in y[n+1] − 2·cos w·y[n] + y[n−1]: 0 as long as the sine goes on unbroken. */
function largestKink(y: Float32Array, hz: number): number {
  const factor = 2 * Math.cos((2 * Math.PI * hz) / sampleRateHz);
  let worst = 0;
  for (let n = 1600; n < y.length - 1600; n++)
    worst = Math.max(worst, Math.abs(y[n + 1]! - factor * y[n]! + y[n - 1]!));
  return worst;
}

describe.each(methods)('timeStretch by %s', (method) => {
  const stretch = (x: Float32Array, factor: number) => timeStretch([x], { sampleRateHz, factor, method })[0]!;

  it('keeps the frequency of a tone within 0.1 %, its amplitude, and makes no clicks', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 90, max: 3000, noNaN: true }),
        fc.constantFrom(0.5, 0.73, 1.25, 2, 3.3),
        (hz, factor) => {
          const y = stretch(tone({ hz, sampleRateHz, nSamples: 12_000 }), factor);
          expect(Math.abs(frequencyNear(y, hz) / hz - 1)).toBeLessThan(1e-3);
          expect(largestKink(y, hz)).toBeLessThan(0.02); // a cut through a sine would leave up to 2
          const inside = y.subarray(1600, -1600);
          expect(Math.max(...inside)).toBeLessThan(1.02);
          expect(Math.max(...inside)).toBeGreaterThan(0.9);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('has exactly ⌊n·factor + ½⌋ samples', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), fc.double({ min: 0.1, max: 10, noNaN: true }), (n, factor) => {
        expect(stretch(noise(n), factor)).toHaveLength(Math.floor(n * factor + 0.5));
      }),
      { numRuns: 25 },
    );
  });

  it('is the identity at factor 1', () => {
    expect(largestError(stretch(speech, 1), speech)).toBeLessThan(1e-6);
  });

  it('keeps the level of speech within 1 dB', () => {
    const power = (x: Float32Array) => x.reduce((sum, v) => sum + v * v, 0) / x.length;
    for (const factor of [0.7, 1.5]) {
      expect(Math.abs(10 * Math.log10(power(stretch(speech, factor)) / power(speech)))).toBeLessThan(1);
    }
  });

  it('gives in blocks what it gives as a whole', () => {
    const params = { sampleRateHz, factor: 1.37, method };
    const blocks = [...stretchBlocks([toSource(speech)], params)].map(([block]) => block!);
    expect(blocks.length).toBeGreaterThan(10);
    expect(concat(blocks)).toEqual(timeStretch([speech], params)[0]);
  });

  it('moves channels together: equal ones stay equal', () => {
    const [left, right] = timeStretch([speech, speech.map((v) => v / 2)], { sampleRateHz, factor: 1.3, method });
    expect(
      largestError(
        right!,
        left!.map((v) => v / 2),
      ),
    ).toBeLessThan(1e-6);
  });

  // Measured: phase vocoder within 7 ms, WSOLA within 12 ms at these factors. Compressed to half, WSOLA may skip a click.
  it.each([0.8, 1.25, 2])(
    'at factor %d an attack comes where it belongs, within 12 ms (times the factor)',
    (factor) => {
      const x = noise(12_000).map((v) => v * 1e-3);
      for (let n = 0; n < 400; n++) x[6000 + n]! += Math.sin(n / 2) * Math.exp(-n / 100);
      const y = stretch(x, factor);
      const loudest = y.reduce((best, v, n) => (Math.abs(v) > Math.abs(y[best]!) ? n : best), 0);
      expect(Math.abs(loudest - 6000 * factor)).toBeLessThan(0.012 * sampleRateHz * Math.max(1, factor));
      expect(Math.abs(y[loudest]!)).toBeGreaterThan(0.4);
    },
  );

  it('keeps silence, and takes sounds shorter than a frame', () => {
    expect(stretch(new Float32Array(3000), 1.5).every((v) => v === 0)).toBe(true);
    expect(stretch(new Float32Array(0), 2)).toHaveLength(0);
    expect(stretch(Float32Array.of(1), 2).every(Number.isFinite)).toBe(true);
  });
});

it.each<[Float32Array[], Partial<StretchParams>, string, string]>([
  [[noise(9)], { factor: 0.05 }, 'E_PARAM', 'factor=0.05 must be from 0.1 to 10'],
  [[noise(9)], { factor: NaN }, 'E_PARAM', 'factor=NaN'],
  [[noise(9)], { sampleRateHz: 0 }, 'E_PARAM', 'sampleRateHz=0'],
  [[noise(9).fill(NaN, 4, 5)], {}, 'E_PARAM', 'sample 4 is NaN'],
  [[noise(9), noise(8)], {}, 'E_SHAPE', 'must be ≥ 1 and of one length'],
  [[], {}, 'E_SHAPE', '0 channels must be ≥ 1'],
])('timeStretch refuses %o with %o', (channels, change, code, message) => {
  expect(() => timeStretch(channels, { sampleRateHz, factor: 2, ...change })).toThrow(
    expect.objectContaining({ code, message: expect.stringContaining(message) }),
  );
});

it('stretchedLength rounds half up', () => {
  expect([stretchedLength(3, 0.5), stretchedLength(10, 0.34)]).toEqual([2, 3]);
});

describe.each(methods)('pitchShift by %s', (method) => {
  it.each([-7, 5, 12])('by %d semitones moves a tone exactly, in the same length', (semitones) => {
    const x = tone({ hz: 431, sampleRateHz, nSamples: 12_000 });
    const [y] = pitchShift([x], { sampleRateHz, semitones, method });
    expect(y).toHaveLength(12_000);
    const wanted = 431 * 2 ** (semitones / 12);
    expect(Math.abs(frequencyNear(y!, wanted) / wanted - 1)).toBeLessThan(1e-3);
  });

  it('refuses more than three octaves', () => {
    expect(() => pitchShift([noise(9)], { sampleRateHz, semitones: 37, method })).toThrow('semitones=37');
  });
});
