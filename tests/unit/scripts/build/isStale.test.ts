import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isStale } from '../../../../scripts/build/buildApp.ts';

let root = '';
const sources = ['main', 'package.json', 'absent'];
const at = (sec: number): Date => new Date(sec * 1000);

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'phonoscope-stale-'));
  await mkdir(join(root, 'main/app'), { recursive: true });
  await writeFile(join(root, 'main/app/index.ts'), '');
  await writeFile(join(root, 'package.json'), '{}');
  await writeFile(join(root, 'stamp'), '');
  for (const path of ['main/app/index.ts', 'main/app', 'main', 'package.json'])
    await utimes(join(root, path), at(100), at(100));
  await utimes(join(root, 'stamp'), at(200), at(200));
});
afterEach(() => rm(root, { recursive: true }));

test('a build newer than every source is fresh', () => {
  expect(isStale(root, sources, join(root, 'stamp'))).toBe(false);
});

test('without a stamp it is stale', () => {
  expect(isStale(root, sources, join(root, 'none'))).toBe(true);
});

test.each(['main/app/index.ts', 'package.json'])('it is stale once %s is newer', async (path) => {
  await utimes(join(root, path), at(300), at(300));
  expect(isStale(root, sources, join(root, 'stamp'))).toBe(true);
});

test('a deleted file makes it stale through its folder', async () => {
  await rm(join(root, 'main/app/index.ts'));
  expect(isStale(root, sources, join(root, 'stamp'))).toBe(true);
});
