import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FramePredictor } from '../../../../main/engine/dsp/formants/framePredictor.ts';
import { istft } from '../../../../main/engine/dsp/istft.ts';
import { melSpectrogram } from '../../../../main/engine/dsp/mel.ts';
import type { MelParams } from '../../../../main/engine/dsp/mel.ts';
import { melPresets } from '../../../../main/engine/dsp/melPresets.ts';
import { PeakPyramid } from '../../../../main/engine/dsp/peaks.ts';
import { toSource } from '../../../../main/engine/dsp/sampleSource.ts';
import { SpectrogramColumns } from '../../../../main/engine/dsp/spectrogramColumns.ts';
import { spectrumBlocks, stft, stftFrames, stftLevels, stftSpectra } from '../../../../main/engine/dsp/stft.ts';
import { padNames } from '../../../../main/engine/dsp/stftParams.ts';
import type { StftParams } from '../../../../main/engine/dsp/stftParams.ts';
import { makeWindow, windowNames } from '../../../../main/engine/dsp/window.ts';
import { hasFftKernel } from '../../../../main/engine/native/kernels.ts';
import type { KernelFrames, Kernels } from '../../../../main/engine/native/kernels.ts';
import { largestError, noise } from '../dsp/signals.ts';
import { kernelChoices, withKernels } from './kernelBuilds.ts';

const sizes = [2, 4, 6, 10, 14, 22, 26, 30, 64, 128, 200, 240, 286, 400, 512, 1000, 1024, 1386, 2048, 2310];
const largestOf = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => Math.max(a, Math.abs(b)), 0);

const framesOf = fc.record({
  fftSize: fc.constantFrom(...sizes),
  hopLength: fc.integer({ min: 1, max: 700 }),
  nFrames: fc.integer({ min: 1, max: 40 }),
  isShort: fc.boolean(),
});

/** Everything the kernels compute of the same frames. */
function outputsOf(kernels: Kernels, frames: KernelFrames): Record<string, Float32Array | Float64Array> {
  const { fftSize, nFrames, hopLength } = frames;
  const nBins = fftSize / 2 + 1;
  const spectrum = () => new Float32Array(nFrames * nBins);
  const out = {
    re: spectrum(),
    im: spectrum(),
    magnitude: spectrum(),
    power: spectrum(),
    columns: new Float32Array(Math.ceil(nFrames / 8) * nBins),
    sums: new Float32Array(Math.ceil(nFrames / 3) * nBins),
    mel: new Float32Array(nFrames * 2),
    precise: new Float32Array(nFrames * 2),
    sum: new Float64Array((nFrames - 1) * hopLength + fftSize),
    ...peaksOf(kernels, frames.samples),
    limited: frames.samples.slice(),
  };
  kernels.stft(frames, out.re, out.im);
  kernels.stftLevels(frames, 'magnitude', out.magnitude);
  kernels.stftLevels(frames, 'power', out.power);
  kernels.spectrogram(frames, 8, 'max', out.columns);
  kernels.spectrogram(frames, 3, 'sum', out.sums);
  const filters = { firstBins: Int32Array.of(0, 1), counts: Int32Array.of(nBins, nBins - 1) };
  const weights = noise(2 * nBins - 1).map(Math.abs);
  const levels = { power: 2, powerOffset: 1e-9, logScale: Math.LOG10E, floor: 1e-10 } as const;
  kernels.mel(frames, { ...filters, weights }, levels, out.mel);
  kernels.melPrecise(
    { ...frames, window: Float64Array.from(frames.window) },
    { ...filters, weights: Float64Array.from(weights) },
    { ...levels, power: 1 },
    out.precise,
  );
  kernels.overlapAdd(
    { re: out.re, im: out.im, nFrames },
    Float32Array.from(makeWindow('hann', fftSize)),
    hopLength,
    out.sum,
  );
  return out;
}

function peaksOf(kernels: Kernels, samples: Float32Array) {
  const nBins = Math.floor(samples.length / 256);
  const bins = { min: new Float32Array(nBins), max: new Float32Array(nBins), sumSquares: new Float32Array(nBins) };
  kernels.peaks(samples.subarray(0, nBins * 256), 256, bins);
  return bins;
}

describe('kernels', () => {
  it('are here as addon and as WASM', () => {
    const names = kernelChoices.map(({ name }) => name);
    expect(names).toContain('wasm (simd128)');
    if (process.platform === 'linux' && process.arch === 'x64') expect(names).toContain('addon (sse2)');
  });

  it('give the same bits in every build', () => {
    fc.assert(
      fc.property(framesOf, ({ fftSize, hopLength, nFrames, isShort }) => {
        const window = Float32Array.from(makeWindow('hann', isShort ? Math.ceil(fftSize * 0.6) : fftSize));
        const samples = noise((nFrames - 1) * hopLength + window.length, fftSize + hopLength);
        const frames = { samples, window, fftSize, hopLength, nFrames };
        const [first, ...others] = kernelChoices.map(({ choose }) => outputsOf(choose(), frames));
        for (const other of others) expect(other).toEqual(first);
      }),
      { numRuns: 40 },
    );
  });

  it.each(kernelChoices)('$name finds the first sample that is not finite', ({ choose }) => {
    const kernels = choose();
    const x = noise(10_000);
    expect(kernels.firstNonFinite(x)).toBe(-1);
    expect(kernels.firstNonFinite(new Float32Array(0))).toBe(-1);
    for (const at of [9999, 4096, 4095, 7]) {
      x[at] = at % 2 === 0 ? Number.NaN : -Infinity;
      expect(kernels.firstNonFinite(x)).toBe(at);
    }
  });

  it('know sum and extremes of samples, in the same bits', () => {
    for (const nSamples of [0, 1, 7, 8, 1003]) {
      const x = noise(nSamples, 3);
      const [first, ...others] = kernelChoices.map(({ choose }) => choose().extent(x));
      for (const other of others) expect(other).toEqual(first);
      expect(first).toMatchObject({ min: x.reduce((a, b) => Math.min(a, b), Infinity) });
      expect(first).toMatchObject({ max: x.reduce((a, b) => Math.max(a, b), -Infinity) });
      expect(first!.sum).toBeCloseTo(
        x.reduce((a, b) => a + b, 0),
        12,
      );
    }
    const broken = noise(50).fill(Number.NaN, 20, 21);
    for (const { choose } of kernelChoices) expect(choose().extent(broken).sum).toBeNaN();
  });

  it('have all even sizes whose half has no prime factor above 13', () => {
    expect([2, 400, 1386, 2 ** 20, 26 * 13].every(hasFftKernel)).toBe(true);
    expect([0, 1, 3, 34, 2 ** 20 + 2, 2 ** 21, Number.NaN, 2.5].some(hasFftKernel)).toBe(false);
  });
});

const stftParams = fc
  .record({
    fftSize: fc.constantFrom(...sizes),
    hopLength: fc.integer({ min: 1, max: 500 }),
    window: fc.constantFrom(...windowNames),
    pad: fc.constantFrom(...padNames),
    nSamples: fc.integer({ min: 3000, max: 9000 }),
  })
  .map(({ nSamples, ...params }) => ({ params, nSamples }));

describe.each(['addon', 'wasm'] as const)('TypeScript and %s agree', (choice) => {
  const both = <T>(work: () => T): readonly [T, T] => [withKernels('typescript', work), withKernels(choice, work)];

  it('on the STFT to 1e-6 of the largest magnitude', () => {
    fc.assert(
      fc.property(stftParams, ({ params, nSamples }) => {
        const x = noise(nSamples);
        const [expected, found] = both(() => stft(x, params));
        const bound = 1e-6 * largestOf(stftLevels(expected, 'magnitude'));
        expect(found.nFrames).toBe(expected.nFrames);
        expect(largestError(found.re, expected.re)).toBeLessThanOrEqual(bound);
        expect(largestError(found.im, expected.im)).toBeLessThanOrEqual(bound);
        const levels = withKernels(choice, () => stftSpectra(x, params, 'magnitude'));
        expect(largestError(levels.values, stftLevels(expected, 'magnitude'))).toBeLessThanOrEqual(bound);
      }),
      { numRuns: 30 },
    );
  });

  it.each([2 ** 14, 2 ** 17, 2 ** 20, 15_444])('on the STFT of %i samples', (fftSize) => {
    const x = noise(fftSize + 5000);
    const [expected, found] = both(() => stft(x, { fftSize, hopLength: 5000, pad: 'none' }));
    const bound = 2e-6 * largestOf(expected.re.subarray(0, 4096));
    expect(largestError(found.re, expected.re)).toBeLessThanOrEqual(bound);
    expect(largestError(found.im, expected.im)).toBeLessThanOrEqual(bound);
  });

  it('on sizes without a kernel exactly', () => {
    const [expected, found] = both(() => stft(noise(2000), { fftSize: 34, hopLength: 17, pad: 'reflect' }));
    expect(found).toEqual(expected);
  });

  it('on single frames, in order', () => {
    const x = noise(5000);
    const params = { fftSize: 400, hopLength: 160, pad: 'reflect' } as const;
    const whole = withKernels(choice, () => stft(x, params));
    const singles = withKernels(choice, () =>
      [...stftFrames(x, params)].map(({ index, re }) => ({ index, last: re[200]! })),
    );
    expect(singles.map(({ index }) => index)).toEqual(Array.from({ length: whole.nFrames }, (_, m) => m));
    expect(singles.at(-1)?.last).toBe(whole.re.at(-1));
  });

  it('on |X| in blocks, which are those of the whole', () => {
    const x = noise(400_000);
    const params = { fftSize: 400, hopLength: 160, pad: 'reflect' } as const;
    const [expected, found] = both(() =>
      Array.from(spectrumBlocks(x, params, 'magnitude'), ({ first, nFrames, values }) => [first, nFrames, values[77]!]),
    );
    const whole = withKernels(choice, () => stftSpectra(x, params, 'magnitude'));
    expect(found.length).toBeGreaterThan(1);
    for (const [first, , value] of found) expect(value).toBeCloseTo(expected[first!]![2]!, 4);
    expect(found.reduce((sum, [, nFrames]) => sum + nFrames!, 0)).toBe(whole.nFrames);
  });

  it('on the inverse STFT to −120 dB, blocks and all', () => {
    fc.assert(
      fc.property(stftParams, ({ params: drawn, nSamples }) => {
        const x = noise(nSamples);
        const params = { ...drawn, hopLength: Math.max(drawn.hopLength, Math.ceil(drawn.fftSize / 16)) };
        const frames = withKernels('typescript', () => stft(x, params));
        const [expected, found] = both(() => istft(frames, params));
        // Where windows hardly reach, the quotient of their sums magnifies rounding.
        const weights = weightsOf(params, frames.nFrames, expected.length);
        const leastWeight = 0.1 * weights.reduce((a, b) => Math.max(a, b), 0);
        const kept = (values: Float32Array) => values.map((value, n) => (weights[n]! > leastWeight ? value : 0));
        expect(largestError(kept(found), kept(expected))).toBeLessThan(1e-6 * Math.max(1, largestOf(kept(expected))));
      }),
      { numRuns: 30 },
    );
    const long = noise(200_000);
    const params = { fftSize: 512, hopLength: 128, pad: 'reflect' } as const;
    const again = withKernels(choice, () => istft(stft(long, params), { ...params, length: long.length }));
    expect(largestError(again, long)).toBeLessThan(1e-6);
  });

  it.each(['whisper', 'whisper128', 'hifigan', 'speecht5'] as const)('on %s features to 1e-5', (preset) => {
    const x = noise(30_000).map((value, n) => value * Math.sin(n / 3000) ** 4);
    const [expected, found] = both(() => melSpectrogram(x, melPresets[preset]));
    expect(largestError(found.values, expected.values)).toBeLessThan(1e-5);
  });

  it('on mel levels 150 dB below the loudest to 1e-3 dB', () => {
    const x = Float32Array.from({ length: 20_000 }, (_, n) => Math.sin(n / 5) + 3e-8 * Math.sin(n * 2));
    const params: MelParams = {
      ...{ sampleRateHz: 16_000, fftSize: 1024, hopLength: 256, nMels: 64, window: 'blackman-harris', pad: 'none' },
      ...{ log: 'db', floor: 1e-30 },
    };
    const [expected, found] = both(() => melSpectrogram(x, params));
    const loudest = largestOf(expected.values);
    const near = Array.from(expected.values, (value, i) => (value > loudest - 150 ? found.values[i]! - value : 0));
    expect(largestOf(near)).toBeLessThan(1e-3);
  });

  it.each([
    { level: 0, reduce: 'max' },
    { level: 3, reduce: 'max' },
    { level: 6, reduce: 'mean' },
  ] as const)('on tiles of $level within 2 steps, 80 dB deep', ({ level, reduce }) => {
    const x = noise(100_000).map((value, n) => value * Math.sin(n / 9000) ** 6);
    x[50_000] = Number.NaN;
    for (const fftSize of [256, 400, 1024]) {
      const params = { sampleRateHz: 16_000, window: 'hann', winLength: 200, fftSize, hopLength: 64, reduce } as const;
      for (const maxFramesPerColumn of [undefined, 2]) {
        const [expected, found] = both(() =>
          new SpectrogramColumns(params).tile(toSource(x), { level, index: 0, maxFramesPerColumn }),
        );
        expect(found).toMatchObject({ isExact: expected.isExact, nBins: expected.nBins, level });
        const loudest = largestOf(expected.values);
        const near = Array.from(expected.values, (q, i) => (q > loudest - 16_000 ? found.values[i]! - q : 0));
        expect(largestOf(near)).toBeLessThanOrEqual(2);
      }
    }
  });

  it('on peaks, counts and all', () => {
    const x = noise(3000).map((value) => value * 1.2);
    x[700] = Number.NaN;
    x[1500] = Infinity;
    for (const samples of [x, noise(3000), Int16Array.from(noise(3000), (value) => value * 40_000)]) {
      const [expected, found] = both(() => {
        const pyramid = new PeakPyramid(1);
        pyramid.add([samples]);
        return pyramid;
      });
      expect(found.clippedCounts).toEqual(expected.clippedCounts);
      expect(found.nonFiniteCounts).toEqual(expected.nonFiniteCounts);
      const [a, b] = [found.levels(0)[0]!, expected.levels(0)[0]!];
      expect(a.min).toEqual(b.min);
      expect(a.max).toEqual(b.max);
      expect(largestError(a.sumSquares, b.sumSquares)).toBeLessThanOrEqual(2 ** -16);
    }
  });
});

describe('predictors of frames', () => {
  const cases = fc.record({
    order: fc.integer({ min: 1, max: 40 }),
    extra: fc.integer({ min: 1, max: 300 }),
    starts: fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 11 }),
    silent: fc.boolean(),
  });

  it('have the same bits in every build and in TypeScript', () => {
    fc.assert(
      fc.property(cases, ({ order, extra, starts, silent }) => {
        const window = Float64Array.from(makeWindow('hann', order + extra));
        const samples = Float64Array.from(noise(500 + window.length, extra), (v, n) => (silent && n < 400 ? 0 : v));
        const places = Int32Array.from(starts);
        const room = () => ({
          coefficients: new Float64Array(places.length * (order + 1)),
          residuals: new Float64Array(places.length),
        });
        const expected = room();
        withKernels('typescript', () => {
          new FramePredictor(window, order).solve(samples, places, expected);
        });
        for (const { choose } of kernelChoices) {
          const found = room();
          choose().burg({ samples, window, starts: places }, order, found);
          expect(found).toEqual(expected);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    [{ order: 0 }, 'order=0 must be an integer from 1 to 64'],
    [{ starts: Int32Array.of(0, 51) }, 'start=51 must be an integer from 0 to 50'],
    [{ starts: Int32Array.of(-1) }, 'start=-1'],
    [{ window: new Float64Array(5) }, 'winLength=5 must be an integer from 6'],
    [{ residuals: new Float64Array(3) }, 'residuals has 3 values, must have 1'],
  ])('refuse %o', (change, message) => {
    const given = {
      samples: new Float64Array(100),
      window: new Float64Array(50),
      starts: Int32Array.of(0),
      order: 5,
      ...change,
    };
    const coefficients = new Float64Array(given.starts.length * 6);
    const out = { coefficients, residuals: new Float64Array(1), ...change };
    for (const { choose } of kernelChoices) expect(() => choose().burg(given, given.order, out)).toThrow(message);
  });
});

/** Σ w² at every sample of the inverse. */
function weightsOf({ fftSize, hopLength, window, pad }: StftParams, nFrames: number, length: number): Float64Array {
  const w = makeWindow(window as 'hann', fftSize);
  const p = pad === 'none' ? 0 : fftSize / 2;
  const weights = new Float64Array(length);
  for (let m = 0, start = -p; m < nFrames; m++, start += hopLength)
    for (let n = Math.max(0, -start); n < fftSize && start + n < length; n++) weights[start + n]! += w[n]! ** 2;
  return weights;
}
