import { describe, expect, it } from 'vitest';
import type { ContourSeries } from '../../../../main/services/contours/contourSeries.ts';
import { figureCurve } from '../../../../main/services/figures/figureCurve.ts';

const ramp: ContourSeries = {
  ...{ nFrames: 1000, firstTimeSec: 0.02, timeStepSec: 0.01, nSeries: 1 },
  valueAt: (_, frame) => (frame === 500 ? Number.NaN : frame),
};

describe('figureCurve', () => {
  it('has the frames of the view and two to either side, at their times', () => {
    const { firstTimeSec, timeStepSec, series } = figureCurve(ramp, {
      startSec: 1.02,
      endSec: 2.02,
      mostColumns: 5000,
    });
    expect(firstTimeSec).toBeCloseTo(1, 9);
    expect(timeStepSec).toBe(0.01);
    expect([series[0]![0], series[0]!.at(-1)]).toEqual([98, 202]);
  });

  it('of more frames than columns each is the median of its frames, at their middle', () => {
    const { firstTimeSec, timeStepSec, series } = figureCurve(ramp, { startSec: 0, endSec: 20, mostColumns: 100 });
    expect(series[0]).toHaveLength(100);
    expect(series[0]![3]).toBeCloseTo(34.5, 9);
    expect(firstTimeSec + 3 * timeStepSec).toBeCloseTo(0.02 + 0.345, 9);
    expect(series[0]![50]).toBeCloseTo(505, 9); // 501 … 509
  });

  it('lies where the sound began that it was measured of', () => {
    const { firstTimeSec } = figureCurve(ramp, { startSec: 5, endSec: 6, mostColumns: 5000, offsetSec: 5 });
    expect(firstTimeSec).toBeCloseTo(5.02, 9);
  });

  it('is empty past its ends', () => {
    expect(figureCurve(ramp, { startSec: 50, endSec: 60, mostColumns: 100 }).series[0]).toHaveLength(0);
  });
});
