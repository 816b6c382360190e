import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockSamples } from '../../../../main/engine/dsp/frameBlocks.ts';
import { istft } from '../../../../main/engine/dsp/istft.ts';
import { stft, stftFrames, stftLevels } from '../../../../main/engine/dsp/stft.ts';
import { padNames } from '../../../../main/engine/dsp/stftParams.ts';
import type { PadName, StftParams } from '../../../../main/engine/dsp/stftParams.ts';
import { makeWindow, windowNames } from '../../../../main/engine/dsp/window.ts';
import { largestError, noise, tone } from './signals.ts';

const pads: PadName[] = ['reflect', 'constant', 'none'];

/** Frame m of x by the definition, with the padding written out as an array. */
function naiveFrame(x: Float32Array, params: StftParams, m: number): { re: number[]; im: number[] } {
  const { fftSize: N, hopLength: H, pad } = params;
  const p = pad === 'none' ? 0 : N / 2;
  const padded = Array.from({ length: x.length + 2 * p }, (_, i) => {
    let n = i - p;
    if (pad !== 'reflect') return x[n] ?? 0;
    while (x.length > 1 && (n < 0 || n >= x.length)) n = n < 0 ? -n : 2 * (x.length - 1) - n;
    return x[x.length === 1 ? 0 : n]!;
  });
  const w = makeWindow('hann', N);
  const bins = Array.from({ length: N / 2 + 1 }, (_, k) => {
    let [re, im] = [0, 0];
    for (let n = 0; n < N; n++) {
      const angle = (-2 * Math.PI * ((k * n) % N)) / N;
      re += w[n]! * padded[m * H + n]! * Math.cos(angle);
      im += w[n]! * padded[m * H + n]! * Math.sin(angle);
    }
    return [re, im] as const;
  });
  return { re: bins.map(([re]) => re), im: bins.map(([, im]) => im) };
}

describe('stft', () => {
  it.each(pads.flatMap((pad) => [1, 2, 5, 16, 33, 200].map((nSamples) => ({ pad, nSamples }))))(
    'is its definition for pad $pad and $nSamples samples',
    ({ pad, nSamples }) => {
      const x = noise(nSamples);
      const params: StftParams = { fftSize: 16, hopLength: 5, pad };
      if (pad === 'none' && nSamples < 16) {
        expect(() => stft(x, params)).toThrow(expect.objectContaining({ code: 'E_SHAPE' }));
        return;
      }
      const found = stft(x, params);
      expect(found.nFrames).toBe(1 + Math.floor((nSamples - (pad === 'none' ? 16 : 0)) / 5));
      for (let m = 0; m < found.nFrames; m++) {
        const { re, im } = naiveFrame(x, params, m);
        expect(largestError(found.re.subarray(m * 9, m * 9 + 9), re)).toBeLessThan(1e-6);
        expect(largestError(found.im.subarray(m * 9, m * 9 + 9), im)).toBeLessThan(1e-6);
      }
    },
  );

  it('refuses what is not finite, with its index', () => {
    const x = noise(40_000).fill(Infinity, 33_333, 33_334);
    expect(() => stft(x, { fftSize: 16, hopLength: 5, pad: 'reflect' })).toThrow(
      expect.objectContaining({ code: 'E_PARAM', message: 'sample 33333 is Infinity, must be finite' }),
    );
  });

  it('of an impulse with reflect padding, frame 16 and hop 4, shows the Hann window itself', () => {
    const x = new Float32Array(64);
    x[5] = 1;
    const { re, im } = stft(x, { fftSize: 16, hopLength: 4, pad: 'reflect' });
    const magnitudes = Array.from({ length: 5 }, (_, m) => Math.hypot(re[m * 9]!, im[m * 9]!));
    // Frame m is centred on 4m, so its window reads hann[5 − 4m + 8]; frame 0 also sees the mirror image at −5.
    const w = makeWindow('hann', 16);
    const expected = [w[13]! + w[3]!, w[9]!, w[5]!, w[1]!, 0];
    expect(largestError(magnitudes, expected)).toBeLessThan(1e-7);
  });

  it('of a full-scale sine on a bin is half the window sum there', () => {
    const x = tone({ hz: 1000, sampleRateHz: 16_000, nSamples: 4000 });
    const levels = stftLevels(stft(x, { fftSize: 512, hopLength: 128, pad: 'none' }), 'magnitude');
    expect(levels[3 * 257 + 32]).toBeCloseTo(128, 3);
  });

  it('gives levels in dB re 1 with a floor', () => {
    const frames = { re: Float32Array.of(10, 0), im: Float32Array.of(0, 0), nFrames: 1, nBins: 2 };
    expect([...stftLevels(frames, 'db')]).toEqual([20, -200]);
    expect([...stftLevels(frames, 'db', { reference: 10, floor: 1e-3 })]).toEqual([0, -80]);
    expect([...stftLevels(frames, 'power')]).toEqual([100, 0]);
  });

  it('takes a window array, shorter than the FFT, and lays it in the middle', () => {
    const x = noise(300);
    const window = Float64Array.of(1, 2, 3);
    const short = stft(x, { fftSize: 8, hopLength: 3, window, pad: 'constant' });
    const placed = stft(x, {
      fftSize: 8,
      hopLength: 3,
      window: Float64Array.of(0, 0, 1, 2, 3, 0, 0, 0),
      pad: 'constant',
    });
    expect(short).toEqual(placed);
  });

  it('streams the same frames from a source read in pieces, never asking for much at once', () => {
    const x = noise(400_000);
    let largestRead = 0;
    const source = {
      nSamples: x.length,
      read: (start: number, count: number): Float32Array => {
        largestRead = Math.max(largestRead, count);
        return Float32Array.from({ length: count }, (_, n) => x[start + n] ?? 0);
      },
    };
    const params: StftParams = { fftSize: 400, hopLength: 160, pad: 'reflect' };
    const whole = stft(x, params);
    for (const { index, re } of stftFrames(source, params)) {
      const expected = whole.re.subarray(index * 201, (index + 1) * 201);
      expect(largestError(Float32Array.from(re), expected)).toBe(0);
    }
    expect(largestRead).toBeLessThanOrEqual(blockSamples);
  });

  it('stops when cancelled', () => {
    const options = { signal: AbortSignal.abort() };
    expect(() => stft(noise(1000), { fftSize: 64, hopLength: 16, pad: 'none' }, options)).toThrow(
      expect.objectContaining({ code: 'E_ABORTED' }),
    );
  });

  it.each([
    [{ hopLength: 0 }, 'E_PARAM', 'hopLength=0 must be an integer from 1 to 2147483648'],
    [{ fftSize: 15 }, 'E_PARAM', 'fftSize=15 must be even'],
    [{ winLength: 17 }, 'E_PARAM', 'winLength=17 must be an integer from 1 to 16'],
    [{ winLength: 8, window: new Float64Array(9) }, 'E_SHAPE', 'window has 9 samples, winLength is 8'],
  ] as const)('refuses %o', (change, code, message) => {
    const params: StftParams = { fftSize: 16, hopLength: 4, pad: 'constant', ...change };
    expect(() => stft(noise(100), params)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });

  it('refuses an empty signal', () => {
    expect(() => stft(new Float32Array(0), { fftSize: 16, hopLength: 4, pad: 'reflect' })).toThrow(
      '0 samples hold no frame',
    );
  });
});

describe('istft∘stft', () => {
  it('gives the signal back for every window, hop and padding that covers it', () => {
    fc.assert(
      fc.property(
        fc.record({
          halfSize: fc.integer({ min: 4, max: 300 }),
          overlap: fc.integer({ min: 3, max: 8 }),
          window: fc.constantFrom(...windowNames),
          pad: fc.constantFrom(...padNames.filter((name) => name !== 'none')),
          nSamples: fc.integer({ min: 1, max: 3000 }),
        }),
        ({ halfSize, overlap, window, pad, nSamples }) => {
          const x = noise(nSamples, nSamples);
          const hopLength = Math.max(1, Math.floor((2 * halfSize) / overlap));
          const params: StftParams = { fftSize: 2 * halfSize, hopLength, window, pad };
          const back = istft(stft(x, params), { ...params, length: nSamples });
          // The last frame is centred up to one hop before the end: with a third of the size it still covers it.
          expect(largestError(back, x)).toBeLessThan(2e-4);
        },
      ),
      { numRuns: 80 },
    );
  });

  it('has the natural length without `length`, and zeros beyond the frames', () => {
    const params: StftParams = { fftSize: 64, hopLength: 16, pad: 'constant' };
    const x = noise(1000);
    expect(istft(stft(x, params), params).length).toBe(992);
    const longer = istft(stft(x, params), { ...params, length: 1100 });
    expect(largestError(longer.subarray(0, 992), x.subarray(0, 992))).toBeLessThan(1e-6);
    expect(longer.subarray(1060).every((value) => value === 0)).toBe(true);
  });

  it('leaves silence where a hop longer than the window covers nothing', () => {
    const params: StftParams = { fftSize: 16, hopLength: 20, window: 'rect', pad: 'none' };
    const x = noise(100);
    const back = istft(stft(x, params), params);
    expect(largestError(back.subarray(0, 16), x.subarray(0, 16))).toBeLessThan(1e-6);
    expect([...back.subarray(16, 20)]).toEqual([0, 0, 0, 0]);
    expect(largestError(back.subarray(20, 36), x.subarray(20, 36))).toBeLessThan(1e-6);
  });

  it('refuses frames of another size', () => {
    const frames = stft(noise(100), { fftSize: 16, hopLength: 4, pad: 'constant' });
    expect(() => istft(frames, { fftSize: 32, hopLength: 4, pad: 'constant' })).toThrow(
      expect.objectContaining({ code: 'E_SHAPE' }),
    );
  });
});
