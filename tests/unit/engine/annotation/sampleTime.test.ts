import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainNumber } from '../../../../main/engine/annotation/plainNumber.ts';
import { sampleOfSeconds, secondsOfSample } from '../../../../main/engine/annotation/sampleTime.ts';

const rate = fc.oneof(
  fc.integer({ min: 1, max: 384_000 }),
  fc.constantFrom(8000, 11_025, 22_050, 44_100, 48_000, 96_000, 192_000, 352_800, 384_000, 11_127.27),
);

describe('samples and seconds', () => {
  it('sample → seconds → sample is the identity for a day at up to 384 kHz', () => {
    fc.assert(
      fc.property(rate, fc.double({ min: 0, max: 1, noNaN: true }), (rateHz, part) => {
        const sample = Math.floor(part * 86_400 * rateHz);
        const seconds = secondsOfSample(sample, rateHz);
        expect(sampleOfSeconds(seconds, rateHz)).toBe(sample);
        expect(sampleOfSeconds(Number(plainNumber(seconds)), rateHz)).toBe(sample);
        expect(sampleOfSeconds(Number(seconds.toFixed(6)), rateHz)).toBe(sample);
      }),
      { numRuns: 2000 },
    );
  });

  it('halves go up, and there is no −0', () => {
    expect(sampleOfSeconds(0.5, 1)).toBe(1);
    expect(sampleOfSeconds(1.5, 1)).toBe(2);
    expect(Object.is(sampleOfSeconds(-0.2, 1), 0)).toBe(true);
  });

  it.each([-1, Infinity, Number.NaN, 1e12])('refuses %d s', (seconds) => {
    expect(() => sampleOfSeconds(seconds, 48_000)).toThrow(`a time of ${seconds} s lies outside the timeline`);
  });
});

describe('plainNumber', () => {
  it('gives the number back without an exponent', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e30, max: 1e30, noNaN: true }), (value) => {
        const text = plainNumber(value);
        expect(text).toMatch(/^-?\d+(\.\d+)?$/);
        expect(Number(text)).toBe(value === 0 ? 0 : value);
      }),
    );
    expect(plainNumber(1.5e-7)).toBe('0.00000015');
    expect(plainNumber(1e21)).toBe('1000000000000000000000');
  });
});
