import { afterEach, describe, expect, it } from 'vitest';
import { SampleSpool } from '../../../main/cli/input/sampleSpool.ts';

const ramp = (length: number, start = 0) => Float32Array.from({ length }, (_, i) => start + i);

describe.each([
  ['in memory', 1e6],
  ['in a file', 1000],
])('SampleSpool %s', (_, maxMemorySamples) => {
  const spool = new SampleSpool(maxMemorySamples);
  afterEach(() => {
    spool.close();
  });

  it('reads what was appended from anywhere, and zeros outside', () => {
    for (let at = 0; at < 200_000; at += 700) spool.append(ramp(Math.min(700, 200_000 - at), at));
    expect(spool.nSamples).toBe(200_000);
    for (const [start, count] of [
      [0, 1],
      [123, 5000],
      [199_990, 10],
      [65_000, 70_000],
      [5, 3],
    ] as const)
      expect(spool.read(start, count)).toEqual(ramp(count, start));
    expect(Array.from(spool.read(-2, 4))).toEqual([0, 0, 0, 1]);
    expect(Array.from(spool.read(199_999, 3))).toEqual([199_999, 0, 0]);
    expect(Array.from(spool.read(300_000, 2))).toEqual([0, 0]);
  });
});
