import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRoots } from '../../../../../main/engine/dsp/formants/aberthRoots.ts';
import { QuadraticFactors } from '../../../../../main/engine/dsp/formants/quadraticFactors.ts';
import { largestError } from '../signals.ts';

type Root = readonly [re: number, im: number];

/** Coefficients of the monic polynomial with these roots, to the power 1. */
function polynomial(roots: readonly Root[]): Float64Array {
  let re = [1];
  let im = [0];
  for (const [x, y] of roots) {
    const [r, i] = [
      [...re, 0],
      [...im, 0],
    ];
    for (let k = 1; k < r.length; k++) {
      r[k]! -= x * re[k - 1]! - y * im[k - 1]!;
      i[k]! -= x * im[k - 1]! + y * re[k - 1]!;
    }
    [re, im] = [r, i];
  }
  return Float64Array.from(re);
}

const pair = fc
  .tuple(fc.double({ min: 0.3, max: 1.2, noNaN: true }), fc.double({ min: 0.02, max: 3.12, noNaN: true }))
  .map(([r, angle]): Root[] => [
    [r * Math.cos(angle), r * Math.sin(angle)],
    [r * Math.cos(angle), -r * Math.sin(angle)],
  ]);
const real = fc.double({ min: -1.1, max: 1.1, noNaN: true }).map((x): Root[] => [[x, 0]]);

/** Every wanted root is met by one that was found, none twice. */
function distance(found: readonly Root[], wanted: readonly Root[]): number {
  const left = [...found];
  return Math.max(
    ...wanted.map(([x, y]) => {
      const distances = left.map(([re, im]) => Math.hypot(re - x, im - y));
      const nearest = distances.indexOf(Math.min(...distances));
      left.splice(nearest, 1);
      return distances[nearest]!;
    }),
  );
}

/** How far the found roots multiplied out are from the polynomial: what can be asked of any method, however close they lie. */
function productError(found: readonly Root[], c: Float64Array): number {
  return largestError(polynomial(found), c) / Math.max(...c.map(Math.abs));
}

function separation(roots: readonly Root[]): number {
  return Math.min(...roots.flatMap(([x, y], i) => roots.slice(i + 1).map(([re, im]) => Math.hypot(re - x, im - y))));
}

const pairsOf = (re: Float64Array, im: Float64Array) => Array.from(re, (x, i): Root => [x, im[i]!]);

describe('the roots of a real polynomial', () => {
  const roots = fc
    .tuple(fc.array(pair, { minLength: 1, maxLength: 6 }), fc.array(real, { maxLength: 3 }))
    .map((lists) => lists.flat(2))
    .filter((list) => separation(list) > 0.01);

  it('are found from any polynomial, by factors and all at once', () => {
    fc.assert(
      fc.property(roots, (wanted) => {
        const c = polynomial(wanted);
        const factors = new QuadraticFactors(wanted.length);
        factors.solve(c);
        expect(productError(pairsOf(factors.re, factors.im), c)).toBeLessThan(1e-5); // fifteen roots 0.01 apart are that badly conditioned
        const [re, im] = [new Float64Array(wanted.length), new Float64Array(wanted.length)];
        findRoots(c, re, im);
        expect(productError(pairsOf(re, im), c)).toBeLessThan(1e-5); // fifteen roots 0.01 apart are that badly conditioned
      }),
      { numRuns: 300 },
    );
  });

  it.each<[string, Root[]]>([
    [
      'a double pair',
      [
        [0.5, 0.5],
        [0.5, -0.5],
        [0.5, 0.5],
        [0.5, -0.5],
      ],
    ],
    [
      'zeros',
      [
        [0, 0],
        [0, 0],
        [0.3, 0.4],
        [0.3, -0.4],
      ],
    ],
    [
      'roots of unity',
      Array.from({ length: 10 }, (_, k): Root => [Math.cos((k * Math.PI) / 5), Math.sin((k * Math.PI) / 5)]),
    ],
    ['one real root', [[-0.7, 0]]],
    [
      'real roots only',
      [
        [0.9, 0],
        [-0.9, 0],
        [0.1, 0],
        [0.5, 0],
      ],
    ],
  ])('%s', (_name, wanted) => {
    const factors = new QuadraticFactors(wanted.length);
    factors.solve(polynomial(wanted));
    expect(distance(pairsOf(factors.re, factors.im), wanted)).toBeLessThan(1e-4); // of a double root √ε
  });
});
