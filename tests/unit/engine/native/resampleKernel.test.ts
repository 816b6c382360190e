import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Resampler, resample } from '../../../../main/engine/dsp/resample/resample.ts';
import type { KernelResampleBlocks } from '../../../../main/engine/native/kernels.ts';
import { concat, cut, largestError, noise, tone } from '../dsp/signals.ts';
import { kernelChoices, withKernels } from './kernelBuilds.ts';

const pairs = [
  { fromHz: 48_000, toHz: 16_000 },
  { fromHz: 44_100, toHz: 16_000 },
  { fromHz: 16_000, toHz: 22_050 },
  { fromHz: 96_000, toHz: 8000 },
];

describe('rate changes', () => {
  it('are the same bits in every build, cut anywhere', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...pairs),
        fc.integer({ min: 1, max: 30_000 }),
        fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 5 }),
        (rates, nSamples, lengths) => {
          const x = noise(nSamples);
          const [first, ...others] = kernelChoices.map(({ choose }) => (choose(), resample(x, rates)));
          for (const other of others) expect(other).toEqual(first);
          const resampler = new Resampler(rates);
          const parts = cut(x, lengths).map((piece) => resampler.process(piece));
          expect(concat([...parts, resampler.flush()])).toEqual(first);
        },
      ),
      { numRuns: 15 },
    );
  });

  it.each(['addon', 'wasm'] as const)('by %s are those of TypeScript to 2e-6 of full scale', (choice) => {
    for (const rates of pairs) {
      const x = Float32Array.from(noise(40_000), (value, n) => 0.5 * value + 0.5 * Math.sin(n * n * 3e-6));
      const [expected, found] = (['typescript', choice] as const).map((which) =>
        withKernels(which, () => resample(x, rates)),
      );
      expect(largestError(found!, expected!)).toBeLessThan(2e-6);
    }
  });

  it.each(kernelChoices)('by $name keep the pass band and cut off the rest by 120 dB', ({ choose }) => {
    choose();
    for (const { fromHz, toHz } of pairs) {
      const lower = Math.min(fromHz, toHz);
      const middle = (y: Float32Array) => y.subarray(Math.floor(y.length / 4), Math.floor((y.length * 3) / 4));
      const passed = tone({ hz: 0.45 * lower, sampleRateHz: fromHz, nSamples: 20_000 });
      const y = resample(passed, { fromHz, toHz });
      const expected = tone({ hz: 0.45 * lower, sampleRateHz: toHz, nSamples: y.length });
      expect(largestError(middle(y), middle(expected))).toBeLessThan(2e-6);
      for (const hz of [0.501, 0.6, 1.2].map((part) => part * lower).filter((f) => f < fromHz / 2)) {
        if (toHz > fromHz) continue;
        const stopped = middle(resample(tone({ hz, sampleRateHz: fromHz, nSamples: 20_000 }), { fromHz, toHz }));
        expect(largestError(stopped, new Float32Array(stopped.length))).toBeLessThan(1e-6);
      }
    }
  });

  const plan: KernelResampleBlocks = {
    ...{ position: 0, step: 10, fftIn: 30, fftOut: 10, gain: new Float32Array(5).fill(0.2), margin: 3, blockOut: 4 },
  };

  it.each([
    [{ fftIn: 34 }, 'fftSize=34 has no kernel'],
    [{ fftOut: 7 }, 'fftSize=7 has no kernel'],
    [{ step: 31 }, 'step=31 must be an integer from 1 to 30'],
    [{ gain: new Float32Array(6) }, 'nGains=6 must be an integer from 1 to 5'],
    [{ margin: 10 }, 'margin=10 must be an integer from 0 to 9'],
    [{ blockOut: 8 }, 'blockOut=8 must be an integer from 1 to 7'],
    [{ position: 0.5 }, 'an argument is of the wrong kind'],
  ])('refuse %o', (change, message) => {
    for (const { choose } of kernelChoices)
      expect(() => {
        choose().resample(new Float32Array(100), { ...plan, ...change }, 0, new Float32Array(9));
      }).toThrow(message);
  });

  it('take inputs outside their samples for zeros', () => {
    for (const { choose } of kernelChoices) {
      const kernels = choose();
      const out = new Float32Array(50).fill(9);
      kernels.resample(new Float32Array(3).fill(1), { ...plan, position: 100 }, 2, out);
      kernels.resample(new Float32Array(0), { ...plan, position: -1e15 }, 0, out);
      expect(out.every((value) => value === 0)).toBe(true);
      const padded = new Float32Array(200);
      for (let nSamples = 0; nSamples <= 52; nSamples++) {
        const samples = new Float32Array(new ArrayBuffer(4 * nSamples)); // nothing behind it
        samples.set(noise(nSamples));
        padded.fill(0).set(samples, 60);
        for (const position of [-31, -7, 0, 3]) {
          const [found, expected] = [new Float32Array(23), new Float32Array(23)];
          kernels.resample(samples, { ...plan, position }, 1, found);
          kernels.resample(padded, { ...plan, position: position + 60 }, 1, expected);
          expect(found).toEqual(expected);
        }
      }
    }
  });
});
