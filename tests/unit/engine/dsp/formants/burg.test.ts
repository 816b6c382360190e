import { describe, expect, it } from 'vitest';
import { BurgPredictor } from '../../../../../main/engine/dsp/formants/burg.ts';
import { largestError, noise, tone } from '../signals.ts';

/** The method as it is defined, with the errors f and b themselves. */
function textbookBurg(x: Float64Array, order: number): Float64Array {
  let a = [1];
  let f = Array.from(x);
  let b = Array.from(x);
  for (let m = 0; m < order; m++) {
    let cross = 0;
    let total = 0;
    for (let n = m + 1; n < x.length; n++) {
      cross += f[n]! * b[n - 1]!;
      total += f[n]! ** 2 + b[n - 1]! ** 2;
    }
    const k = (-2 * cross) / total;
    const [before, fBefore, bBefore] = [[...a, 0], f, b];
    a = before.map((value, i) => value + k * before[before.length - 1 - i]!);
    f = fBefore.map((value, n) => (n > m ? value + k * bBefore[n - 1]! : value));
    b = bBefore.map((value, n) => (n > m ? bBefore[n - 1]! + k * fBefore[n]! : value));
  }
  return Float64Array.from(a);
}

/** Three resonances in noise: what a vowel looks like to linear prediction. */
function vowel(nSamples: number): Float64Array {
  let x = Float64Array.from(noise(nSamples));
  for (const [hz, bandwidth] of [
    [700, 80],
    [1200, 90],
    [2600, 120],
  ] as const) {
    const radius = Math.exp((-Math.PI * bandwidth) / 11_000);
    const c1 = 2 * radius * Math.cos((2 * Math.PI * hz) / 11_000);
    const y = new Float64Array(nSamples);
    for (let n = 0; n < nSamples; n++) y[n] = x[n]! + c1 * (y[n - 1] ?? 0) - radius ** 2 * (y[n - 2] ?? 0);
    x = y;
  }
  return x;
}

describe('BurgPredictor', () => {
  it.each([
    ['noise', Float64Array.from(noise(550)), 10],
    ['a vowel', vowel(550), 10],
    ['a vowel, order 33', vowel(1200), 33],
    ['few samples', Float64Array.from(noise(12)), 10],
    [
      'a tone in noise',
      Float64Array.from(tone({ hz: 440, sampleRateHz: 11_000, nSamples: 400 })).map(
        (v, n) => v + 1e-3 * noise(400)[n]!,
      ),
      8,
    ],
  ])('solves %s as the definition does', (_name, x, order) => {
    const predictor = new BurgPredictor(order);
    expect(predictor.solve(x)).toBeGreaterThan(0);
    const expected = textbookBurg(x, order);
    const largest = Math.max(...expected.map(Math.abs));
    expect(largestError(predictor.coefficients, expected)).toBeLessThan(1e-8 * largest);
  });

  it('the residual is the power that prediction leaves', () => {
    const predictor = new BurgPredictor(6);
    expect(predictor.solve(vowel(2000))).toBeLessThan(0.02);
    expect(predictor.solve(Float64Array.from(noise(2000)))).toBeGreaterThan(0.97);
  });

  it('has nothing to say of silence', () => {
    expect(new BurgPredictor(4).solve(new Float64Array(50))).toBe(0);
  });
});
