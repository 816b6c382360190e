import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trackPitch } from '../../../../main/engine/dsp/pitch/trackPitch.ts';
import type { PitchTrack } from '../../../../main/engine/dsp/pitch/pitchTrack.ts';
import { readJfk } from '../../../golden/dsp/dspSignals.ts';
import { noise } from '../dsp/signals.ts';
import { kernelChoices, withKernels } from './kernelBuilds.ts';

function expectAgreement(found: PitchTrack, expected: PitchTrack): void {
  expect(found.candidates.first).toEqual(expected.candidates.first);
  expect(found.chosen).toEqual(expected.chosen);
  const relative = (a: Float64Array, b: Float64Array) =>
    a.reduce((worst, v, i) => Math.max(worst, Math.abs(v - b[i]!) / (b[i]! || 1)), 0);
  expect(relative(found.candidates.hz, expected.candidates.hz)).toBeLessThan(1e-8);
  expect(relative(found.candidates.strength, expected.candidates.strength)).toBeLessThan(1e-8);
  expect(relative(found.intensity, expected.intensity)).toBeLessThan(1e-8);
}

describe('pitch candidates', () => {
  it.each(['addon', 'wasm'] as const)('by %s agree with TypeScript to 1e-8, on the same path', (choice) => {
    const x = readJfk();
    for (const [rate, params] of [
      [16_000, {}],
      [8000, {}],
      [16_000, { floorHz: 40, ceilingHz: 900, maxCandidates: 4 }],
      [44_100, { floorHz: 110 }],
    ] as const) {
      const [expected, found] = (['typescript', choice] as const).map((which) =>
        withKernels(which, () => trackPitch(x, rate, params)),
      );
      expectAgreement(found!, expected!);
    }
  });

  it('are the same bits in every build', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 200 }), fc.integer({ min: 1, max: 1000 }), (floorHz, seed) => {
        const x = noise(6000, seed).map((value, n) => 0.1 * value + Math.sin(n / 9) + Math.sin(n / 4.5));
        const [first, ...others] = kernelChoices.map(({ choose }) => (choose(), trackPitch(x, 16_000, { floorHz })));
        for (const other of others) expect(other).toEqual(first);
      }),
      { numRuns: 10 },
    );
  });

  it('are none in silence, and at the edge of lags that there are', () => {
    for (const { choose } of kernelChoices) {
      choose();
      expect(trackPitch(new Float32Array(5000), 16_000).candidates.hz.every((hz) => hz === 0)).toBe(true);
      expect(() => trackPitch(noise(300), 2000, { floorHz: 300 })).not.toThrow();
    }
  });
});
