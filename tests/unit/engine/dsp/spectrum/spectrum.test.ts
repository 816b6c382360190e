import { describe, expect, it } from 'vitest';
import { bandEnergy, energySpectrum } from '../../../../../main/engine/dsp/spectrum/energySpectrum.ts';
import { ltas } from '../../../../../main/engine/dsp/spectrum/ltas.ts';
import { spectralMoments } from '../../../../../main/engine/dsp/spectrum/spectralMoments.ts';
import { spectralTilt } from '../../../../../main/engine/dsp/spectrum/spectralTilt.ts';
import { noise, tone } from '../signals.ts';

const sampleRateHz = 16_000;
const whole = (x: Float32Array) => energySpectrum(x, { sampleRateHz, startSample: 0, endSample: x.length });

describe('energySpectrum', () => {
  it.each([1, 2, 1000, 4096, 3_000_000])('holds the energy of %i samples (Parseval)', (nSamples) => {
    const x = noise(nSamples);
    const energy = x.reduce((sum, value) => sum + value * value, 0) / sampleRateHz;
    expect(bandEnergy(whole(x), 0, sampleRateHz / 2) / energy).toBeCloseTo(1, 6);
  });

  it('of an hour takes the memory of a minute: blocks', () => {
    const reads: number[] = [];
    const read = (_start: number, count: number) => (reads.push(count), new Float32Array(count).fill(0.1));
    energySpectrum({ nSamples: 2 ** 22, read }, { sampleRateHz, startSample: 0, endSample: 2 ** 22 });
    expect(reads).toEqual([2 ** 20, 2 ** 20, 2 ** 20, 2 ** 20]);
  });

  it.each([
    [{ startSample: 0, endSample: 0 }, 'endSample=0 must be an integer ≥ 1'],
    [{ startSample: -1, endSample: 5 }, 'startSample=-1'],
    [{ startSample: 0, endSample: 2.5 }, 'endSample=2.5'],
  ])('refuses %o', (stretch, message) => {
    expect(() => energySpectrum(noise(10), { sampleRateHz, ...stretch })).toThrow(message);
  });

  it('names the sample that is not finite, by its index in the signal', () => {
    const x = noise(100);
    x[60] = Number.NaN;
    expect(() => energySpectrum(x, { sampleRateHz, startSample: 50, endSample: 100 })).toThrow('sample 60 is NaN');
  });
});

describe('spectralMoments', () => {
  it('of a tone lie at the tone', () => {
    const { centreOfGravityHz } = spectralMoments(whole(tone({ hz: 1000, sampleRateHz, nSamples: 16_384 })));
    expect(Math.abs(centreOfGravityHz - 1000)).toBeLessThan(1);
  });

  it('of white noise are those of a uniform distribution', () => {
    const moments = spectralMoments(whole(noise(2 ** 18)));
    expect(Math.abs(moments.centreOfGravityHz - 4000)).toBeLessThan(30);
    expect(Math.abs(moments.standardDeviationHz - 8000 / Math.sqrt(12))).toBeLessThan(20);
    expect(Math.abs(moments.skewness)).toBeLessThan(0.02);
    expect(Math.abs(moments.kurtosis + 1.2)).toBeLessThan(0.02);
  });

  it('of silence are not numbers', () => {
    expect(spectralMoments(whole(new Float32Array(100))).centreOfGravityHz).toBeNaN();
  });

  it('refuses a power of 0', () => {
    expect(() => spectralMoments(whole(noise(10)), 0)).toThrow('power=0 must be');
  });
});

describe('ltas and its tilt', () => {
  it('white noise is flat, and its bands add up to its power', () => {
    const x = noise(2 ** 18);
    const { db, bandwidthHz } = ltas(whole(x));
    const power = db.reduce((sum, level) => sum + 4e-10 * 10 ** (level / 10) * bandwidthHz, 0);
    expect(power).toBeCloseTo(1 / 3, 2);
    expect(Math.abs(spectralTilt({ db, bandwidthHz }).slope)).toBeLessThan(1e-4);
  });

  it('silence is −300 dB/Hz', () => {
    expect(new Set(ltas(whole(new Float32Array(16_000))).db)).toEqual(new Set([-300]));
  });

  it('a line is found by both fits, on both axes', () => {
    const linear = { bandwidthHz: 100, db: Float64Array.from({ length: 60 }, (_, b) => 70 - 0.01 * (b + 0.5) * 100) };
    const decades = { ...linear, db: linear.db.map((_, b) => 100 - 20 * Math.log10((b + 0.5) * 100)) };
    for (const fit of ['robust', 'least-squares'] as const) {
      expect(spectralTilt(linear, undefined, { fit }).slope).toBeCloseTo(-0.01, 12);
      const { slope, offsetDb } = spectralTilt(decades, undefined, { axis: 'logarithmic', fit });
      expect(slope).toBeCloseTo(-20, 9);
      expect(offsetDb).toBeCloseTo(100, 9);
    }
  });

  it('refuses bands narrower than a bin and lines through one band', () => {
    const spectrum = whole(noise(1000));
    expect(() => ltas(spectrum, 10)).toThrow('bandwidthHz=10 must be from 15.625 Hz');
    expect(() => spectralTilt(ltas(spectrum), { fromHz: 100, toHz: 190 })).toThrow('a line needs at least 2');
  });
});
