import { describe, expect, test } from 'vitest';
import { EngineError, invariant } from '../../main/engine/core/errors.ts';
import { judge } from './harness.ts';
import { mutate } from './mutate.ts';
import { createRandom } from './random.ts';

const seed = { name: 'seed', bytes: new Uint8Array(300).map((_, i) => i) };
const judged = (run: (bytes: Uint8Array) => Promise<void>) => judge({ name: 'self', seeds: [seed], run }, seed.bytes);

describe('the judge', () => {
  test('lets pass what resolves or is refused with a reason', async () => {
    expect(await judged(() => Promise.resolve())).toBeNull();
    expect(await judged(() => Promise.reject(new EngineError('E_FORMAT', 'size 3 must be 4')))).toBeNull();
  });

  test('reports other errors, broken invariants and empty messages', async () => {
    expect(await judged(() => Promise.reject(new RangeError('offset')))).toMatch(/RangeError: offset/);
    expect(await judged(() => Promise.resolve().then(() => invariant(false, 'half')))).toMatch(/E_INTERNAL: half/);
    expect(await judged(() => Promise.reject(new EngineError('E_FORMAT', 'rate undefined')))).toMatch(
      /without a sentence/,
    );
  });

  test('reports an allocation that a header asked for, and gives the constructors back', async () => {
    const original = Float32Array;
    const allocate = () => {
      const array = new Float32Array(2 ** 26);
      return array.length > 0 ? Promise.resolve() : Promise.reject(new Error('empty'));
    };
    expect(await judged(() => Promise.resolve().then(allocate))).toMatch(/new Float32Array\(67108864\)/);
    expect(Float32Array).toBe(original);
  });

  test('reports what takes more than two seconds of processor time', async () => {
    const spin = () => {
      const start = process.threadCpuUsage();
      let turns = 0;
      while (process.threadCpuUsage(start).user < 2_100_000) turns++;
      return turns > 0 ? Promise.resolve() : Promise.reject(new Error('no turn'));
    };
    expect(await judged(spin)).toMatch(/^took \d/);
  });
});

describe('mutations', () => {
  test('are the same for the same seed and differ between seeds', () => {
    const made = [1, 1, 2].map((n) => mutate(seed.bytes, createRandom(n), [seed.bytes]));
    expect(made[0]).toEqual(made[1]);
    expect(made[0]).not.toEqual(made[2]);
  });

  test('leave the seed alone and stay bounded', () => {
    const before = seed.bytes.slice();
    for (let n = 0; n < 2000; n++) {
      expect(mutate(seed.bytes, createRandom(n), [seed.bytes]).length).toBeLessThanOrEqual(65_536);
    }
    expect(seed.bytes).toEqual(before);
  });

  test('survive an empty seed', () => {
    for (let n = 0; n < 200; n++) mutate(new Uint8Array(0), createRandom(n), [new Uint8Array(0)]);
    expect(mutate(new Uint8Array(0), createRandom(1), [seed.bytes])).toBeInstanceOf(Uint8Array);
  });
});
