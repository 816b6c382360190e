import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { magnitude } from '../../../../../main/engine/dsp/filters/complex.ts';
import { cookbookBiquad } from '../../../../../main/engine/dsp/filters/cookbookBiquad.ts';
import type { CookbookParams } from '../../../../../main/engine/dsp/filters/cookbookBiquad.ts';
import { deEmphasis, emphasisFrom, preEmphasis } from '../../../../../main/engine/dsp/filters/emphasis.ts';
import { filterSections, filterZeroPhase } from '../../../../../main/engine/dsp/filters/filterSections.ts';
import { sectionsResponse, tapsResponse } from '../../../../../main/engine/dsp/filters/frequencyResponse.ts';
import { designIir } from '../../../../../main/engine/dsp/filters/iirFilter.ts';
import type { IirParams } from '../../../../../main/engine/dsp/filters/iirFilter.ts';
import { SectionChain } from '../../../../../main/engine/dsp/filters/sectionChain.ts';
import { windowedFir } from '../../../../../main/engine/dsp/filters/windowedFir.ts';
import { concat, cut, largestError, noise } from '../signals.ts';

const sampleRateHz = 16_000;
const bandPass: IirParams = {
  family: 'butterworth',
  order: 4,
  band: 'bandPass',
  fLowHz: 300,
  fHighHz: 3400,
  sampleRateHz,
};
const levelDb = (params: IirParams, hz: number) =>
  20 * Math.log10(magnitude(sectionsResponse(designIir(params), hz, sampleRateHz)));

describe('designIir', () => {
  const orders = fc.integer({ min: 1, max: 12 });

  it('Butterworth: −3.01 dB at every edge, 0 dB in the middle of the band', () => {
    fc.assert(
      fc.property(orders, fc.integer({ min: 300, max: 3000 }), (order, fLowHz) => {
        const fHighHz = 2 * fLowHz;
        const params = { family: 'butterworth', order, band: 'bandPass', fLowHz, fHighHz, sampleRateHz } as const;
        for (const hz of [fLowHz, fHighHz]) expect(levelDb(params, hz)).toBeCloseTo(-3.0103, 3);
        for (const band of ['lowPass', 'highPass'] as const) {
          expect(levelDb({ family: 'butterworth', order, band, edgeHz: fLowHz, sampleRateHz }, fLowHz)).toBeCloseTo(
            -3.0103,
            3,
          );
        }
      }),
      { numRuns: 40 },
    );
  });

  it('Chebyshev I ripples within rippleDb below its edge; II stays below −attenuationDb beyond it', () => {
    fc.assert(
      fc.property(
        orders,
        fc.double({ min: 0.05, max: 3, noNaN: true }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (order, rippleDb, part) => {
          const one = { family: 'chebyshev1', rippleDb, order, band: 'lowPass', edgeHz: 2000, sampleRateHz } as const;
          expect(levelDb(one, 2000 * part)).toBeGreaterThan(-rippleDb - 1e-6);
          expect(levelDb(one, 2000 * part)).toBeLessThan(1e-6);
          const two = {
            family: 'chebyshev2',
            attenuationDb: 50,
            order,
            band: 'highPass',
            edgeHz: 2000,
            sampleRateHz,
          } as const;
          expect(levelDb(two, 2000 * part)).toBeLessThan(-50 + 1e-6);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('has stable sections: all poles inside the unit circle', () => {
    for (const { a1, a2 } of designIir({ ...bandPass, order: 10 })) {
      expect(Math.abs(a2)).toBeLessThan(1);
      expect(Math.abs(a1)).toBeLessThan(1 + a2);
    }
  });

  it.each<[Partial<IirParams>, string]>([
    [{ order: 0 }, 'order=0 must be an integer from 1 to 64'],
    [{ fLowHz: 4000 }, 'fLowHz=4000, fHighHz=3400 must rise between 0 and 8000 Hz'],
    [{ fHighHz: 8000 }, 'fLowHz=300, fHighHz=8000 must rise'],
    [{ fLowHz: NaN }, 'fLowHz=NaN, fHighHz=3400 must rise'],
    [{ family: 'chebyshev1', rippleDb: 0 }, 'rippleDb=0 must be > 0'],
    [{ family: 'chebyshev2', attenuationDb: -3 }, 'attenuationDb=-3 must be > 0'],
    [{ sampleRateHz: 0 }, 'sampleRateHz=0 must be a finite number > 0'],
  ])('refuses %o', (change, message) => {
    expect(() => designIir({ ...bandPass, ...change } as IirParams)).toThrow(
      expect.objectContaining({ code: 'E_PARAM', message: expect.stringContaining(message) }),
    );
  });
});

describe('filterSections', () => {
  const sections = designIir(bandPass);

  it('in blocks of any size equals the whole to the sample', () => {
    const x = noise(5000);
    const whole = filterSections(x, sections);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 1 }), (lengths) => {
        const chain = new SectionChain(sections);
        const parts = cut(x, lengths).map((piece) => {
          const y = Float64Array.from(piece);
          chain.process(y);
          return Float32Array.from(y);
        });
        expect(concat(parts)).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });

  it('is linear', () => {
    const [x, y] = [noise(400, 1), noise(400, 2)];
    const sum = filterSections(
      x.map((v, n) => 0.5 * v - 0.25 * y[n]!),
      sections,
    );
    const parts = [filterSections(x, sections), filterSections(y, sections)];
    expect(
      largestError(
        sum,
        parts[0]!.map((v, n) => 0.5 * v - 0.25 * parts[1]![n]!),
      ),
    ).toBeLessThan(1e-6);
  });

  it('keeps silence silent, and falls silent again long after a click', () => {
    expect(filterSections(new Float32Array(50), sections).every((v) => v === 0)).toBe(true);
    const click = new Float32Array(200_000);
    click[0] = 1;
    expect(
      filterSections(click, sections)
        .subarray(100_000)
        .every((v) => v === 0),
    ).toBe(true);
  });

  it.each([filterSections, filterZeroPhase])('%o: empty stays empty, NaN is refused with its index', (filter) => {
    expect(filter(new Float32Array(0), sections)).toHaveLength(0);
    expect(filter(Float32Array.of(1), sections)).toHaveLength(1);
    expect(() => filter(noise(100).fill(NaN, 42, 43), sections)).toThrow(
      expect.objectContaining({ code: 'E_PARAM', message: 'sample 42 is NaN, must be finite' }),
    );
  });
});

describe('filterZeroPhase', () => {
  const lowPass = designIir({ family: 'butterworth', order: 3, band: 'lowPass', edgeHz: 1000, sampleRateHz });

  it('answers an impulse with a response that is the same forwards and backwards', () => {
    const x = new Float32Array(801);
    x[400] = 1;
    const y = filterZeroPhase(x, lowPass);
    expect(largestError(y, y.slice().reverse())).toBeLessThan(1e-7);
    expect(y.indexOf(Math.max(...y))).toBe(400);
  });

  it.each([1, 2, 5, 17, 300])('passes a constant of %i samples without a transient', (nSamples) => {
    const x = new Float32Array(nSamples).fill(0.7);
    expect(largestError(filterZeroPhase(x, lowPass), x)).toBeLessThan(1e-6);
  });
});

describe('cookbookBiquad', () => {
  const at = (kind: CookbookParams['kind'], hz: number, gainDb = 6) =>
    20 *
    Math.log10(
      magnitude(sectionsResponse([cookbookBiquad({ kind, sampleRateHz, hz: 1000, gainDb })], hz, sampleRateHz)),
    );

  it.each([
    ['lowPass', 1e-9, 0],
    ['highPass', 8000, 0],
    ['bandPass', 1000, 0],
    ['allPass', 2345, 0],
    ['peaking', 1000, 6],
    ['lowShelf', 1e-9, 6],
    ['lowShelf', 8000, 0],
    ['highShelf', 8000, 6],
    ['lowPass', 1000, -3.0103],
  ] as const)('%s at %d Hz has %d dB', (kind, hz, db) => {
    expect(at(kind, hz)).toBeCloseTo(db, 3);
  });

  it('the notch is deep', () => {
    expect(at('notch', 1000)).toBeLessThan(-200);
  });

  it.each([
    [{ hz: 8000 }, 'hz=8000 must lie between 0 and 8000'],
    [{ q: 0 }, 'q=0 must be a finite number > 0'],
    [{ gainDb: NaN }, 'gainDb=NaN must be from'],
  ])('refuses %o', (change, message) => {
    expect(() => cookbookBiquad({ kind: 'peaking', sampleRateHz, hz: 100, ...change })).toThrow(message);
  });
});

describe('windowedFir', () => {
  it('passes and stops in turn', () => {
    const taps = windowedFir({ sampleRateHz, nTaps: 401, edgesHz: [1000, 2000], passesDc: false });
    const db = (hz: number) => 20 * Math.log10(magnitude(tapsResponse(taps, hz, sampleRateHz)));
    for (const hz of [0, 800, 2200, 8000]) expect(db(hz)).toBeLessThan(-50);
    for (const hz of [1200, 1500, 1800]) expect(Math.abs(db(hz))).toBeLessThan(0.05);
    expect(db(1000)).toBeCloseTo(-6, 1);
  });

  it.each([
    [{ nTaps: 10, passesDc: false, edgesHz: [100] }, 'nTaps=10 must be odd'],
    [{ edgesHz: [] }, 'edgesHz=[] must be at least one'],
    [{ edgesHz: [200, 100] }, 'edgesHz=[200, 100]'],
  ])('refuses %o', (change, message) => {
    const params = { sampleRateHz, nTaps: 11, edgesHz: [300], passesDc: true };
    expect(() => windowedFir(Object.assign(params, change))).toThrow(message);
  });
});

describe('emphasis', () => {
  it('is undone by its inverse', () => {
    const x = noise(2000);
    expect(largestError(filterSections(filterSections(x, preEmphasis()), deEmphasis()), x)).toBeLessThan(1e-5);
  });

  it('from 50 Hz at 16 kHz has the coefficient 0.98056', () => {
    expect(emphasisFrom(50, 16_000)).toBeCloseTo(0.98056, 5);
  });

  it('refuses a coefficient of 1', () => {
    expect(() => preEmphasis(1)).toThrow('coefficient=1 must be from 0 to 1, 1 excluded');
  });
});
