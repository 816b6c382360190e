import { describe, expect, it } from 'vitest';
import { frequencyScaleNames, frequencyScales } from '../../../../main/engine/dsp/frequencyScale.ts';
import { hzToNote } from '../../../../main/engine/dsp/note.ts';

describe('frequencyScales', () => {
  it.each(frequencyScaleNames)('%s rises and inverts from 1 Hz to 192 kHz', (name) => {
    const { fromHz, toHz } = frequencyScales[name];
    let previous = -Infinity;
    for (let hz = 1; hz < 192_000; hz *= 1.07) {
      const value = fromHz(hz);
      expect(value).toBeGreaterThan(previous);
      expect(toHz(value) / hz).toBeCloseTo(1, 9);
      previous = value;
    }
  });

  // 1000 mel by definition of both; Traunmüller 1990 gives 8.53 Bark and Glasberg & Moore 1990 15.6 Cam at 1 kHz.
  it.each([
    ['mel-htk', 1000, 1000, 0],
    ['mel-slaney', 1000, 15, 9],
    ['bark', 1000, 8.53, 2],
    ['erb', 1000, 15.62, 2],
    ['log', 1024, 10, 12],
    ['linear', 55.5, 55.5, 12],
  ] as const)('%s of %d Hz is %d', (name, hz, value, digits) => {
    expect(frequencyScales[name].fromHz(hz)).toBeCloseTo(value, digits);
  });
});

describe('hzToNote', () => {
  it.each([
    [440, 'A', 4, 0],
    [261.6256, 'C', 4, 0],
    [27.5, 'A', 0, 0],
    [466.1638, 'A♯', 4, 0],
    [445, 'A', 4, 19.56],
    [435, 'A', 4, -19.79],
  ] as const)('%d Hz is %s%d %d cents', (hz, name, octave, cents) => {
    const note = hzToNote(hz)!;
    expect([note.name, note.octave]).toEqual([name, octave]);
    expect(note.cents).toBeCloseTo(cents, 1);
  });

  it.each([0, -1, Number.NaN, Infinity])('has no note for %d', (hz) => {
    expect(hzToNote(hz)).toBeNull();
  });

  it('follows the tuning', () => {
    expect(hzToNote(442, 442)).toMatchObject({ name: 'A', octave: 4, cents: 0 });
  });
});
