import { expect, it } from 'vitest';
import { RestartLimit } from '../../../main/app/restartLimit.ts';

it('lets three restarts a minute pass, and more when time has gone by', () => {
  const limit = new RestartLimit();
  expect([0, 1, 2, 3].map((sec) => limit.mayRestart(sec * 1000))).toEqual([true, true, true, false]);
  expect(limit.mayRestart(62_500)).toBe(true);
});
