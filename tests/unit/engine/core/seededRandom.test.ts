import { expect, it } from 'vitest';
import { randomAt, seededRandom } from '../../../../main/engine/core/seededRandom.ts';

it('is even, repeats for its seed and differs for another', () => {
  const draw = (seed: number, n: number) => {
    const random = seededRandom(seed);
    return Array.from({ length: n }, () => random());
  };
  expect(draw(7, 5)).toEqual(draw(7, 5));
  expect(draw(8, 5)).not.toEqual(draw(7, 5));
  const many = draw(1, 20_000);
  expect(many.reduce((sum, value) => sum + value, 0) / many.length).toBeCloseTo(0.5, 2);
  expect(Math.min(...many)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...many)).toBeLessThan(1);
});

it('gives any number of its sequence by itself', () => {
  const random = seededRandom(42);
  expect(Array.from({ length: 9 }, random)).toEqual(Array.from({ length: 9 }, (_, n) => randomAt(42, n)));
});
