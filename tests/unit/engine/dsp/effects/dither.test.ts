import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ditherer, ditherKinds } from '../../../../../main/engine/dsp/effects/dither.ts';
import { stftFrames } from '../../../../../main/engine/dsp/stft.ts';
import { cut, noise, tone } from '../signals.ts';

const sampleRateHz = 44_100;
const nBits = 16;
const scale = 2 ** 15;

function errorOf(kind: (typeof ditherKinds)[number], x: Float32Array, seed = 1): Float32Array {
  const y = new Ditherer({ nBits, kind, seed }).process(x);
  return Float32Array.from(y, (value, n) => value - scale * x[n]!);
}

const mean = (x: Float32Array) => x.reduce((sum, v) => sum + v, 0) / x.length;
const power = (x: Float32Array) => x.reduce((sum, v) => sum + v * v, 0) / x.length;

describe('Ditherer', () => {
  it('keeps integers as they are without dither', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -scale, max: scale - 1 })), (values) => {
        const x = Float32Array.from(values, (value) => value / scale);
        expect([...new Ditherer({ nBits, kind: 'none' }).process(x)]).toEqual(values.map((v) => v + 0));
      }),
    );
  });

  it('triangular: the error has mean 0 and ¼ LSB² for any constant, so even a quarter of an LSB is heard as that', () => {
    for (const part of [0, 0.25, 0.5, 0.77]) {
      const error = errorOf('triangular', new Float32Array(200_000).fill(part / scale));
      expect(Math.abs(mean(error))).toBeLessThan(0.005);
      expect(Math.abs(power(error) - 0.25)).toBeLessThan(0.005);
    }
    expect(mean(errorOf('none', new Float32Array(100).fill(0.25 / scale)))).toBeCloseTo(-0.25, 6);
  });

  it('triangular: no harmonics of a faint tone', () => {
    const x = tone({ hz: 1000, sampleRateHz, nSamples: 400_000 }).map((v) => (0.7 * v) / scale);
    const at = (kind: 'none' | 'triangular', hz: number) => {
      const y = new Ditherer({ nBits, kind, seed: 5 }).process(x);
      let [re, im] = [0, 0];
      y.forEach((v, n) => {
        re += v * Math.cos((2 * Math.PI * hz * n) / sampleRateHz);
        im += v * Math.sin((2 * Math.PI * hz * n) / sampleRateHz);
      });
      return (2 * Math.hypot(re, im)) / y.length;
    };
    expect(at('none', 3000)).toBeGreaterThan(0.1);
    expect(at('triangular', 3000)).toBeLessThan(0.01);
    expect(at('triangular', 1000)).toBeCloseTo(0.7, 2);
  });

  it('shaped: the spectrum of the error is that of 1 − Σ cₖ·z⁻ᵏ times ¼ LSB²', () => {
    const error = errorOf(
      'shaped',
      noise(400_000).map((v) => v * 0.3),
    );
    const c = [2.033, -2.165, 1.959, -1.59, 0.6149];
    const response = (hz: number) => {
      let [re, im] = [1, 0];
      c.forEach((value, k) => {
        re -= value * Math.cos((2 * Math.PI * hz * (k + 1)) / sampleRateHz);
        im += value * Math.sin((2 * Math.PI * hz * (k + 1)) / sampleRateHz);
      });
      return re * re + im * im;
    };
    const N = 1024;
    const spectrum = new Float64Array(N / 2 + 1);
    let nFrames = 0;
    for (const { re, im } of stftFrames(error, { fftSize: N, hopLength: N / 2, pad: 'none' })) {
      nFrames++;
      for (let k = 0; k < spectrum.length; k++) spectrum[k] = spectrum[k]! + re[k]! ** 2 + im[k]! ** 2;
    }
    for (const hz of [500, 2000, 3800, 8000, 12_000, 15_000, 20_000]) {
      const k = Math.round((hz * N) / sampleRateHz);
      const found = (spectrum[k - 1]! + spectrum[k]! + spectrum[k + 1]!) / 3 / nFrames / (0.375 * N);
      const wanted = 0.25 * response((k * sampleRateHz) / N);
      expect(Math.abs(10 * Math.log10(found / wanted))).toBeLessThan(1);
    }
    expect(response(3800)).toBeLessThan(0.02); // quiet where the ear is keen
  });

  it.each(ditherKinds)('%s: pieces, and going on from a state, give the whole', (kind) => {
    const x = noise(3000);
    const params = { nBits: 24, kind, seed: 9 } as const;
    const y = new Ditherer(params).process(x);
    let state = new Ditherer(params).state;
    const parts: number[] = [];
    for (const piece of cut(x, [1, 700, 13, 0, 512])) {
      const ditherer = new Ditherer(params, JSON.parse(JSON.stringify(state)) as typeof state);
      parts.push(...ditherer.process(piece));
      state = ditherer.state;
    }
    expect(Int32Array.from(parts)).toEqual(y);
  });

  it('stays within the integers: full scale, and far beyond it', () => {
    for (const kind of ditherKinds) {
      const y = new Ditherer({ nBits, kind }).process(Float32Array.of(1, -1, 7, -7, 1, 0));
      expect(Math.max(...y)).toBe(scale - 1);
      expect(Math.min(...y)).toBe(-scale);
    }
    expect(new Ditherer({ nBits, kind: 'shaped' }).process(new Float32Array(0))).toHaveLength(0);
  });

  it.each<[object, string]>([
    [{ nBits: 25 }, 'nBits=25'],
    [{ nBits: 16.5 }, 'nBits=16.5'],
    [{ kind: 'loud' }, 'kind=loud must be one of none, triangular, shaped'],
  ])('refuses %o', (change, message) => {
    expect(() => new Ditherer({ nBits, kind: 'none', ...change })).toThrow(message);
  });

  it('counts samples on for its message', () => {
    const ditherer = new Ditherer({ nBits, kind: 'none' });
    ditherer.process(new Float32Array(10));
    expect(() => ditherer.process(Float32Array.of(0, NaN))).toThrow('sample 11 is NaN');
  });
});
