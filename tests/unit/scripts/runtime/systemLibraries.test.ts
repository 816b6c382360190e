import { expect, test } from 'vitest';
import { missingInLdd } from '../../../../scripts/runtime/systemLibraries.ts';

test('missingInLdd names what the loader does not find, once each', () => {
  const output = [
    '\tlinux-vdso.so.1 (0x00007ffd3b5f2000)',
    '\tlibgtk-3.so.0 => not found',
    '\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f1)',
    '\tlibgbm.so.1 => not found',
    '\tlibgtk-3.so.0 => not found',
  ].join('\n');
  expect(missingInLdd(output)).toEqual(['libgtk-3.so.0', 'libgbm.so.1']);
  expect(missingInLdd('\tnot a dynamic executable\n')).toEqual([]);
});
