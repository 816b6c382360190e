import { expect, it } from 'vitest';
import { loopsAlone, requestAfter } from '../../../../../renderer/features/playback/playRanges.ts';

const ranges = [
  { startSample: 0, endSample: 10 },
  { startSample: 20, endSample: 30 },
  { startSample: 40, endSample: 50 },
];

function order(loop: boolean, nSteps: number): (number | null)[] {
  let request: Parameters<typeof requestAfter>[0] | null = { ...ranges[0]!, loop, ranges };
  return Array.from({ length: nSteps }, () => {
    request = request && requestAfter(request);
    return request?.startSample ?? null;
  });
}

it('ranges are played in their order, once or round and round', () => {
  expect(order(false, 3)).toEqual([20, 40, null]);
  expect(order(true, 4)).toEqual([20, 40, 0, 20]);
});

it('one range is looped by the host, several are not', () => {
  expect(loopsAlone({ ...ranges[0]!, loop: true })).toBe(true);
  expect(loopsAlone({ ...ranges[0]!, loop: true, ranges })).toBe(false);
  expect(requestAfter({ ...ranges[0]!, loop: true })).toBeNull();
});
