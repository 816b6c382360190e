import { beforeEach, describe, expect, it } from 'vitest';
import {
  beginStep,
  changePoints,
  defaultMelodySettings,
  idle,
  pick,
  pickedOf,
  showPoints,
  takeBackStep,
  useManipulation,
  type Manipulation,
} from '../../../../../renderer/features/effects/manipulate/manipulation.ts';
import { manipulationRequest } from '../../../../../renderer/features/effects/manipulate/manipulationRequest.ts';
import { manipulationWarnings } from '../../../../../renderer/features/effects/manipulate/manipulationWarnings.ts';
import { pointsOf } from '../../../../../renderer/features/effects/manipulate/points.ts';

const curve = (...rows: readonly (readonly [number, number])[]) => ({
  timesSec: Float64Array.from(rows, ([t]) => t),
  values: Float64Array.from(rows, ([, v]) => v),
});
const analysed = curve(...Array.from({ length: 50 }, (_, i) => [0.5 + i * 0.01, 150] as const)); // 0.5 … 0.99 s
const base: Manipulation = {
  documentId: 'd',
  trackId: 't',
  channel: 0,
  sourceId: 's',
  sampleRateHz: 1000,
  span: { startSample: 10_000, endSample: 12_000 },
  melody: { pulsesSec: Array.from({ length: 75 }, (_, i) => 0.5 + i / 150), analysed, timeStepSec: 0.01 },
  isFresh: false,
  pitch: pointsOf(curve([0.5, 150], [0.9, 180])),
  duration: [],
};
const range = { floorHz: 75, ceilingHz: 600 };

beforeEach(() => {
  useManipulation.setState({ ...idle, now: base, settings: defaultMelodySettings });
});
const now = () => useManipulation.getState().now!;

describe('the points that are edited', () => {
  it('are taken back step by step; a drag is one step, and none if it is cancelled', () => {
    changePoints({ duration: pointsOf(curve([1, 2])) });
    changePoints({ pitch: [] });
    changePoints({ pitch: now().pitch }); // nothing
    beginStep();
    showPoints({ pitch: base.pitch });
    showPoints({ pitch: base.pitch.slice(1) });
    expect(takeBackStep()).toBe(true); // as Escape does
    expect(now()).toMatchObject({ pitch: [], duration: [{ value: 2 }] });
    expect([takeBackStep(), takeBackStep(), takeBackStep()]).toEqual([true, true, false]);
    expect(now()).toMatchObject({ pitch: base.pitch, duration: [] });
  });

  it('are picked on one curve; those that went are no longer', () => {
    pick(
      'pitch',
      base.pitch.map(({ id }) => id),
    );
    expect(pickedOf('pitch').size).toBe(2);
    expect(pickedOf('duration').size).toBe(0);
    changePoints({ pitch: base.pitch.slice(1) });
    expect(pickedOf('pitch').size).toBe(1);
  });
});

describe('what is asked of the studio', () => {
  it('is the effect on the span, and how long it becomes', () => {
    expect(manipulationRequest({ ...base, duration: pointsOf(curve([0, 1], [2, 2])) })).toMatchObject({
      startSample: 10_000,
      endSample: 12_000,
      resultEndSample: 13_000, // 2 s at 1.5 on average
      effect: {
        kind: 'manipulate',
        pitch: { timesSec: [0.5, 0.9], values: [150, 180] },
        duration: { timesSec: [0, 2], values: [1, 2] },
      },
    });
    expect(manipulationRequest({ ...base, pitch: [] })).toContain('there is no point');
    expect(manipulationRequest({ ...base, melody: null })).toContain('analysed');
    expect(manipulationRequest(base)).toMatchObject({ effect: { duration: null }, resultEndSample: 12_000 });
  });
});

describe('warnings', () => {
  const of = (change: Partial<Manipulation>) => manipulationWarnings({ ...base, ...change }, range);
  it('are none where all is well', () => {
    expect(of({})).toEqual([]);
    expect(of({ melody: null })).toEqual([]);
  });
  it('tell what is unvoiced, far from the voice, outside the analysis, or stretched too much', () => {
    expect(of({ pitch: pointsOf(curve([0.2, 150], [0.7, 150], [1.4, 150])) })).toEqual([
      expect.stringContaining('2 pitch points where the sound is unvoiced, first at 0:10.200'),
    ]);
    expect(of({ pitch: pointsOf(curve([0.7, 310])) })).toEqual([expect.stringContaining('More than an octave')]);
    expect(of({ pitch: pointsOf(curve([0.7, 60])) })[0]).toContain(
      '60.0 Hz at 0:10.700 lies outside 75.0 Hz to 600.0 Hz',
    );
    expect(of({ duration: pointsOf(curve([1, 2.4])) })).toEqual([expect.stringContaining('× 2.40 at 0:11.000')]);
    const silent = { pulsesSec: [], analysed: curve(), timeStepSec: 0.01 };
    expect(of({ melody: silent })).toEqual([expect.stringContaining('No voiced stretch')]);
  });
});
