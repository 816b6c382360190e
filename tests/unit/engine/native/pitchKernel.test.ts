import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trackPitch } from '../../../../main/engine/dsp/pitch/trackPitch.ts';
import type { PitchTrack } from '../../../../main/engine/dsp/pitch/pitchTrack.ts';
import { readJfk } from '../../../golden/dsp/dspSignals.ts';
import { noise } from '../dsp/signals.ts';
import { kernelChoices, withKernels } from './kernelBuilds.ts';

/**
 * @param leastIntensity of the frames compared: one that is all but constant correlates to 1 everywhere in a
 * cross-correlation, and rounding alone makes its maxima
 */
function expectAgreement(found: PitchTrack, expected: PitchTrack, leastIntensity = 0): void {
  expect(found.chosen).toEqual(expected.chosen);
  const candidatesOf = ({ candidates: { first, hz, strength } }: PitchTrack) =>
    Array.from(expected.intensity, (intensity, m) =>
      [...hz.subarray(first[m], first[m + 1]), ...strength.subarray(first[m], first[m + 1])].filter(
        () => intensity >= leastIntensity,
      ),
    );
  const relative = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    Array.from(a).reduce((worst, v, i) => Math.max(worst, Math.abs(v - b[i]!) / (b[i]! || 1)), 0);
  const [ours, theirs] = [candidatesOf(found), candidatesOf(expected)];
  expect(ours.map(({ length }) => length)).toEqual(theirs.map(({ length }) => length));
  expect(relative(ours.flat(), theirs.flat())).toBeLessThan(1e-8);
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
      [16_000, { method: 'raw-cc' }],
      [44_100, { method: 'raw-cc', floorHz: 100, timeStepSec: 0.02 }],
      [8000, { method: 'filtered-cc' }],
    ] as const) {
      const [expected, found] = (['typescript', choice] as const).map((which) =>
        withKernels(which, () => trackPitch(x, rate, params)),
      );
      expectAgreement(found!, expected!, 'method' in params ? 1e-3 : 0);
    }
  });

  it.each(['addon', 'wasm'] as const)('by %s are the best ones of too many, as in TypeScript', (choice) => {
    const x = noise(8000);
    for (const method of ['raw-ac', 'raw-cc'] as const) {
      for (const octaveCost of [0.01, 0.3]) {
        const params = { method, octaveCost, floorHz: 75, ceilingHz: 300, maxCandidates: 5, voicingThreshold: 0.05 };
        const [expected, found] = (['typescript', choice] as const).map((which) =>
          withKernels(which, () => trackPitch(x, 16_000, params)),
        );
        expect(expected!.candidates.first[1]).toBe(5); // the first frame is full
        expectAgreement(found!, expected!);
      }
    }
  });

  it('are the same bits in every build', () => {
    const methods = fc.constantFrom('raw-ac', 'raw-cc');
    fc.assert(
      fc.property(
        methods,
        fc.integer({ min: 60, max: 200 }),
        fc.integer({ min: 1, max: 1000 }),
        (method, floorHz, seed) => {
          const x = noise(6000, seed).map((value, n) => 0.1 * value + Math.sin(n / 9) + Math.sin(n / 4.5));
          const params = { method, floorHz, maxCandidates: 4, ceilingHz: 2 * floorHz };
          const [first, ...others] = kernelChoices.map(({ choose }) => (choose(), trackPitch(x, 16_000, params)));
          for (const other of others) expect(other).toEqual(first);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('come from frames that lie in the samples', () => {
    const room = { peaks: new Float64Array(1), counts: new Int32Array(1) };
    const out = { ...room, lags: new Float64Array(4), strengths: new Float64Array(4) };
    const how = {
      ...{ tabledWeights: new Float64Array(32 * 70 * 71), shortWeights: new Float64Array(64 * (19 + 18 + 17)) },
      ...{ nWindow: 20, nPeriod: 20, nLags: 20, fftSize: 40, maxLag: 20, threshold: 0.2, most: 4 },
      ...{ octaveCost: 0.01, floorLag: 20 },
    };
    const at = (left: number, start: number) => ({ lefts: Int32Array.of(left), starts: Int32Array.of(start) });
    for (const { choose } of kernelChoices) {
      const find = (left: number, start: number, change = {}) => {
        choose().crossPitchCandidates(noise(100), at(left, start), { ...how, ...change }, out);
      };
      find(19, 0);
      find(79, 60);
      for (const [left, start] of [
        [18, 0],
        [80, 60],
        [50, -1],
        [50, 61],
      ] as const)
        expect(() => find(left, start)).toThrow('the arrays do not fit each other');
      expect(() => find(50, 20, { fftSize: 34 })).toThrow('fftSize=34 has no kernel');
      expect(() => find(50, 20, { fftSize: 30 })).toThrow('a number is outside its rule');
      expect(() => find(50, 20, { most: 5 })).toThrow('lags has 4 values, must have 5');
    }
  });

  it('are none in silence, and at the edge of lags that there are', () => {
    for (const { choose } of kernelChoices) {
      choose();
      expect(trackPitch(new Float32Array(5000), 16_000).candidates.hz.every((hz) => hz === 0)).toBe(true);
      expect(() => trackPitch(noise(300), 2000, { floorHz: 300 })).not.toThrow();
    }
  });
});
