import { describe, expect, it } from 'vitest';
import {
  chooseCandidate,
  choosePath,
  shiftOctave,
  unvoice,
  voice,
} from '../../../../../main/engine/dsp/pitch/editPitch.ts';
import { pitchFrame, pitchHz, type PitchTrack } from '../../../../../main/engine/dsp/pitch/pitchTrack.ts';
import { summarizePitch } from '../../../../../main/engine/dsp/pitch/summarizePitch.ts';

/** Four frames, 10 ms apart from 20 ms on; each may be unvoiced, 100, 200 (strongest) or 590 Hz, or 700 Hz, which is too high. */
const track: PitchTrack = {
  nFrames: 4,
  firstTimeSec: 0.02,
  timeStepSec: 0.01,
  durationSec: 0.07,
  floorHz: 75,
  ceilingHz: 600,
  intensity: new Float64Array(4).fill(1),
  candidates: {
    first: Uint32Array.of(0, 5, 10, 15, 20),
    hz: Float64Array.from({ length: 20 }, (_, j) => [0, 100, 200, 590, 700][j % 5]!),
    strength: Float64Array.from({ length: 20 }, (_, j) => [0, 0.8, 0.9, 0.5, 0.95][j % 5]!),
  },
  chosen: Uint16Array.of(2, 2, 1, 0),
};

const hzOf = (edited: PitchTrack) => Array.from({ length: 4 }, (_, m) => pitchHz(edited, m));

describe('corrections of the path', () => {
  it('unvoice a span, voice it again, and leave the old track as it is', () => {
    const silent = unvoice(track, { fromSec: 0.025, toSec: 0.045 });
    expect(hzOf(silent)).toEqual([200, null, null, null]);
    expect(hzOf(voice(silent, { fromSec: 0, toSec: 1 }))).toEqual([200, 200, 200, 200]);
    expect(hzOf(track)).toEqual([200, 200, 100, null]);
  });

  it('choose a candidate by index or by its pitch', () => {
    expect(hzOf(chooseCandidate(track, 0, 3))).toEqual([590, 200, 100, null]);
    expect(hzOf(chooseCandidate(track, 0, 4))[0]).toBeNull();
    expect(hzOf(choosePath(track, [{ frame: 3, hz: 210 }]))).toEqual([200, 200, 100, 200]);
    expect(hzOf(choosePath(track, [{ frame: 3, hz: 680 }]))[3]).toBe(590);
  });

  it('move by an octave only where there is a candidate an octave away', () => {
    expect(hzOf(shiftOctave(track, { fromSec: 0, toSec: 1 }, -1))).toEqual([100, 100, 100, null]);
    expect(hzOf(shiftOctave(track, { fromSec: 0, toSec: 1 }, 1))).toEqual([200, 200, 200, null]);
  });

  it('refuse frames and candidates that are not there', () => {
    expect(() => chooseCandidate(track, 4, 0)).toThrow(/frame=4 must be an integer from 0 to 3/);
    expect(() => chooseCandidate(track, 0, 5)).toThrow(/candidate=5/);
    expect(() => choosePath(track, [{ frame: 0, hz: 0 }])).toThrow(/hz=0/);
  });
});

describe('the summary of a range', () => {
  it('counts the frames whose centres lie in it', () => {
    const summary = summarizePitch(track, { fromSec: 0.015, toSec: 0.055 });
    expect(summary).toMatchObject({ nFrames: 4, nVoiced: 3, voicedFraction: 0.75 });
    expect(summary.hz).toEqual({
      mean: expect.closeTo(500 / 3, 10),
      median: 200,
      min: 100,
      max: 200,
      sd: expect.closeTo(57.735, 3),
    });
    expect(summary.semitones).toMatchObject({ mean: 8, median: 12, min: 0, max: 12, sd: expect.closeTo(6.928, 3) });
  });

  it('says null where there is nothing to say', () => {
    expect(summarizePitch(track, { fromSec: 0.046, toSec: 0.06 })).toEqual({
      nFrames: 1,
      nVoiced: 0,
      voicedFraction: 0,
      hz: null,
      semitones: null,
    });
    expect(summarizePitch(track, { fromSec: 1, toSec: 2 })).toMatchObject({ nFrames: 0, voicedFraction: null });
    expect(summarizePitch(track, { fromSec: 0.02, toSec: 0.02 }).hz).toMatchObject({ median: 200, sd: null });
  });

  it('gives frames with their times', () => {
    expect(pitchFrame(track, 3)).toEqual({ timeSec: 0.05, hz: null, strength: 0 });
  });
});
