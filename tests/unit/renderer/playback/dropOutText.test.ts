import { expect, it } from 'vitest';
import { dropOutText } from '../../../../renderer/features/playback/dropOutText.ts';

it('counts the drop-outs and says where the last was', () => {
  expect(dropOutText({ count: 1, lastSec: 63.2125 })).toEqual({
    label: '1 drop-out',
    detail: '1 drop-out in playback, at 1:03.213: sound came too late. Press to reset.',
  });
  expect(dropOutText({ count: 3, lastSec: 0 }).detail).toBe(
    '3 drop-outs in playback, the last at 0:00.000: sound came too late. Press to reset.',
  );
  expect(dropOutText({ count: 2, lastSec: null }).detail).toMatch(/^2 drop-outs in playback: /);
});
