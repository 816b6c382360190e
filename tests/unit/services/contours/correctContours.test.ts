import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pitchHz, type PitchTrack } from '../../../../main/engine/dsp/pitch/pitchTrack.ts';
import { correctPitch, correctPulses, type ContourEdit } from '../../../../main/services/contours/correctContours.ts';

const nFrames = 20;
const timeOf = (frame: number) => 0.02 + 0.01 * frame;

/** Frames 10 ms apart; each may be unvoiced, 100, 200 (strongest) or 400 Hz, and is at 200 Hz. */
const track: PitchTrack = {
  nFrames,
  firstTimeSec: timeOf(0),
  timeStepSec: 0.01,
  durationSec: 0.24,
  floorHz: 75,
  ceilingHz: 600,
  intensity: new Float64Array(nFrames).fill(1),
  candidates: {
    first: Uint32Array.from({ length: nFrames + 1 }, (_, m) => 4 * m),
    hz: Float64Array.from({ length: 4 * nFrames }, (_, j) => [0, 100, 200, 400][j % 4]!),
    strength: Float64Array.from({ length: 4 * nFrames }, (_, j) => [0, 0.8, 0.9, 0.7][j % 4]!),
  },
  chosen: new Uint16Array(nFrames).fill(2),
};

const hzOf = (corrected: PitchTrack) => Array.from({ length: nFrames }, (_, m) => pitchHz(corrected, m));
const stretch = (kind: 'octaveUp' | 'octaveDown' | 'unvoice' | 'voice', from: number, to: number): ContourEdit => ({
  kind,
  fromSec: timeOf(from) - 0.001,
  toSec: timeOf(to) + 0.001,
});
const choose = (frame: number, hz: number): ContourEdit => ({ kind: 'choose', timeSec: timeOf(frame), hz });

describe('pitch corrected by hand', () => {
  it('acts in the order in which it was made', () => {
    const last = hzOf(correctPitch(track, [choose(3, 100), stretch('unvoice', 2, 4), choose(3, 390)]));
    expect(last.slice(1, 6)).toEqual([200, null, 400, null, 200]);
    const first = hzOf(correctPitch(track, [choose(3, 390), stretch('unvoice', 2, 4)]));
    expect(first.slice(1, 6)).toEqual([200, null, null, null, 200]);
    const twice = hzOf(correctPitch(track, [stretch('octaveDown', 0, 1), stretch('octaveUp', 1, 1)]));
    expect(twice.slice(0, 3)).toEqual([100, 200, 200]);
  });

  it('finds the frame nearest to a moment, and none beyond the ends', () => {
    expect(hzOf(correctPitch(track, [{ kind: 'choose', timeSec: timeOf(5) + 0.0049, hz: 100 }]))[5]).toBe(100);
    expect(hzOf(correctPitch(track, [choose(-2, 100), choose(nFrames, 100)]))).toEqual(hzOf(track));
  });

  it('leaves the analysed track and the pulses alone', () => {
    const before = track.chosen.slice();
    correctPitch(track, [stretch('unvoice', 0, nFrames)]);
    expect(track.chosen).toEqual(before);
    expect(correctPitch(track, [{ kind: 'addPulse', timeSec: 0.1 }])).toBe(track);
  });

  it('an octave up and down again is as before, and a drawn path is what each step alone would make', () => {
    const frame = fc.integer({ min: 0, max: nFrames - 1 });
    fc.assert(
      fc.property(
        frame,
        frame,
        fc.array(fc.tuple(frame, fc.constantFrom(90, 140, 150, 280, 290, 500))),
        (a, b, path) => {
          const shifted = correctPitch(track, [stretch('octaveUp', a, b), stretch('octaveDown', a, b)]);
          expect(hzOf(shifted)).toEqual(hzOf(track));
          const choices = path.map(([m, hz]) => choose(m, hz));
          const stepwise = choices.reduce((each, choice) => correctPitch(each, [choice]), track);
          expect(hzOf(correctPitch(track, choices))).toEqual(hzOf(stepwise));
        },
      ),
    );
  });
});

describe('pulses corrected by hand', () => {
  const pulses = Float64Array.of(0.01, 0.02, 0.03);

  it('are added, taken away within half a millisecond, and moved by both', () => {
    const edits: ContourEdit[] = [
      { kind: 'removePulse', timeSec: 0.0204 },
      { kind: 'addPulse', timeSec: 0.0215 },
    ];
    expect([...correctPulses(pulses, edits)]).toEqual([0.01, 0.0215, 0.03]);
    expect([...correctPulses(pulses, [{ kind: 'removePulse', timeSec: 0.0206 }])]).toEqual([...pulses]);
    expect([...correctPulses(new Float64Array(0), edits)]).toEqual([0.0215]);
  });

  it('what was added can be taken away again', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (timeSec) => {
        fc.pre(pulses.every((pulse) => Math.abs(pulse - timeSec) > 0));
        const added = correctPulses(pulses, [{ kind: 'addPulse', timeSec }]);
        expect(added.length).toBe(4);
        expect([...correctPulses(added, [{ kind: 'removePulse', timeSec }])]).toEqual([...pulses]);
      }),
    );
  });
});
