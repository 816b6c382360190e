import { describe, expect, test } from 'vitest';
import { cacheDir } from '../../../../scripts/runtime/cacheDir.ts';

describe('cacheDir', () => {
  test('PHONOSCOPE_CACHE_DIR wins over everything', () => {
    expect(cacheDir({ PHONOSCOPE_CACHE_DIR: '/a', XDG_CACHE_HOME: '/b' }, true)).toBe('/a');
  });

  test('XDG_CACHE_HOME gets a folder of ours inside', () => {
    expect(cacheDir({ XDG_CACHE_HOME: '/b' }, true)).toBe('/b/phonoscope');
  });

  test.runIf(process.platform === 'linux')('root keeps it where unprivileged users can read it', () => {
    expect(cacheDir({}, true)).toBe('/var/cache/phonoscope');
    expect(cacheDir({}, false)).toMatch(/\/\.cache\/phonoscope$/);
  });
});
