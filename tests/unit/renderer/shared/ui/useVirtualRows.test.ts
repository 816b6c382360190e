import { expect, it } from 'vitest';
import { rowsWithin } from '../../../../../renderer/shared/ui/useVirtualRows.ts';

it('of ten thousand rows those that are near are there, and the others keep their room', () => {
  const rows = rowsWithin({ count: 10_000, rowPx: 28 }, 28 * 5000, 280);
  expect(rows).toEqual({ first: 4988, end: 5022, beforePx: 4988 * 28, afterPx: (10_000 - 5022) * 28 });
});

it('a short list is there whole, wherever it was scrolled to before', () => {
  expect(rowsWithin({ count: 3, rowPx: 28 }, 0, 200)).toEqual({ first: 0, end: 3, beforePx: 0, afterPx: 0 });
  expect(rowsWithin({ count: 3, rowPx: 28 }, 9000, 200)).toEqual({ first: 3, end: 3, beforePx: 84, afterPx: 0 });
  expect(rowsWithin({ count: 0, rowPx: 28 }, 0, 200)).toEqual({ first: 0, end: 0, beforePx: 0, afterPx: 0 });
});
