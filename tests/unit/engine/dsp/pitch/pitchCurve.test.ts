import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  flattenPitch,
  scalePitch,
  shiftPitch,
  smoothPitch,
} from '../../../../../main/engine/dsp/pitch/editPitchCurve.ts';
import {
  drawPitch,
  interpolatePitchCurve,
  meanPitch,
  pitchCurveOf,
  samplePitchCurve,
} from '../../../../../main/engine/dsp/pitch/pitchCurve.ts';
import type { PitchCurve } from '../../../../../main/engine/dsp/pitch/pitchCurve.ts';
import { stylizePitch } from '../../../../../main/engine/dsp/pitch/stylizePitch.ts';
import { trackPitch } from '../../../../../main/engine/dsp/pitch/trackPitch.ts';
import { curveValue } from '../../../../../main/engine/dsp/pointCurve.ts';
import { tone } from '../signals.ts';

const curve = (...points: [number, number][]): PitchCurve => ({
  timesSec: Float64Array.from(points, ([timeSec]) => timeSec),
  values: Float64Array.from(points, ([, value]) => value),
});
const points = ({ timesSec, values }: PitchCurve) => Array.from(timesSec, (t, i) => [t, values[i]]);
const empty = curve();
const steps = curve([0, 100], [1, 200], [3, 100]);

it('a curve is straight between its points and constant beyond', () => {
  const times = Float64Array.of(-1, 0, 0.5, 1, 2, 3, 9);
  expect([...samplePitchCurve(steps, times)]).toEqual([100, 100, 150, 200, 150, 100, 100]);
  expect(curveValue(empty, 1)).toBeNaN();
  expect(points(interpolatePitchCurve(steps, Float64Array.of(0.5, 2)))).toEqual([
    [0.5, 150],
    [2, 150],
  ]);
  expect(() => interpolatePitchCurve(steps, Float64Array.of(2, 1))).toThrow('timesSec[1]=1 must be after 2');
});

it('a track becomes a point a voiced frame', () => {
  const x = new Float32Array(16_000);
  x.set(tone({ hz: 200, sampleRateHz: 16_000, nSamples: 8000 }));
  const found = pitchCurveOf(trackPitch(x, 16_000));
  expect(found.timesSec.length).toBeGreaterThan(40);
  expect(found.timesSec.at(-1)).toBeLessThan(0.55);
  for (const hz of found.values.subarray(0, -3)) expect(Math.abs(hz - 200)).toBeLessThan(0.5);
});

describe('changes', () => {
  it('shift by hertz and by semitones, in a span', () => {
    expect([...shiftPitch(steps, 10, 'Hz').values]).toEqual([110, 210, 110]);
    shiftPitch(steps, 12, 'semitones').values.forEach((hz, i) => expect(hz).toBeCloseTo(2 * steps.values[i]!, 9));
    expect([...shiftPitch(steps, 10, 'Hz', { fromSec: 0.5, toSec: 1 }).values]).toEqual([100, 210, 100]);
    expect(() => shiftPitch(steps, -100, 'Hz')).toThrow('values[0] would become 0 Hz');
    expect(() => shiftPitch(steps, NaN, 'Hz')).toThrow('values[0] would become NaN Hz');
  });

  it('scale about a mean that stays', () => {
    expect(meanPitch(steps)).toBeCloseTo(150, 9);
    expect(meanPitch(empty)).toBeNull();
    expect(meanPitch(curve([1, 123]))).toBe(123);
    expect([...scalePitch(steps, { factor: 0.5, aboutHz: 150, unit: 'Hz' }).values]).toEqual([125, 175, 125]);
    const value = fc.double({ min: 50, max: 500, noNaN: true });
    fc.assert(
      fc.property(value, value, value, fc.double({ min: -2, max: 2, noNaN: true }), (a, b, c, factor) => {
        const melody = curve([0, a], [0.3, b], [1, c]);
        const aboutHz = meanPitch(melody, 'semitones')!;
        const scaled = scalePitch(melody, { factor, aboutHz, unit: 'semitones' });
        expect(meanPitch(scaled, 'semitones')! / aboutHz).toBeCloseTo(1, 9);
      }),
    );
  });

  it('flatten', () => {
    expect([...flattenPitch(steps, 120).values]).toEqual([120, 120, 120]);
    expect(() => flattenPitch(steps, 0)).toThrow('hz=0');
  });

  it('draw in place of what was there', () => {
    expect(points(drawPitch(steps, curve([0.5, 90], [1.5, 95])))).toEqual([
      [0, 100],
      [0.5, 90],
      [1.5, 95],
      [3, 100],
    ]);
    expect(points(drawPitch(empty, steps))).toEqual(points(steps));
    expect(points(drawPitch(steps, curve([4, 90])))).toEqual([...points(steps), [4, 90]]);
    expect(drawPitch(steps, empty)).toBe(steps);
    expect(() => drawPitch(steps, curve([0, -1]))).toThrow('drawn.values[0]=-1');
  });

  it('smooth as a Gaussian low-pass: a ripple of f Hz keeps exp(−(f/B)²)', () => {
    const hz = 4;
    const wave = (t: number) => 200 + 20 * Math.sin(2 * Math.PI * hz * t);
    const melody = curve(...Array.from({ length: 2001 }, (_, i): [number, number] => [i / 1000, wave(i / 1000)]));
    for (const bandwidthHz of [4, 10]) {
      const smooth = smoothPitch(melody, bandwidthHz);
      const kept = Math.exp(-((hz / bandwidthHz) ** 2));
      for (let t = 0.5; t < 1.5; t += 0.01) expect(curveValue(smooth, t) - 200).toBeCloseTo(kept * (wave(t) - 200), 0);
    }
    expect(smoothPitch(curve([0, 99]), 10).values).toHaveLength(1);
    expect(() => smoothPitch(steps, 0)).toThrow('bandwidthHz=0');
  });

  it('stylise: what is left differs by less than the resolution, nothing left is superfluous', () => {
    const values = fc.array(fc.double({ min: 80, max: 400, noNaN: true }), { maxLength: 60 });
    fc.assert(
      fc.property(values, (hz) => {
        const melody = curve(...hz.map((value, i): [number, number] => [i / 100, value]));
        const found = stylizePitch(melody, 2);
        expect(stylizePitch(found, 2)).toEqual(found);
        expect(found.timesSec[0]).toBe(melody.timesSec[0]);
        expect(found.timesSec.at(-1)).toBe(melody.timesSec.at(-1));
      }),
    );
    expect(points(stylizePitch(curve([0, 100], [1, 150], [2, 200]), 0.1))).toEqual([
      [0, 100],
      [2, 200],
    ]);
    expect(() => stylizePitch(steps, 0)).toThrow('resolution=0');
  });
});
