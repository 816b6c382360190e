import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complexFft, realFft } from '../../../../main/engine/dsp/fft.ts';
import { largestError, noise } from './signals.ts';

interface Split {
  re: Float64Array;
  im: Float64Array;
}

/** The defining sum, with the angle's index reduced so that it stays exact. */
function naiveDft(xRe: ArrayLike<number>, xIm: ArrayLike<number>): Split {
  const N = xRe.length;
  const re = new Float64Array(N);
  const im = new Float64Array(N);
  for (let k = 0; k < N; k++) {
    for (let n = 0; n < N; n++) {
      const angle = (-2 * Math.PI * ((k * n) % N)) / N;
      re[k]! += xRe[n]! * Math.cos(angle) - xIm[n]! * Math.sin(angle);
      im[k]! += xRe[n]! * Math.sin(angle) + xIm[n]! * Math.cos(angle);
    }
  }
  return { re, im };
}

function forward(x: Float64Array): Split {
  const fft = realFft(x.length);
  const re = new Float64Array(fft.nBins);
  const im = new Float64Array(fft.nBins);
  fft.forward(x, re, im);
  return { re, im };
}

const evenSizes = [...Array.from({ length: 64 }, (_, i) => 2 * i + 2), 254, 400, 446, 480, 512, 882, 1102, 1200, 1458];

describe('realFft', () => {
  it.each(evenSizes)('of %i samples is the DFT', (N) => {
    const x = Float64Array.from(noise(N, N));
    const expected = naiveDft(x, new Float64Array(N));
    const { re, im } = forward(x);
    expect(largestError(re, expected.re.subarray(0, N / 2 + 1))).toBeLessThan(1e-13 * N);
    expect(largestError(im, expected.im.subarray(0, N / 2 + 1))).toBeLessThan(1e-13 * N);
  });

  it.each(evenSizes)('of %i samples: power is |X|² and inverse gives x back', (N) => {
    const x = Float64Array.from(noise(N, N + 1));
    const fft = realFft(N);
    const { re, im } = forward(x);
    const power = new Float64Array(fft.nBins);
    fft.power(x, power);
    expect(
      largestError(
        power,
        re.map((value, k) => value * value + im[k]! * im[k]!),
      ),
    ).toBeLessThan(1e-12 * N);
    const back = new Float64Array(N);
    fft.inverse(re, im, back);
    expect(largestError(back, x)).toBeLessThan(1e-13);
  });

  it('keeps energy (Parseval): Σx² = (1/N)·Σ|X|² over all N bins', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1500 }), fc.integer(), (half, seed) => {
        const x = Float64Array.from(noise(2 * half, seed));
        const { re, im } = forward(x);
        const energy = x.reduce((sum, value) => sum + value * value, 0);
        let spectrum = 0;
        re.forEach((value, k) => {
          spectrum += (value * value + im[k]! * im[k]!) * (k === 0 || k === half ? 1 : 2);
        });
        expect(spectrum / (2 * half)).toBeCloseTo(energy, 9);
      }),
      { numRuns: 60 },
    );
  });

  it('is linear', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 600 }), fc.double({ min: -3, max: 3, noNaN: true }), (half, gain) => {
        const a = Float64Array.from(noise(2 * half, 3));
        const b = Float64Array.from(noise(2 * half, 4));
        const mixed = forward(a.map((value, n) => value + gain * b[n]!));
        const [A, B] = [forward(a), forward(b)];
        expect(
          largestError(
            mixed.re,
            A.re.map((value, k) => value + gain * B.re[k]!),
          ),
        ).toBeLessThan(1e-10);
        expect(
          largestError(
            mixed.im,
            A.im.map((value, k) => value + gain * B.im[k]!),
          ),
        ).toBeLessThan(1e-10);
      }),
      { numRuns: 40 },
    );
  });

  it('reaches 2^20 samples: a sine on bin 12,345 is N/2 there and rounding noise elsewhere', () => {
    const N = 2 ** 20;
    const x = Float64Array.from({ length: N }, (_, n) => Math.cos((2 * Math.PI * ((12_345 * n) % N)) / N));
    const { re, im } = forward(x);
    expect(re[12_345]).toBeCloseTo(N / 2, 6);
    re[12_345] = 0;
    expect(Math.max(...[re, im].map((part) => part.reduce((a, b) => Math.max(a, Math.abs(b)), 0)))).toBeLessThan(1e-6);
  });

  it('writes at an offset and leaves the rest alone', () => {
    const re = new Float32Array(12).fill(7);
    const im = new Float32Array(12).fill(7);
    realFft(4).forward(Float64Array.of(1, 0, 0, 0), re, im, 5);
    expect([...re]).toEqual([7, 7, 7, 7, 7, 1, 1, 1, 7, 7, 7, 7]);
  });

  it.each([0, 1, 3, 401, 2.5, Number.NaN, 2 ** 20 + 2])('refuses %d samples', (size) => {
    expect(() => realFft(size)).toThrow(
      expect.objectContaining({ code: 'E_PARAM', message: expect.stringContaining(String(size)) }),
    );
  });

  it('refuses a frame of another size', () => {
    expect(() => realFft(8).power(new Float64Array(6), new Float64Array(5))).toThrow('frame has 6 values, must have 8');
  });
});

describe('complexFft', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 11, 13, 17, 19, 60, 77, 101, 128, 169, 221, 243, 551])(
    'of %i is the DFT and inverts',
    (N) => {
      const re = Float64Array.from(noise(N, 5));
      const im = Float64Array.from(noise(N, 6));
      const [xRe, xIm] = [re.slice(), im.slice()];
      const expected = naiveDft(re, im);
      complexFft(N).forward(re, im);
      expect(largestError(re, expected.re)).toBeLessThan(2e-13 * N);
      expect(largestError(im, expected.im)).toBeLessThan(2e-13 * N);
      complexFft(N).inverse(re, im);
      expect(largestError(re, xRe)).toBeLessThan(1e-13);
      expect(largestError(im, xIm)).toBeLessThan(1e-13);
    },
  );
});
