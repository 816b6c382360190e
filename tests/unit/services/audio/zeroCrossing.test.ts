import { describe, expect, it } from 'vitest';
import { toSource } from '../../../../main/engine/dsp/sampleSource.ts';
import { nearestZeroCrossing } from '../../../../main/services/audio/zeroCrossing.ts';

describe('zeroCrossing', () => {
  const x = toSource(Float32Array.of(1, 1, -1, -1, -1, -1, -1, 1, 1, 1)); // signs change at 2 and 7

  it.each([
    [0, 2],
    [2, 2],
    [4, 2],
    [5, 7],
    [9, 7],
  ])('from %i goes to %i', (from, to) => {
    expect(nearestZeroCrossing(x, from, 5)).toBe(to);
  });

  it('takes the earlier of two, and stays where there is none in reach', () => {
    const even = toSource(Float32Array.of(1, -1, -1, -1, -1, 1)); // at 1 and 5
    expect(nearestZeroCrossing(even, 3, 5)).toBe(1);
    expect(nearestZeroCrossing(x, 9, 1)).toBe(9);
    expect(nearestZeroCrossing(toSource(new Float32Array(9)), 4, 4)).toBe(4);
    expect(nearestZeroCrossing(toSource(new Float32Array(0)), 0, 4)).toBe(0);
    expect(nearestZeroCrossing(x, 500, 5)).toBe(500);
  });
});
