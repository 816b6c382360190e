import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hashSources, nativeSources, prebuiltDir, readManifest } from '../../../../scripts/native/sources.ts';

const manifest = readManifest();
const sha256 = (path: string) =>
  createHash('sha256')
    .update(readFileSync(`${prebuiltDir}/${path}`))
    .digest('hex');

test('there is an addon for linux-x64 and a WASM module', () => {
  expect(Object.keys(manifest)).toEqual(expect.arrayContaining(['linux-x64/phonoscope.node', 'phonoscope.wasm']));
});

test.each(Object.entries(manifest))(
  '%s was built from the sources as they are: else run npm run native',
  (path, made) => {
    expect(made.sources).toBe(hashSources());
    expect(sha256(path)).toBe(made.sha256);
  },
);

test('the hash covers every kernel, the bindings and the flags', () => {
  expect(nativeSources()).toEqual(
    expect.arrayContaining(['native/bindings/addon.cpp', 'native/kernels/mel.h', 'scripts/native/compile.ts']),
  );
});

test('the addon needs nothing but a C library of 2002: no C++ library, no newer symbols', () => {
  const text = readFileSync(`${prebuiltDir}/linux-x64/phonoscope.node`, 'latin1');
  expect(text).not.toContain('libstdc++');
  expect(new Set(text.match(/GLIBC_[0-9.]+/g))).toEqual(new Set(['GLIBC_2.2.5']));
});

test('the WASM module imports nothing', () => {
  const { WebAssembly } = globalThis as unknown as {
    WebAssembly: { Module: { new (bytes: Uint8Array): object; imports(module: object): unknown[] } };
  };
  const module = new WebAssembly.Module(readFileSync(`${prebuiltDir}/phonoscope.wasm`));
  expect(WebAssembly.Module.imports(module)).toEqual([]);
});
