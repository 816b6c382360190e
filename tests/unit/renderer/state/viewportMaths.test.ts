import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clampViewport,
  endSampleOf,
  fitAll,
  minVisibleSamples,
  pxToSample,
  resizeTo,
  reveal,
  sampleToPx,
  scrollByPx,
  showRange,
  visibleSamples,
  zoomAround,
  type Viewport,
} from '../../../../renderer/state/viewportMaths.ts';

const viewports = fc
  .record({
    widthPx: fc.integer({ min: 1, max: 4000 }),
    lengthSamples: fc.integer({ min: 0, max: 44_100 * 3600 }),
    startSample: fc.double({ min: -1e6, max: 2e8, noNaN: true }),
    samplesPerPixel: fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
  })
  .map(clampViewport);

const hour: Viewport = fitAll({ startSample: 0, samplesPerPixel: 1, widthPx: 1000, lengthSamples: 44_100 * 3600 });

function expectInside(v: Viewport): void {
  const tolerance = 1e-6 * Math.max(v.lengthSamples, 1);
  expect(v.startSample).toBeGreaterThanOrEqual(0);
  expect(visibleSamples(v)).toBeGreaterThanOrEqual(minVisibleSamples * (1 - 1e-9));
  expect(endSampleOf(v)).toBeLessThanOrEqual(Math.max(v.lengthSamples, minVisibleSamples) + tolerance);
}

describe('zoom', () => {
  it('keeps the sample under the pointer where limits allow', () => {
    fc.assert(
      fc.property(
        viewports,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        (v, at, factor) => {
          const anchorPx = at * v.widthPx;
          const sample = pxToSample(v, anchorPx);
          const zoomed = zoomAround(v, anchorPx, factor);
          const isAtEdge = zoomed.startSample === 0 || endSampleOf(zoomed) >= zoomed.lengthSamples * (1 - 1e-9);
          if (!isAtEdge) expect(Math.abs(sampleToPx(zoomed, sample) - anchorPx)).toBeLessThan(1e-3);
        },
      ),
    );
  });

  it('stays inside the recording, from all of it to 64 samples', () => {
    fc.assert(
      fc.property(
        viewports,
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.double({ min: -1e5, max: 1e5, noNaN: true }),
        (v, factor, dx) => {
          expectInside(scrollByPx(zoomAround(v, v.widthPx / 2, factor), dx));
        },
      ),
    );
  });

  it('reaches 64 samples across an hour and comes back', () => {
    const closest = zoomAround(hour, 500, 1e12);
    expect(visibleSamples(closest)).toBeCloseTo(64, 9);
    expect(zoomAround(closest, 500, 1e-12)).toEqual(hour);
  });
});

it('shows a range exactly, and a short one centred', () => {
  const shown = showRange(hour, 1_000_000, 3_000_000);
  expect(shown.startSample).toBeCloseTo(1_000_000, 6);
  expect(endSampleOf(shown)).toBeCloseTo(3_000_000, 6);
  const one = showRange(hour, 1_000_000, 1_000_001);
  expect(visibleSamples(one)).toBeCloseTo(64, 9);
  expect((one.startSample + endSampleOf(one)) / 2).toBeCloseTo(1_000_000.5, 6);
});

it('does not scroll for what can be seen, and brings in what cannot', () => {
  const v = showRange(hour, 1_000_000, 2_000_000);
  expect(reveal(v, 1_500_000)).toBe(v);
  const moved = reveal(v, 5_000_000);
  expect(sampleToPx(moved, 5_000_000)).toBeCloseTo(900, 6);
});

it('a wider window keeps the scale, but a recording shown whole stays whole', () => {
  const v = showRange(hour, 1_000_000, 2_000_000);
  expect(resizeTo(v, 1500).samplesPerPixel).toBe(v.samplesPerPixel);
  expect(resizeTo(v, 1500).startSample).toBe(v.startSample);
  expect(visibleSamples(resizeTo(hour, 1500))).toBeCloseTo(hour.lengthSamples, 3);
});

it('takes an empty recording', () => {
  expectInside(fitAll({ startSample: 5, samplesPerPixel: 3, widthPx: 0, lengthSamples: 0 }));
});
