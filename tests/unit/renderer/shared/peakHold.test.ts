import { expect, it } from 'vitest';
import { holdPeak, shownPeak, type HeldPeak } from '../../../../renderer/shared/audio/peakHold.ts';

it('a held peak stays for a second and then falls evenly, however often it is drawn', () => {
  let held: HeldPeak = holdPeak(undefined, -6, 0);
  for (let nowMs = 20; nowMs <= 2000; nowMs += 20) held = holdPeak(held, -60, nowMs);
  expect(shownPeak(held, 1000)).toBe(-6);
  expect(shownPeak(held, 2000)).toBeCloseTo(-26, 9);
});

it('a louder peak takes its place at once, a weaker one when the held one has fallen to it', () => {
  const held = holdPeak(undefined, -20, 0);
  expect(holdPeak(held, -10, 500)).toEqual({ db: -10, atMs: 500 });
  expect(holdPeak(held, -30, 1400)).toBe(held);
  expect(holdPeak(held, -30, 1600)).toEqual({ db: -30, atMs: 1600 });
});
