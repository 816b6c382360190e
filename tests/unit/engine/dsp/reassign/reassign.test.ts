import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reassignedColumns } from '../../../../../main/engine/dsp/reassign/reassignedColumns.ts';
import { reassignedSpectrogram } from '../../../../../main/engine/dsp/reassign/reassignedFrames.ts';
import type { ReassignParams } from '../../../../../main/engine/dsp/reassign/reassignedFrames.ts';
import { largestError, noise, tone } from '../signals.ts';

const params: ReassignParams = { sampleRateHz: 16_000, fftSize: 512, hopLength: 64, pad: 'constant' };
const nBins = 257;

describe('reassignedSpectrogram', () => {
  it('puts a tone between two bins at its own frequency', () => {
    const { hz, magnitude, nFrames } = reassignedSpectrogram(
      tone({ hz: 1013, sampleRateHz: 16_000, nSamples: 8000 }),
      params,
    );
    for (let m = 10; m < nFrames - 10; m++) {
      for (let k = 31; k <= 34; k++) {
        expect(magnitude[m * nBins + k]).toBeGreaterThan(1);
        expect(Math.abs(hz[m * nBins + k]! - 1013)).toBeLessThan(0.5);
      }
    }
  });

  it('puts an impulse between two frames at its own sample', () => {
    const x = new Float32Array(4000);
    x[1711] = 1;
    const { atSample, magnitude } = reassignedSpectrogram(x, params);
    for (let m = 25; m <= 28; m++) {
      expect(magnitude[m * nBins + 40]).toBeGreaterThan(0.1);
      // t is counted from (N − 1)/2, half a sample before the frame's centre: librosa's convention
      expect(atSample[m * nBins + 40]).toBeCloseTo(1711.5, 3);
    }
  });

  it('has no place for what is too soft, or with fill bin its bin', () => {
    const silent = reassignedSpectrogram(new Float32Array(300), params);
    expect(silent.hz.every(Number.isNaN) && silent.atSample.every(Number.isNaN)).toBe(true);
    const filled = reassignedSpectrogram(new Float32Array(300), { ...params, fill: 'bin' });
    expect([filled.hz[5], filled.atSample[2 * nBins]]).toEqual([156.25, 128]);
  });

  it.each([
    [() => reassignedSpectrogram(new Float32Array(0), params), '0 samples hold no frame'],
    [() => reassignedSpectrogram(noise(100).fill(NaN, 3, 4), params), 'sample 3 is NaN'],
    [() => reassignedSpectrogram(noise(100), { ...params, sampleRateHz: 0 }), 'sampleRateHz=0'],
    [() => reassignedColumns(noise(100), params, { first: -1, nColumns: 1 }), 'first=-1'],
  ])('refuses %s', (run, message) => {
    expect(run).toThrow(message);
  });
});

describe('reassignedColumns', () => {
  const x = noise(4000).map((value, n) => 0.01 * value + Math.sin(n / 3));

  it('any columns alone are those of the whole', () => {
    const whole = reassignedColumns(x, params, { first: 0, nColumns: 64 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 63 }), fc.integer({ min: 1, max: 20 }), (first, nColumns) => {
        const part = reassignedColumns(x, params, { first, nColumns: Math.min(nColumns, 64 - first) });
        expect(part).toEqual(whole.slice(first * nBins, first * nBins + part.length));
      }),
      { numRuns: 15 },
    );
  });

  it('keeps the power of all frames', () => {
    const { magnitude } = reassignedSpectrogram(x, { ...params, minMagnitude: 0 });
    const total = magnitude.reduce((sum, value) => sum + value * value, 0);
    const cells = reassignedColumns(x, { ...params, minMagnitude: 0 }, { first: 0, nColumns: 64 });
    expect(cells.reduce((sum, value) => sum + value, 0) / total).toBeCloseTo(1, 5);
  });

  it('are empty past the end', () => {
    const after = reassignedColumns(x, params, { first: 500, nColumns: 2 });
    expect(largestError(after, new Float64Array(2 * nBins))).toBe(0);
  });
});
