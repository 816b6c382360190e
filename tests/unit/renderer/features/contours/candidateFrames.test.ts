import { describe, expect, it } from 'vitest';
import type { PitchCandidateSlice } from '../../../../../preload/contract/contours.ts';
import {
  candidatesAlong,
  chosenHz,
  frameNear,
  frameSec,
  nearestCandidate,
  sampleOfFrame,
  stretchOfFrame,
  voicedCandidates,
} from '../../../../../renderer/features/contours/correct/candidateFrames.ts';

/** Frames 100 to 103, 10 ms apart from one second on, with 200, 100 and 700 Hz, which is too high; 103 has none. */
const slice: PitchCandidateSlice = {
  firstFrame: 100,
  firstTimeSec: 1,
  timeStepSec: 0.01,
  ceilingHz: 600,
  first: Uint32Array.of(0, 4, 8, 12, 13),
  hz: Float64Array.of(0, 200, 100, 700, 0, 200, 100, 700, 0, 200, 100, 700, 0),
  strength: Float64Array.of(0, 0.9, 0.8, 0.95, 0, 0.9, 0.8, 0.95, 0, 0.9, 0.8, 0.95, 0),
  chosen: Uint16Array.of(1, 0, 3, 0),
};
const yAt = (hz: number) => 500 - hz;

describe('candidates under a pointer', () => {
  it('are the voiced ones below the ceiling, from low to high', () => {
    expect(voicedCandidates(slice, 101).map(({ hz }) => hz)).toEqual([100, 200]);
    expect(voicedCandidates(slice, 103)).toEqual([]);
    expect(voicedCandidates(slice, 99)).toEqual([]);
  });

  it('belong to the nearest frame, and to none beyond the slice', () => {
    expect(frameNear(slice, 1.0149)).toBe(101);
    expect(frameNear(slice, 0.994)).toBeNull();
    expect(frameNear(slice, 1.036)).toBeNull();
    expect(frameSec(slice, 102)).toBeCloseTo(1.02, 12);
  });

  it('a frame says what it has now', () => {
    expect([100, 101, 102, 103].map((frame) => chosenHz(slice, frame))).toEqual([200, null, null, null]);
  });

  it('the nearest is the one drawn nearest', () => {
    expect(nearestCandidate(slice, 100, yAt(151), yAt)).toEqual({ frame: 100, hz: 200, strength: 0.9 });
    expect(nearestCandidate(slice, 100, yAt(149), yAt)?.hz).toBe(100);
    expect(nearestCandidate(slice, 103, 0, yAt)).toBeNull();
  });

  it('along a line every frame that has any takes the nearest to the line, in either direction', () => {
    const low = { timeSec: 1, y: yAt(100) };
    const high = { timeSec: 1.02, y: yAt(220) };
    const upwards = candidatesAlong(slice, low, high, yAt);
    expect(upwards.map(({ frame, hz }) => [frame, hz])).toEqual([
      [100, 100],
      [101, 200],
      [102, 200],
    ]);
    expect(candidatesAlong(slice, high, low, yAt)).toEqual(upwards);
    expect(candidatesAlong(slice, high, high, yAt).map(({ frame }) => frame)).toEqual([102]);
    expect(candidatesAlong(slice, { timeSec: 0, y: 0 }, { timeSec: 9, y: 0 }, yAt)).toHaveLength(3);
  });

  it('one frame as a stretch holds its centre and no other’s', () => {
    for (const sampleRateHz of [8000, 11_025, 44_100])
      for (const frame of [100, 101, 102]) {
        const { startSample, endSample } = stretchOfFrame(slice, frame, sampleRateHz);
        const holds = [100, 101, 102, 103].filter((m) => {
          const at = frameSec(slice, m) * sampleRateHz;
          return at >= startSample && at <= endSample;
        });
        expect(holds).toEqual([frame]);
        expect(
          Math.abs(sampleOfFrame(slice, frame, sampleRateHz) / sampleRateHz - frameSec(slice, frame)),
        ).toBeLessThan(0.0001);
      }
  });
});
