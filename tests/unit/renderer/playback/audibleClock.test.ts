import { describe, expect, it } from 'vitest';
import { AudibleClock, audibleFrame, withinLoop } from '../../../../renderer/features/playback/audibleClock.ts';

describe('AudibleClock', () => {
  it('follows the anchor that is audible, not the newest one', () => {
    const clock = new AudibleClock();
    expect(clock.sampleAt(10)).toBeNull();
    clock.add({ frame: 1000, sample: 5000, step: 1 });
    clock.add({ frame: 3000, sample: 200, step: 1 }); // a loop jump that is still in the device's buffer
    expect(clock.sampleAt(2999)).toBe(6999);
    expect(clock.sampleAt(3000)).toBe(200);
  });

  it('stands still while paused and runs at other speeds', () => {
    const clock = new AudibleClock();
    clock.add({ frame: 0, sample: 100, step: 0.5 });
    clock.add({ frame: 100, sample: 150, step: 0 });
    expect(clock.sampleAt(50)).toBe(125);
    expect(clock.sampleAt(5000)).toBe(150);
  });

  it('runs round in a loop, however short', () => {
    expect(withinLoop(1000, 1000, 1100)).toBe(1000);
    expect(withinLoop(1310.5, 1000, 1100)).toBe(1010.5);
    expect(withinLoop(999, 1000, 1100)).toBe(1099); // before the first anchor of a pass
    expect(withinLoop(123_456, 7, 8)).toBe(7);
  });

  it('extrapolates the device clock from its last timestamp', () => {
    expect(audibleFrame({ contextTime: 2, performanceTime: 1000 }, 1010, 48_000)).toBeCloseTo(96_480);
    expect(audibleFrame({ contextTime: 0, performanceTime: 0 }, 5_000, 48_000)).toBe(0); // not started yet
  });
});
