import { FuseV1Options, pathToFuseFile } from '@electron/fuses';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import packageJson from '../../../../package.json' with { type: 'json' };
import { findPackagedApp, openFusesOf } from '../../../../scripts/package/findFuses.ts';
import { openFuses, packagedFuses, readFuses, setPackagedFuses } from '../../../../scripts/package/fuses.ts';
import { folderNameHere, packagedAppIn } from '../../../../scripts/package/packagedApp.ts';
import { writeFuses } from './fuseWire.ts';

const folder = mkdtempSync(join(tmpdir(), 'phonoscope-fuses-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function binaryWith(wire: string): string {
  const path = join(folder, `electron-${wire}`);
  writeFuses(path, wire);
  return path;
}

const nFuses = Object.keys(FuseV1Options).length / 2;

it('the table has every fuse that @electron/fuses knows', () => {
  const known = Object.values(FuseV1Options).filter((name) => typeof name === 'string');
  expect(Object.keys(packagedFuses).sort()).toEqual(known.sort());
});

it('all are set, of an Electron that has all', async () => {
  const path = binaryWith('1'.repeat(nFuses));
  expect(openFuses(await readFuses(path))).toContain('RunAsNode');
  await setPackagedFuses(path);
  expect(await readFuses(path)).toEqual(packagedFuses);
  expect(openFuses(await readFuses(path))).toEqual([]);
});

it('an older Electron without the last fuse gets the others', async () => {
  const path = binaryWith('0'.repeat(nFuses - 1));
  await setPackagedFuses(path);
  const { WasmTrapHandlers: missing, ...others } = packagedFuses;
  expect(missing).toBe(true);
  expect(await readFuses(path)).toEqual(others);
});

it('a fuse that was removed from Electron counts neither as open nor as set', async () => {
  const path = binaryWith(`r${'0'.repeat(nFuses - 1)}`);
  expect(await readFuses(path)).not.toHaveProperty('RunAsNode');
  await expect(setPackagedFuses(path)).resolves.toBeUndefined();
});

it('an Electron with a fuse that the table does not know is refused', async () => {
  await expect(setPackagedFuses(binaryWith('1'.repeat(nFuses + 1)))).rejects.toThrow(/strictlyRequireAllFuses/);
});

it('a release is made of an Electron of a supported line, named exactly', () => {
  expect(packageJson.devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
  expect(Number.parseInt(packageJson.devDependencies.electron, 10)).toBeGreaterThanOrEqual(41);
});

it('doctor finds the app that was packaged, and what is open in it', async () => {
  expect(await findPackagedApp(folder)).toBeNull();
  const { executable, fuseFile } = packagedAppIn(join(folder, folderNameHere()));
  for (const path of [executable, pathToFuseFile(fuseFile)]) mkdirSync(dirname(path), { recursive: true });
  writeFuses(executable, '');
  writeFuses(pathToFuseFile(fuseFile), '1'.repeat(nFuses));
  const open = ['RunAsNode', 'EnableNodeOptionsEnvironmentVariable', 'EnableNodeCliInspectArguments'];
  expect((await findPackagedApp(folder))?.openFuses).toEqual(expect.arrayContaining(open));
  await setPackagedFuses(pathToFuseFile(fuseFile));
  expect(await findPackagedApp(folder)).toEqual({ executable, openFuses: [] });
});

it('what is no Electron has no fuses to tell of', async () => {
  expect(await openFusesOf(import.meta.filename)).toBeNull();
  expect(await openFusesOf(join(folder, 'none'))).toBeNull();
});
