import { describe, expect, it } from 'vitest';
import { intensityMean, measureIntensity } from '../../../../../main/engine/dsp/intensity/intensity.ts';
import { noise, tone } from '../signals.ts';

const sampleRateHz = 16_000;

describe('measureIntensity', () => {
  it('a sine of amplitude 1 is 90.97 dB, everywhere', () => {
    const { db } = measureIntensity(tone({ hz: 440, sampleRateHz, nSamples: 16_000 }), { sampleRateHz });
    const expected = 10 * Math.log10(0.5 / 4e-10);
    for (const level of db) expect(Math.abs(level - expected)).toBeLessThan(0.01);
  });

  it('twice the amplitude is 6.02 dB more', () => {
    const x = noise(16_000);
    const one = measureIntensity(x, { sampleRateHz });
    const two = measureIntensity(
      x.map((value) => 2 * value),
      { sampleRateHz },
    );
    one.db.forEach((level, m) => expect(two.db[m]! - level).toBeCloseTo(20 * Math.log10(2), 9));
  });

  it('a constant is nothing, unless its mean is kept', () => {
    const x = new Float32Array(4000).fill(0.5);
    expect(Array.from(measureIntensity(x, { sampleRateHz }).db)).toContain(-300);
    const { db } = measureIntensity(x, { sampleRateHz, subtractMean: false });
    for (const level of db) expect(level).toBeCloseTo(20 * Math.log10(0.5 / 2e-5), 9);
  });

  it('silence is −300 dB, and its mean too', () => {
    const intensity = measureIntensity(new Float32Array(4000), { sampleRateHz });
    expect(new Set(intensity.db)).toEqual(new Set([-300]));
    expect(intensityMean(intensity, 0, 1, 'energy')).toBeCloseTo(-300, 9);
    expect(intensityMean(intensity, 5, 6, 'dB')).toBeNaN();
  });

  it('reads a long recording in pieces', () => {
    const x = noise(300_000);
    const whole = measureIntensity(x, { sampleRateHz });
    const reads: number[] = [];
    const pieces = measureIntensity(
      { nSamples: x.length, read: (start, count) => (reads.push(count), x.subarray(start, start + count)) },
      { sampleRateHz },
    );
    expect(Array.from(pieces.db)).toEqual(Array.from(whole.db));
    expect(Math.max(...reads)).toBeLessThan(100_000);
  });

  it.each([
    [{ minPitchHz: 0 }, noise(4000), 'minPitchHz=0 must be'],
    [{ timeStepSec: Number.NaN }, noise(4000), 'timeStepSec=NaN must be ≥ 0'],
    [{}, noise(1000), '1000 samples are 0.0625 s, must be at least 6.4/minPitchHz = 0.064 s long'],
    [{}, new Float32Array(0), '0 samples'],
    [{}, noise(4000).map((value, n) => (n === 77 ? Infinity : value)), 'sample 77 is Infinity, must be finite'],
  ])('refuses %o', (params, x, message) => {
    expect(() => measureIntensity(x, { sampleRateHz, ...params })).toThrow(message);
  });

  it('stops when told to', () => {
    expect(() => measureIntensity(noise(4000), { sampleRateHz }, { signal: AbortSignal.abort() })).toThrow('cancelled');
  });
});
