import { expect, it } from 'vitest';
import { crossAfterKey } from '../../../renderer/features/live/crossKeys.ts';
import { liveTicks } from '../../../renderer/features/live/liveTicks.ts';

it.each([
  [2, 900],
  [10, 900],
  [30, 300],
  [10, 1700],
])('a ruler over %s s in %s px counts back from 0 at its right edge', (spanSec, widthPx) => {
  const ticks = liveTicks(spanSec, widthPx);
  const labels = ticks.filter(({ label }) => label !== '');
  expect(ticks.at(-1)).toEqual({ px: widthPx, label: '0', isCarry: true });
  for (const { px, label } of labels)
    expect(Number(label.replace('−', '-'))).toBeCloseTo((px / widthPx - 1) * spanSec, 6);
  const gaps = labels.slice(1).map(({ px }, i) => px - labels[i]!.px);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(60);
});

it('keys move the cross by a pixel, by ten with Shift, to the edges, within the picture, and take it away', () => {
  const box = { width: 100, height: 50 };
  const press = (cross: Parameters<typeof crossAfterKey>[0], key: string, shiftKey = false) =>
    crossAfterKey(cross, { key, shiftKey }, box);
  expect(press(null, 'ArrowRight')).toEqual({ x: 51, y: 25 });
  expect(press({ x: 95, y: 1 }, 'ArrowRight', true)).toEqual({ x: 99, y: 1 });
  expect(press({ x: 95, y: 1 }, 'ArrowUp', true)).toEqual({ x: 95, y: 0 });
  expect(press({ x: 95, y: 1 }, 'Home')).toEqual({ x: 0, y: 1 });
  expect(press({ x: 95, y: 1 }, 'End')).toEqual({ x: 99, y: 1 });
  expect(press({ x: 95, y: 1 }, 'Escape')).toBeNull();
  expect(press(null, 'Escape')).toBeUndefined();
  expect(press(null, 'q')).toBeUndefined();
});
