import { expect, it } from 'vitest';
import { memoryTrend } from '../../soak/memoryTrend.ts';

const samples = (pss: (minute: number) => number) =>
  Array.from({ length: 40 }, (_, minute) => ({ atSec: 60 * minute, pssMb: pss(minute), byProcess: {} }));

it('a leak of a megabyte a minute is seen, and memory that levels off is not one', () => {
  expect(
    memoryTrend(
      samples((minute) => 500 + minute),
      (sample) => sample.pssMb,
    ),
  ).toEqual({
    ...{ slopeMbPerMinute: 1, growthMb: 20, mostMb: 539 },
  });
  const level = memoryTrend(
    samples((minute) => Math.min(600, 500 + 20 * minute)),
    (sample) => sample.pssMb,
  );
  expect(level).toEqual({ slopeMbPerMinute: 0, growthMb: 0, mostMb: 600 });
});
