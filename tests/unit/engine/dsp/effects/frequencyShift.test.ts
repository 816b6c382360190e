import { describe, expect, it } from 'vitest';
import { frequencyShiftedSource } from '../../../../../main/engine/dsp/effects/frequencyShift.ts';
import { toSource } from '../../../../../main/engine/dsp/sampleSource.ts';
import { noise, tone } from '../signals.ts';

const sampleRateHz = 16_000;
const nSamples = 24_000;
const shifted = (x: Float32Array, shiftHz: number) =>
  frequencyShiftedSource(toSource(x), { sampleRateHz, shiftHz }).read(0, x.length);

/** Amplitude of a frequency under a Hann window over the middle. */
function amplitude(x: Float32Array, hz: number): number {
  const part = x.subarray(4000, 20_000);
  let [re, im] = [0, 0];
  part.forEach((v, n) => {
    const w = 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / part.length);
    re += v * w * Math.cos((2 * Math.PI * hz * n) / sampleRateHz);
    im += v * w * Math.sin((2 * Math.PI * hz * n) / sampleRateHz);
  });
  return (4 * Math.hypot(re, im)) / part.length;
}
const db = (ratio: number) => 20 * Math.log10(ratio);

describe('frequencyShiftedSource', () => {
  it.each([
    [1000, 250],
    [1000, -333.3],
    [300, 4000.5],
    [7000, -6500],
  ])('moves a tone of %d Hz by %d Hz and leaves neither it nor its mirror image', (hz, shiftHz) => {
    const x = tone({ hz, sampleRateHz, nSamples });
    const y = shifted(x, shiftHz);
    const before = amplitude(x, hz);
    expect(Math.abs(db(amplitude(y, hz + shiftHz) / before))).toBeLessThan(0.01);
    expect(db(amplitude(y, hz) / before)).toBeLessThan(-90);
    expect(db(amplitude(y, Math.abs(hz - shiftHz)) / before)).toBeLessThan(-90);
  });

  it('lets go what would leave the band instead of folding it back', () => {
    const x = tone({ hz: 500, sampleRateHz, nSamples });
    const middle = (y: Float32Array) => db(Math.max(...y.subarray(4000, 20_000).map(Math.abs)));
    expect(middle(shifted(x, -800))).toBeLessThan(-80);
    const high = tone({ hz: 7500, sampleRateHz, nSamples });
    expect(middle(shifted(high, 800))).toBeLessThan(-80);
  });

  it('by nothing is the sound itself; any part is the part of the whole', () => {
    const source = toSource(noise(nSamples));
    expect(frequencyShiftedSource(source, { sampleRateHz, shiftHz: 0 })).toBe(source);
    const y = frequencyShiftedSource(source, { sampleRateHz, shiftHz: 77 });
    const whole = y.read(0, nSamples).slice();
    for (const [start, count] of [
      [0, 5],
      [15_000, 3000],
      [23_990, 10],
    ] as const)
      expect(frequencyShiftedSource(source, { sampleRateHz, shiftHz: 77 }).read(start, count)).toEqual(
        whole.slice(start, start + count),
      );
  });

  it('refuses more than half the rate', () => {
    expect(() => shifted(new Float32Array(10), 8001)).toThrow('shiftHz=8001 must be from -8000 to 8000');
    expect(() => shifted(new Float32Array(10), Number.NaN)).toThrow('shiftHz=NaN');
  });
});
