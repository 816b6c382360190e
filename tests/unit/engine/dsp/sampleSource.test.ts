import { describe, expect, it } from 'vitest';
import { toSource, withLength } from '../../../../main/engine/dsp/sampleSource.ts';

const x = Float32Array.of(1, 2, 3, 4, 5);

describe('toSource', () => {
  it.each([
    [0, 5, [1, 2, 3, 4, 5]],
    [-2, 4, [0, 0, 1, 2]],
    [3, 4, [4, 5, 0, 0]],
    [-1, 7, [0, 1, 2, 3, 4, 5, 0]],
    [9, 2, [0, 0]],
    [-9, 2, [0, 0]],
    [2, 0, []],
  ])('reads from %i, %i samples, zeros outside', (start, count, expected) => {
    expect([...toSource(x).read(start, count)]).toEqual(expected);
  });
});

describe('withLength', () => {
  it.each([
    [8, -1, 10, [0, 1, 2, 3, 4, 5, 0, 0, 0, 0]],
    [3, 0, 5, [1, 2, 3, 0, 0]],
    [3, 4, 2, [0, 0]],
    [0, 0, 2, [0, 0]],
  ])('%i samples long, read from %i, %i samples', (nSamples, start, count, expected) => {
    const source = withLength(x, nSamples);
    expect(source.nSamples).toBe(nSamples);
    expect([...source.read(start, count)]).toEqual(expected);
  });

  it('refuses a bad length', () => {
    expect(() => withLength(x, -1)).toThrow('nSamples=-1 must be an integer ≥ 0');
  });
});
