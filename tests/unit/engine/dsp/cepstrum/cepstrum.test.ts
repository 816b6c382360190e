import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dctMatrix } from '../../../../../main/engine/dsp/cepstrum/dct.ts';
import { deltas } from '../../../../../main/engine/dsp/cepstrum/deltas.ts';
import { mfcc } from '../../../../../main/engine/dsp/cepstrum/mfcc.ts';
import type { MfccParams } from '../../../../../main/engine/dsp/cepstrum/mfcc.ts';
import { mfccPresets } from '../../../../../main/engine/dsp/cepstrum/mfccPresets.ts';
import { mfccColumnNames, mfccWithDeltas } from '../../../../../main/engine/dsp/cepstrum/mfccWithDeltas.ts';
import { largestError, noise } from '../signals.ts';

const params: MfccParams = { sampleRateHz: 16_000, ...mfccPresets.librosa };

describe('dctMatrix', () => {
  it('is orthonormal', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 24 }), (n) => {
        const c = dctMatrix(n, n);
        for (let i = 0; i < n; i++)
          for (let j = 0; j < n; j++) {
            let dot = 0;
            for (let k = 0; k < n; k++) dot += c[i * n + k]! * c[j * n + k]!;
            expect(dot).toBeCloseTo(i === j ? 1 : 0, 12);
          }
      }),
      { numRuns: 12 },
    );
  });

  it('refuses more rows than values', () => {
    expect(() => dctMatrix(5, 4)).toThrow('nRows=5 must be an integer from 1 to 4');
  });
});

describe('mfcc', () => {
  it('of silence: c₀ alone, the floor of −100 dB times √nMels', () => {
    const { values, nFrames, nMfcc } = mfcc(new Float32Array(4000), params);
    expect([nFrames, nMfcc]).toEqual([8, 20]);
    expect(values[0]).toBeCloseTo(-100 * Math.sqrt(128), 2);
    expect(largestError(values.subarray(1, 20), new Float32Array(19))).toBeLessThan(1e-3);
  });

  it('a gain of the whole recording moves c₀ only', () => {
    const x = noise(8000);
    const [loud, soft] = [x, x.map((v) => v / 10)].map((signal) => mfcc(signal, params).values);
    const moved = soft!.map((value, i) => value + (i % 20 === 0 ? 20 * Math.sqrt(128) : 0));
    expect(largestError(moved, loud!)).toBeLessThan(2e-2);
  });

  it('one sample makes one frame', () => {
    expect(mfcc(Float32Array.of(0.5), params).nFrames).toBe(1);
  });

  it.each([
    [() => mfcc(new Float32Array(0), params), 'E_SHAPE', '0 samples hold no frame'],
    [() => mfcc(noise(10), { ...params, pad: 'none' }), 'E_SHAPE', '10 samples hold no frame of 2048'],
    [() => mfcc(noise(99).fill(NaN, 70, 71), params), 'E_PARAM', 'sample 70 is NaN, must be finite'],
    [() => mfcc(noise(99), { ...params, nMfcc: 129 }), 'E_PARAM', 'nMfcc=129 must be an integer from 1 to 128'],
    [() => mfcc(noise(99), { ...params, lifter: -1 }), 'E_PARAM', 'lifter=-1 must be ≥ 0'],
    [() => mfcc(noise(99), { ...params, log: 'ln' }), 'E_PARAM', 'topDb=80 must be > 0, with log=db'],
  ])('refuses %s', (run, code, message) => {
    expect(run).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) }));
  });
});

describe('deltas', () => {
  it('of a polynomial of their order are its derivative, ends included', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 3),
        fc.constantFrom(5, 9),
        fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 4, maxLength: 4 }),
        (order, width, coefficients) => {
          const nFrames = 12;
          const at = (m: number) => coefficients.slice(0, order + 1).reduce((sum, c, p) => sum + c * (m / 4) ** p, 0);
          const values = Float32Array.from({ length: nFrames }, (_, m) => at(m));
          const found = deltas({ values, nFrames, nFeatures: 1 }, { order, width });
          const factorial = [1, 1, 2, 6][order]!;
          const derivative = new Float32Array(nFrames).fill((coefficients[order]! * factorial) / 4 ** order);
          expect(largestError(found, derivative)).toBeLessThan(1e-4);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('of one frame are 0 with repeated ends', () => {
    const found = deltas({ values: Float32Array.of(3, 4), nFrames: 1, nFeatures: 2 }, { ends: 'nearest' });
    expect(largestError(found, [0, 0])).toBeLessThan(1e-6);
  });

  it.each([
    [{ width: 8 }, 'E_PARAM', 'width=8 must be odd'],
    [{ width: 1 }, 'E_PARAM', 'width=1 must be an integer from 3 to 999'],
    [{ order: 9 }, 'E_PARAM', 'order=9 must be an integer from 1 to 8'],
    [{ width: 13 }, 'E_SHAPE', '12 frames must be ≥ width=13'],
  ])('refuses %o', (change, code, message) => {
    expect(() => deltas({ values: new Float32Array(12), nFrames: 12, nFeatures: 1 }, change)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });
});

describe('mfccWithDeltas', () => {
  it.each([0, 1, 2] as const)(
    'puts %i orders of deltas behind the coefficients, of any number of frames',
    (deltaOrders) => {
      for (const nSamples of [100, 3000, 9000]) {
        const { values, nFrames, nFeatures } = mfccWithDeltas(noise(nSamples), { ...params, deltaOrders });
        expect(nFeatures).toBe(20 * (1 + deltaOrders));
        expect(mfccColumnNames({ nMfcc: 20, deltaOrders })).toHaveLength(nFeatures);
        expect(values).toHaveLength(nFrames * nFeatures);
        const plain = mfcc(noise(nSamples), params).values;
        expect(values.slice((nFrames - 1) * nFeatures, (nFrames - 1) * nFeatures + 20)).toEqual(plain.slice(-20));
      }
    },
  );
});
