import { describe, expect, it } from 'vitest';
import { formantFrames } from '../../../../../main/engine/dsp/formants/formantFrames.ts';
import { formantMean, measureFormants } from '../../../../../main/engine/dsp/formants/formants.ts';
import { trackFormants } from '../../../../../main/engine/dsp/formants/formantTracks.ts';
import { toSource } from '../../../../../main/engine/dsp/sampleSource.ts';
import { readJfk } from '../../../../golden/dsp/dspSignals.ts';
import { noise } from '../signals.ts';

const jfk = readJfk();

/** The same speech again and again. */
function repeated(nSamples: number): Float32Array {
  return Float32Array.from({ length: nSamples }, (_, n) => jfk[n % jfk.length]!);
}

const sorted = (values: Float64Array | number[]) => Float64Array.from(values).sort();

describe('measureFormants', () => {
  it('finds the resonances that made the sound', () => {
    const sampleRateHz = 11_000;
    let x = Float64Array.from(noise(22_000));
    const poles = [
      [700, 60],
      [1220, 70],
      [2600, 100],
      [3500, 120],
    ] as const;
    for (const [hz, bandwidth] of poles) {
      const radius = Math.exp((-Math.PI * bandwidth) / sampleRateHz);
      const c1 = 2 * radius * Math.cos((2 * Math.PI * hz) / sampleRateHz);
      const y = new Float64Array(x.length);
      for (let n = 0; n < x.length; n++) y[n] = x[n]! + c1 * (y[n - 1] ?? 0) - radius ** 2 * (y[n - 2] ?? 0);
      x = y;
    }
    const formants = measureFormants(
      Float32Array.from(x, (v) => v / 1000),
      { sampleRateHz, maxFormants: 4, preEmphasisHz: 6000 },
    );
    poles.forEach(([hz], f) => expect(Math.abs(formantMean(formants, f, 0, 2) - hz)).toBeLessThan(15));
  });

  // A long signal is filtered in blocks, whose edge is not quite as sharp: half of the values move by less than 0.1 Hz.
  it('of a long recording are those of its parts, all but at the ceiling', () => {
    const long = measureFormants(repeated(1_056_048), { sampleRateHz: 16_000 });
    const short = measureFormants(repeated(176_048), { sampleRateHz: 16_000 });
    expect(long.firstTimeSec).toBeCloseTo(short.firstTimeSec, 9);
    const differences: number[] = [];
    for (let m = 8; m < 1700; m++) {
      for (let f = 0; f < 3; f++) {
        const other = long.hz[m * 5 + f]!;
        const own = short.hz[m * 5 + f]!;
        if (!Number.isNaN(other) && !Number.isNaN(own)) differences.push(Math.abs(other - own));
      }
    }
    const inOrder = sorted(differences);
    expect(inOrder.length).toBeGreaterThan(4000);
    expect(inOrder[inOrder.length >> 1]).toBeLessThan(0.1);
  });

  it('a frame is the same however many come before it is asked for', () => {
    const analysis = formantFrames(toSource(jfk), { sampleRateHz: 16_000, timeStepSec: 0.05 });
    const table = measureFormants(jfk, { sampleRateHz: 16_000, timeStepSec: 0.05 });
    for (const { index, nFormants, hz } of analysis.frames()) {
      if (index === 20)
        expect(Array.from(hz.subarray(0, nFormants))).toEqual(Array.from(table.hz.subarray(100, 100 + nFormants)));
    }
    expect(table.nFrames).toBe(analysis.nFrames);
  });

  it.each([
    ['one sample', new Float32Array([0.5])],
    ['shorter than a window', noise(300)],
    ['silence', new Float32Array(4000)],
    ['a constant', new Float32Array(4000).fill(1)],
    ['full-scale noise', noise(4000)],
  ])('%s gives finite values or none', (_name, x) => {
    const { nFrames, hz } = measureFormants(x, { sampleRateHz: 16_000 });
    expect(nFrames).toBeGreaterThanOrEqual(1);
    for (const value of hz) expect(Number.isNaN(value) || (value >= 50 && value <= 5450)).toBe(true);
  });

  it('silence has no formants', () => {
    expect(measureFormants(new Float32Array(4000), { sampleRateHz: 16_000 }).hz.every(Number.isNaN)).toBe(true);
  });

  it.each([
    [{ ceilingHz: 0 }, 'ceilingHz=0 must be'],
    [{ ceilingHz: 1_000_000 }, 'within a factor of 64'],
    [{ maxFormants: 5.25 }, 'maxFormants=5.25 must be a multiple of 0.5'],
    [{ maxFormants: 33 }, 'from 0.5 to 32'],
    [{ windowSec: 0.0001 }, 'windowSec=0.0001 gives 2 samples'],
    [{ timeStepSec: -1 }, 'timeStepSec=-1 must be ≥ 0'],
    [{ sampleRateHz: Number.NaN }, 'sampleRateHz=NaN'],
  ])('refuses %o', (params, message) => {
    expect(() => measureFormants(jfk, { sampleRateHz: 16_000, ...params })).toThrow(message);
  });

  it('refuses an empty signal and stops when told to', () => {
    expect(() => measureFormants(new Float32Array(0), { sampleRateHz: 16_000 })).toThrow('0 samples');
    expect(() => measureFormants(jfk, { sampleRateHz: 16_000 }, { signal: AbortSignal.abort() })).toThrow('cancelled');
  });
});

describe('trackFormants', () => {
  const formants = measureFormants(jfk, { sampleRateHz: 16_000 });

  it('takes rising formants of the frame, and none where there are too few', () => {
    const tracks = trackFormants(formants, { nTracks: 5 });
    let nWhole = 0;
    for (let m = 0; m < tracks.nFrames; m++) {
      const own = Array.from(formants.hz.subarray(5 * m, 5 * m + 5));
      const taken = Array.from(tracks.hz.subarray(5 * m, 5 * m + 5));
      if (own.some(Number.isNaN)) expect(taken.every(Number.isNaN)).toBe(true);
      else expect(taken).toEqual(own);
      if (!taken.some(Number.isNaN)) nWhole++;
    }
    expect(nWhole).toBeGreaterThan(1000);
  });

  it('refuses more tracks than formants or references', () => {
    expect(() => trackFormants(formants, { nTracks: 6 })).toThrow('nTracks=6 must be an integer from 1 to 5');
    expect(() => trackFormants(formants, { nTracks: 3, referenceHz: [500] })).toThrow('needs as many references');
    expect(() => trackFormants(formants, { referenceHz: [500, -1, 3] })).toThrow('referenceHz=-1 must be > 0');
  });
});
