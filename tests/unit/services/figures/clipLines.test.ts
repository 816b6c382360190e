import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipLines } from '../../../../main/services/figures/clipLines.ts';
import { dashed } from '../../../../main/services/figures/dashed.ts';

const box = { x: 10, y: 20, w: 100, h: 50 };
const coordinate = fc.double({ min: -500, max: 500, noNaN: true });
const lineOf = fc
  .array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 12 })
  .map((points) => points.flat());

function length(line: readonly number[]): number {
  let sum = 0;
  for (let i = 2; i < line.length; i += 2) sum += Math.hypot(line[i]! - line[i - 2]!, line[i + 1]! - line[i - 1]!);
  return sum;
}

describe('clipLines', () => {
  it('leaves what is inside and cuts at the edge', () => {
    expect(clipLines([20, 30, 40, 40, 60, 50], box)).toEqual([[20, 30, 40, 40, 60, 50]]);
    expect(clipLines([0, 30, 20, 30], box)).toEqual([[10, 30, 20, 30]]);
    expect(clipLines([0, 0, 5, 5], box)).toEqual([]);
  });

  it('a line that leaves and comes back is two', () => {
    expect(clipLines([20, 30, 20, 0, 40, 0, 40, 30], box)).toEqual([
      [20, 30, 20, 20],
      [40, 20, 40, 30],
    ]);
  });

  it('a dot stays a dot', () => {
    expect(clipLines([20, 30, 20, 30], box)).toEqual([[20, 30, 20, 30]]);
  });

  it('nothing lies outside, and nothing is longer than it was', () => {
    fc.assert(
      fc.property(lineOf, (line) => {
        const parts = clipLines(line, box);
        for (const part of parts)
          for (let i = 0; i < part.length; i += 2) {
            expect(part[i]).toBeGreaterThanOrEqual(box.x - 1e-9);
            expect(part[i]).toBeLessThanOrEqual(box.x + box.w + 1e-9);
            expect(part[i + 1]).toBeGreaterThanOrEqual(box.y - 1e-9);
            expect(part[i + 1]).toBeLessThanOrEqual(box.y + box.h + 1e-9);
          }
        expect(parts.reduce((sum, part) => sum + length(part), 0)).toBeLessThanOrEqual(length(line) + 1e-6);
      }),
    );
  });
});

describe('dashed', () => {
  it('draws the part of the pattern that is on, around corners too', () => {
    expect(dashed([0, 0, 10, 0], [3, 2])).toEqual([
      [0, 0, 3, 0],
      [5, 0, 8, 0],
    ]);
    expect(dashed([0, 0, 2, 0, 2, 2], [3, 2])).toEqual([[0, 0, 2, 0, 2, 1]]);
  });

  it('what is on has the pattern’s share of the length', () => {
    fc.assert(
      fc.property(lineOf, (line) => {
        const on = dashed(line, [3, 2]).reduce((sum, piece) => sum + length(piece), 0);
        const periods = Math.floor(length(line) / 5);
        expect(on).toBeGreaterThanOrEqual(3 * periods - 1e-6);
        expect(on).toBeLessThanOrEqual(3 * (periods + 1) + 1e-6);
      }),
    );
  });
});
