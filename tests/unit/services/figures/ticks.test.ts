import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frequencyTicks, linearTicks, niceStep, timeTicks } from '../../../../main/services/figures/ticks.ts';
import { frequencyScales } from '../../../../main/engine/dsp/frequencyScale.ts';

describe('ticks', () => {
  it('steps are 1, 2 or 5 times a power of ten and fit', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), fc.integer({ min: 1, max: 30 }), (span, most) => {
        const step = niceStep(span, most);
        const mantissa = step / 10 ** Math.floor(Math.log10(step) + 1e-9);
        expect([1, 2, 5].some((factor) => Math.abs(mantissa - factor) < 1e-6)).toBe(true);
        expect(span / step).toBeLessThanOrEqual(most * (1 + 1e-6));
      }),
    );
  });

  it('levels have a true minus sign, zero has none', () => {
    expect(linearTicks(-60, 0, 4).map(({ label }) => label)).toEqual(['−60', '−40', '−20', '0']);
    expect(linearTicks(0.2, 0.6, 4).map(({ label }) => label)).toEqual(['0.2', '0.3', '0.4', '0.5', '0.6']);
  });

  it('time is seconds, then a clock', () => {
    expect(timeTicks(0, 11, 12)).toMatchObject({
      unit: 's',
      ticks: Array.from({ length: 12 }, (_, i) => ({ value: i })),
    });
    const { unit, ticks } = timeTicks(0, 600, 5);
    expect(unit).toBe('min:s');
    expect(ticks.map(({ label }) => label)).toEqual(['0:00', '2:00', '4:00', '6:00', '8:00', '10:00']);
    expect(timeTicks(3540, 7200, 3).ticks.map(({ label }) => label)).toEqual(['1:00:00', '1:30:00', '2:00:00']);
  });

  it('frequencies never crowd', () => {
    const scale = frequencyScales['mel-slaney'];
    const axis = { scale, isLinear: false, fMinHz: 0, fMaxHz: 22_050 };
    const places = frequencyTicks(axis, 0.06).map(({ value }) => scale.fromHz(value) / scale.fromHz(22_050));
    expect(places.length).toBeGreaterThan(6);
    places.slice(1).forEach((place, i) => {
      expect(place - places[i]!).toBeGreaterThanOrEqual(0.06 - 1e-9);
    });
  });
});
