import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FirFilter, designBandFilter, filterSignal } from '../../../../../main/engine/dsp/filters/firFilter.ts';
import type { BandParams } from '../../../../../main/engine/dsp/filters/firFilter.ts';
import { concat, cut, largestError, noise } from '../signals.ts';

const band: BandParams = { sampleRateHz: 16_000, fLowHz: 1000, fHighHz: 2000, transitionHz: 200 };

/** |H(f)| in dB by the defining sum. */
function responseDb(taps: Float64Array, hz: number): number {
  let [re, im] = [0, 0];
  taps.forEach((tap, n) => {
    re += tap * Math.cos((2 * Math.PI * hz * n) / 16_000);
    im += tap * Math.sin((2 * Math.PI * hz * n) / 16_000);
  });
  return 10 * Math.log10(re * re + im * im + 1e-30);
}

function convolve(x: Float32Array, taps: Float64Array): Float32Array {
  const delay = (taps.length - 1) / 2;
  return Float32Array.from(x, (_, n) => taps.reduce((sum, tap, j) => sum + tap * (x[n + delay - j] ?? 0), 0));
}

describe('designBandFilter', () => {
  it.each([
    { kind: 'band-pass', change: {}, pass: [1100, 1500, 1900], stop: [0, 500, 899, 2101, 5000, 8000] },
    { kind: 'low-pass', change: { fLowHz: null }, pass: [0, 1000, 1899], stop: [2101, 4000, 8000] },
    { kind: 'high-pass', change: { fHighHz: null }, pass: [1101, 4000, 8000], stop: [0, 500, 899] },
  ])('$kind passes within 0.001 dB and stops by 100 dB', ({ change, pass, stop }) => {
    const taps = designBandFilter({ ...band, ...change });
    for (const hz of pass) expect(Math.abs(responseDb(taps, hz))).toBeLessThan(1e-3);
    for (const hz of stop) expect(responseDb(taps, hz)).toBeLessThan(-100);
    expect(taps.length % 2).toBe(1);
    expect(largestError(taps, taps.slice().reverse())).toBeLessThan(1e-12);
  });

  it('has its −6 dB points at the edges', () => {
    const taps = designBandFilter(band);
    for (const hz of [1000, 2000]) expect(responseDb(taps, hz)).toBeCloseTo(-6.02, 1);
  });

  it.each([
    [{ fLowHz: 2000, fHighHz: 2000 }, 'fLowHz=2000, fHighHz=2000 must rise within 0 to 8000 Hz'],
    [{ fHighHz: 9000 }, 'fLowHz=1000, fHighHz=9000 must rise'],
    [{ transitionHz: 0 }, 'transitionHz=0 must be from 0.8 to 8000'],
    [{ attenuationDb: 30 }, 'attenuationDb=30 must be from 50 to 160'],
    [{ sampleRateHz: 0 }, 'sampleRateHz=0'],
  ])('refuses %o', (change, message) => {
    expect(() => designBandFilter({ ...band, ...change })).toThrow(
      expect.objectContaining({ code: 'E_PARAM', message: expect.stringContaining(message) }),
    );
  });
});

describe('FirFilter', () => {
  const taps = designBandFilter(band);

  it.each([0, 1, 5, 511, 1024, 5000])('of %i samples is the centred convolution', (nSamples) => {
    const x = noise(nSamples);
    expect(largestError(filterSignal(x, taps), convolve(x, taps))).toBeLessThan(1e-6);
  });

  it('in blocks of any size equals the whole to the sample', () => {
    const x = noise(7000);
    const whole = filterSignal(x, taps);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 2500 }), { minLength: 1 }), (lengths) => {
        const filter = new FirFilter(taps);
        const parts = cut(x, lengths).map((piece) => filter.process(piece));
        expect(concat([...parts, filter.flush()])).toEqual(whole);
      }),
      { numRuns: 15 },
    );
  });

  it('begins anew after a flush', () => {
    const filter = new FirFilter(taps);
    const x = noise(3000);
    const first = concat([filter.process(x), filter.flush()]);
    expect(concat([filter.process(x), filter.flush()])).toEqual(first);
  });

  it('with one tap is a gain', () => {
    expect(filterSignal(Float32Array.of(1, -2, 3), Float64Array.of(2)).map(Math.round)).toEqual(
      Float32Array.of(2, -4, 6),
    );
  });

  it('refuses an even number of taps', () => {
    expect(() => new FirFilter(new Float64Array(4))).toThrow('filter has 4 taps, must be odd');
  });
});
