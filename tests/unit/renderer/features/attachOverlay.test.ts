import { expect, it } from 'vitest';
import { turnsPage } from '../../../../renderer/features/timeline/attachOverlay.ts';

const view = { startSample: 1000, samplesPerPixel: 10, widthPx: 100, lengthSamples: 100_000 };

it('the page turns when the playhead leaves it, by playing on or by a loop', () => {
  expect(turnsPage(view, 1990, 2010)).toBe(true);
  expect(turnsPage(view, 1900, 400)).toBe(true);
  expect(turnsPage(view, 1500, 1510)).toBe(false);
});

it('who scrolls away from the playhead while it plays is left alone', () => {
  const scrolled = { ...view, startSample: 0, samplesPerPixel: 5 }; // shows 0 … 500; the sound is at 1500
  expect(turnsPage(scrolled, 1500, 1510)).toBe(false);
  expect(turnsPage(view, null, 5000)).toBe(false);
});
