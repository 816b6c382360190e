import { expect, test } from 'vitest';
import { hasDisplay } from '../../../../scripts/runtime/xvfb.ts';

test.runIf(process.platform === 'linux')('a display is X11 or Wayland; an empty variable is none', () => {
  expect(hasDisplay({ DISPLAY: ':0' })).toBe(true);
  expect(hasDisplay({ DISPLAY: '', WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  expect(hasDisplay({ DISPLAY: '' })).toBe(false);
  expect(hasDisplay({})).toBe(false);
});
