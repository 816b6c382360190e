import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gaussianFit } from '../../../../../main/engine/dsp/phase/gaussianFit.ts';
import { griffinLim } from '../../../../../main/engine/dsp/phase/griffinLim.ts';
import type { MagnitudeFrames } from '../../../../../main/engine/dsp/phase/magnitudeFrames.ts';
import { MaxHeap } from '../../../../../main/engine/dsp/phase/maxHeap.ts';
import { pghiPhases } from '../../../../../main/engine/dsp/phase/pghi.ts';
import { stft, stftLevels } from '../../../../../main/engine/dsp/stft.ts';
import type { StftParams } from '../../../../../main/engine/dsp/stftParams.ts';
import { makeWindow } from '../../../../../main/engine/dsp/window.ts';
import { readJfk } from '../../../../golden/dsp/dspSignals.ts';
import { noise, tone } from '../signals.ts';

const speech = readJfk().subarray(4000, 20_000);
const params: StftParams = { fftSize: 512, hopLength: 64, pad: 'constant' };

function magnitudesOf(x: Float32Array, p = params): MagnitudeFrames {
  const frames = stft(x, p);
  return { values: stftLevels(frames, 'magnitude'), nFrames: frames.nFrames, nBins: frames.nBins };
}

/** ‖|STFT(x)| − S‖/‖S‖ in dB. */
function convergenceDb(x: Float32Array, wanted: MagnitudeFrames, p = params): number {
  const found = magnitudesOf(x, p).values;
  let [error, power] = [0, 0];
  for (let i = 0; i < wanted.values.length; i++) {
    error += (found[i]! - wanted.values[i]!) ** 2;
    power += wanted.values[i]! ** 2;
  }
  return 10 * Math.log10(error / power);
}

describe('griffinLim', () => {
  const magnitudes = magnitudesOf(speech);

  it('comes nearer with every iteration, and faster with momentum', () => {
    const after = (nIterations: number, momentum: number) =>
      convergenceDb(griffinLim(magnitudes, { ...params, nIterations, momentum }), magnitudes);
    const plain = [1, 4, 16].map((n) => after(n, 0));
    expect(plain[1]).toBeLessThan(plain[0]!);
    expect(plain[2]).toBeLessThan(plain[1]!);
    expect(after(16, 0.99)).toBeLessThan(plain[2]! - 2);
  });

  it('gives the same sound for the same seed', () => {
    const options = { ...params, nIterations: 2 };
    expect(griffinLim(magnitudes, { ...options, seed: 5 })).toEqual(griffinLim(magnitudes, { ...options, seed: 5 }));
    expect(griffinLim(magnitudes, { ...options, seed: 6 })).not.toEqual(
      griffinLim(magnitudes, { ...options, seed: 5 }),
    );
  });

  it('gives silence for silence, one frame, and the length that is asked for', () => {
    const none = { values: new Float32Array(257), nFrames: 1, nBins: 257 };
    expect([...griffinLim(none, { ...params, length: 3 })]).toEqual([0, 0, 0]);
    expect(griffinLim(magnitudes, { ...params, nIterations: 1, length: 16_001 })).toHaveLength(16_001);
  });

  it.each([
    [{ momentum: 1 }, 'momentum=1 must be ≥ 0 and < 1'],
    [{ nIterations: -1 }, 'nIterations=-1'],
    [{ fftSize: 1024 }, '257] must be [nFrames ≥ 1, 513]'],
    [{ phases: new Float32Array(3) }, '3 phases must be'],
  ])('refuses %o', (change, message) => {
    expect(() => griffinLim(magnitudes, { ...params, ...change })).toThrow(message);
  });

  it('refuses a magnitude that is not one, with its place', () => {
    const values = new Float32Array(2 * 257);
    values[257 + 9] = NaN;
    expect(() => griffinLim({ values, nFrames: 2, nBins: 257 }, params)).toThrow('magnitude of frame 1, bin 9 is NaN');
  });
});

describe('pghiPhases', () => {
  // Measured over the whole recording: −27.3 and −28.5 dB; 32 fast Griffin-Lim iterations from random phases −24.7 dB.
  it.each([
    ['hann', -20],
    ['praat-gaussian', -24],
  ] as const)('on speech with a %s window the magnitudes come back within %d dB', (window, bound) => {
    const p = { ...params, window };
    const magnitudes = magnitudesOf(speech, p);
    const x = griffinLim(magnitudes, { ...p, nIterations: 0, phases: pghiPhases(magnitudes, p) });
    expect(convergenceDb(x, magnitudes, p)).toBeLessThan(bound);
  });

  it('is a better beginning for Griffin-Lim than random phases', () => {
    const magnitudes = magnitudesOf(speech);
    const phases = pghiPhases(magnitudes, params);
    const from = (first: 'random' | Float32Array) =>
      convergenceDb(griffinLim(magnitudes, { ...params, nIterations: 5, phases: first }), magnitudes);
    expect(from(phases)).toBeLessThan(from('random') - 6);
  });

  it('gives a tone its steady phase: the signal is a sine again', () => {
    const x = tone({ hz: 1000, sampleRateHz: 16_000, nSamples: 8000 });
    const magnitudes = magnitudesOf(x);
    const y = griffinLim(magnitudes, { ...params, nIterations: 0, phases: pghiPhases(magnitudes, params) });
    const inside = y.subarray(2000, 6000);
    const best = Math.hypot(
      ...[Math.cos, Math.sin].map((f) => inside.reduce((sum, v, n) => sum + v * f((Math.PI * n) / 8), 0)),
    );
    const power = inside.reduce((sum, v) => sum + v * v, 0);
    expect((2 * best * best) / (inside.length * power)).toBeGreaterThan(0.999);
  });

  it('is made of finite phases for silence and for one frame', () => {
    for (const nFrames of [1, 4]) {
      const phases = pghiPhases({ values: new Float32Array(nFrames * 257), nFrames, nBins: 257 }, params);
      expect(phases.every((phase) => Math.abs(phase) <= Math.PI + 1e-6)).toBe(true);
    }
  });

  it('of a band alone goes on as it does in the whole', () => {
    const p = { fftSize: 512, hopLength: 64, pad: 'none' } as const;
    const x = tone({ hz: 1000, sampleRateHz: 16_000, nSamples: 8000 });
    const whole = magnitudesOf(x, p);
    const [firstBin, nBins] = [20, 30];
    const values = Float32Array.from(
      { length: whole.nFrames * nBins },
      (_, i) => whole.values[Math.floor(i / nBins) * 257 + firstBin + (i % nBins)]!,
    );
    const found = pghiPhases({ values, nFrames: whole.nFrames, nBins }, { ...p, firstBin });
    const step = (m: number) => found[(m + 1) * nBins + 12]! - found[m * nBins + 12]!; // the bin of the tone
    for (const m of [5, 30, 70]) expect(Math.cos(step(m) - (2 * Math.PI * 64 * 1000) / 16_000)).toBeGreaterThan(0.9999);
    expect(() => pghiPhases({ values, nFrames: whole.nFrames, nBins }, { ...p, firstBin: 228 })).toThrow(
      'firstBin=228',
    );
  });

  it('leaves known phases as they are and goes on from them', () => {
    const p = { fftSize: 512, hopLength: 64, pad: 'none' } as const;
    const x = tone({ hz: 1000, sampleRateHz: 16_000, nSamples: 8000 });
    const frames = stft(x, p);
    const magnitudes = { ...frames, values: stftLevels(frames, 'magnitude') };
    const phases = Float32Array.from(frames.re, (re, i) => Math.atan2(frames.im[i]!, re));
    const isKnown = Uint8Array.from(phases, (_, i) => (Math.floor(i / frames.nBins) < 50 ? 1 : 0));
    const found = pghiPhases(magnitudes, { ...p, known: { isKnown, phases } });
    for (const m of [0, 49, 50, 60, 80]) {
      const i = m * frames.nBins + 32; // the bin of the tone
      expect(Math.cos(found[i]! - phases[i]!)).toBeGreaterThan(m < 50 ? 1 - 1e-6 : 0.99);
    }
    expect(() => pghiPhases(magnitudes, { ...p, known: { isKnown: isKnown.subarray(1), phases } })).toThrow(
      'known phases must be',
    );
  });

  it('refuses a tolerance of 0', () => {
    expect(() => pghiPhases(magnitudesOf(noise(600)), { ...params, tolerance: 0 })).toThrow('tolerance=0');
  });
});

it.each([
  // scipy.optimize.minimize_scalar over the same likeness
  ['hann', 0.24887],
  ['hamming', 0.29725],
  ['blackman', 0.17676],
] as const)('gaussianFit of %s is %d·N²', (name, factor) => {
  expect(gaussianFit(makeWindow(name, 4096)) / 4096 ** 2).toBeCloseTo(factor, 3);
});

it('gaussianFit of a Gaussian is 2πσ²', () => {
  expect(
    gaussianFit(makeWindow('gaussian', 2001, { sigmaSamples: 100, symmetric: true })) / (2 * Math.PI * 1e4),
  ).toBeCloseTo(1, 6);
});

it('MaxHeap gives the greatest first', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 60 }), (values) => {
      const heap = new MaxHeap(Float32Array.from(values));
      values.forEach((_, i) => heap.push(i));
      const popped = values.map(() => values[heap.pop()]!);
      expect(popped).toEqual(values.toSorted((a, b) => b - a));
      expect(heap.size).toBe(0);
    }),
  );
});
