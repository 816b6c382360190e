import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuantity } from '../../../../../renderer/shared/format/parseQuantity.ts';
import type { Dimension } from '../../../../../renderer/shared/format/units.ts';

const context = { sampleRateHz: 16_000, bare: (value: number) => value };

function value(text: string, dimension: Dimension): number {
  const parsed = parseQuantity(text, dimension, context);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.message}`);
  return parsed.value;
}

function problem(text: string, dimension: Dimension): string {
  const parsed = parseQuantity(text, dimension, context);
  if (parsed.ok) throw new Error(`${text} was taken as ${parsed.value}`);
  return parsed.message;
}

describe('times', () => {
  it.each([
    ['25 ms', 0.025],
    ['25ms', 0.025],
    ['1/40 s', 0.025],
    ['1 s / 40', 0.025],
    ['2 * 25 ms', 0.05],
    ['25 ms * 2', 0.05],
    ['1 s + 25 ms', 1.025],
    ['1 s − 25 ms', 0.975],
    ['(1 + 2) ms', 0.003],
    ['25 ms + 1/40 s', 0.05],
    ['1:23.5', 83.5],
    ['1:02:03.25', 3723.25],
    ['0:03.2 + 100 ms', 3.3],
    ['800 smp', 0.05],
    ['450 µs', 450e-6],
    ['.5', 0.5],
    ['0,5', 0.5],
    ['1e-3', 0.001],
    ['-1 s', -1],
    ['1 s / 500 ms', 2],
  ])('%s', (text, seconds) => {
    expect(value(text, 'time')).toBeCloseTo(seconds, 12);
  });

  it('takes a bare number in the unit of the field', () => {
    const parsed = parseQuantity('800 + 800', 'time', { sampleRateHz: 16_000, bare: (n) => n / 16_000 });
    expect(parsed).toEqual({ ok: true, value: 0.1 });
  });

  it('adds a bare number to a quantity in the unit of the field', () => {
    const parsed = parseQuantity('5 ms + 20', 'time', { sampleRateHz: 16_000, bare: (ms) => ms / 1000 });
    expect(parsed.ok && parsed.value).toBeCloseTo(0.025, 12);
  });
});

describe('frequencies, levels, lengths', () => {
  it.each([
    ['A4', 440],
    ['a4', 440],
    ['C4', 261.6255653],
    ['C#4', 277.182631],
    ['B♭3', 233.0818808],
    ['A4 * 2', 880],
    ['1.5 kHz', 1500],
    ['1000 mel', 1000.0],
  ])('%s', (text, hz) => {
    expect(value(text, 'frequency')).toBeCloseTo(hz, 0);
  });

  it.each([
    ['-6 dB', -6],
    ['−6 dB', -6],
    ['50 %', -6.0206],
    ['2 x', 6.0206],
    ['-100 + 20', -80],
  ])('%s', (text, db) => {
    expect(value(text, 'level')).toBeCloseTo(db, 4);
  });

  it.each([
    ['1024', 1024],
    ['25 ms', 400],
    ['2 * 512', 1024],
    ['1/40 s', 400],
  ])('%s of samples', (text, samples) => {
    expect(value(text, 'samples')).toBeCloseTo(samples, 9);
  });
});

describe('what cannot be taken says why', () => {
  it.each([
    ['', 'time', /empty/],
    ['25 Hz', 'time', /“Hz” is not a unit of a time/],
    ['A4', 'time', /“A4” is not a time/],
    ['1:20', 'frequency', /not a frequency/],
    ['1/0', 'time', /division by 0/],
    ['5 s * 5 s', 'time', /cannot be multiplied/],
    ['(1 + 2', 'time', /parenthesis/],
    ['1 +', 'time', /missing/],
    ['1 2', 'time', /“2” is not expected/],
    ['1,250', 'time', /1\.250 or 1250/],
    ['$5', 'time', /“\$” is not understood/],
    ['0 x', 'level', /not finite/],
  ] as const)('%s', (text, dimension, message) => {
    expect(problem(text, dimension)).toMatch(message);
  });

  it('never throws', () => {
    const dimensions = fc.constantFrom<Dimension>('time', 'frequency', 'level', 'samples', 'plain');
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('0123456789.,:+-*/()AaBbe#♯ msHzkdB%µx−')), maxLength: 12 }),
        dimensions,
        (text, dimension) => {
          const parsed = parseQuantity(text, dimension, context);
          expect(parsed.ok ? Number.isFinite(parsed.value) : parsed.message.length > 0).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('agrees with direct arithmetic', () => {
    const number = fc.integer({ min: 1, max: 999 });
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        expect(value(`${a} ms + ${b} * (${c} ms - 1/${a} s) / 4`, 'time')).toBeCloseTo(
          a / 1e3 + (b * (c / 1e3 - 1 / a)) / 4,
          9,
        );
      }),
    );
  });
});
