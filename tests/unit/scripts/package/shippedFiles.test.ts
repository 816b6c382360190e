import { describe, expect, it } from 'vitest';
import { isOfUse, runtimePackages } from '../../../../scripts/package/shippedFiles.ts';

describe('files of packages in a packaged app', () => {
  it.each([
    'better-sqlite3',
    'better-sqlite3/prebuilds',
    'better-sqlite3/prebuilds/linux-x64.node',
    'better-sqlite3/lib/index.js',
    'better-sqlite3/build/Release/better_sqlite3.node',
    'onnxruntime-node/bin/napi-v6/linux',
    'onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime.so.1',
    'onnxruntime-node/dist/index.js',
    'mpg123-decoder/dist/mpg123-decoder.min.js.map',
    'mpg123-decoder/types.d.ts',
  ])('%s is taken on linux-x64', (path) => {
    expect(isOfUse(path, 'linux', 'x64')).toBe(true);
  });

  it.each([
    'better-sqlite3/prebuilds/linux-arm64.node',
    'better-sqlite3/prebuilds/linuxmusl-x64.node',
    'better-sqlite3/prebuilds/win32-x64.node',
    'better-sqlite3/src',
    'better-sqlite3/deps/sqlite3/sqlite3.c',
    'onnxruntime-node/bin/napi-v6/darwin',
    'onnxruntime-node/bin/napi-v6/linux/arm64',
    'onnxruntime-node/script/install.js',
    'onnxruntime-common/dist/cjs/index.js.map',
    'opus-decoder/types.d.ts',
  ])('%s is not', (path) => {
    expect(isOfUse(path, 'linux', 'x64')).toBe(false);
  });

  it('another platform gets its own', () => {
    expect(isOfUse('onnxruntime-node/bin/napi-v6/darwin/arm64/onnxruntime_binding.node', 'darwin', 'arm64')).toBe(true);
    expect(isOfUse('better-sqlite3/prebuilds/win32-x64.node', 'win32', 'x64')).toBe(true);
  });

  it('the packages are those that main and the hosts load, with what these load', () => {
    const names = runtimePackages();
    expect(names).toEqual(
      expect.arrayContaining(['better-sqlite3', 'mpg123-decoder', 'onnxruntime-common', 'onnxruntime-node']),
    );
    for (const bundled of ['zod', 'commander', 'react', 'electron']) expect(names).not.toContain(bundled);
  });
});
