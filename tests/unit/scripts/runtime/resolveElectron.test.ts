import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { electronEnv, sandboxFlags } from '../../../../scripts/runtime/electronLaunch.ts';
import { resolveElectron } from '../../../../scripts/runtime/resolveElectron.ts';

let dist = '';
beforeEach(async () => {
  dist = await mkdtemp(join(tmpdir(), 'phonoscope-dist-'));
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', dist);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(dist, { recursive: true });
});

async function fillDist(version: string): Promise<void> {
  await writeFile(join(dist, 'electron'), '');
  await writeFile(join(dist, 'version'), version);
}

describe('resolveElectron with ELECTRON_OVERRIDE_DIST_PATH', () => {
  test('takes it, and a new Electron needs no SQLite of its own', async () => {
    await fillDist('v45.4.1');
    const runtime = await resolveElectron();
    expect(runtime).toEqual({
      executable: join(dist, 'electron'),
      version: '45.4.1',
      source: 'override',
      sqliteModule: undefined,
    });
    expect(electronEnv(runtime, { PHONOSCOPE_SQLITE: '/left/over' })).not.toHaveProperty('PHONOSCOPE_SQLITE');
  });

  test('an old Electron uses the SQLite it carries', async () => {
    await fillDist('33.2.1');
    const sqlite = join(dist, 'native/node_modules/better-sqlite3');
    await mkdir(sqlite, { recursive: true });
    expect(electronEnv(await resolveElectron())).toHaveProperty('PHONOSCOPE_SQLITE', sqlite);
  });

  test('an old Electron without one is refused with the version and the rule', async () => {
    await fillDist('35.0.0');
    await expect(resolveElectron()).rejects.toThrow(/Electron 35\.0\.0 .*needs Electron ≥ 36/);
  });

  test('a folder without Electron is refused by name', async () => {
    await expect(resolveElectron()).rejects.toThrow(`${dist} has no Electron in it`);
  });
});

test('only root gives up the sandbox', () => {
  expect(sandboxFlags(true)).toEqual(['--no-sandbox']);
  expect(sandboxFlags(false)).toEqual([]);
});

test('the app never starts as plain Node', async () => {
  await fillDist('45.4.1');
  expect(electronEnv(await resolveElectron(), { ELECTRON_RUN_AS_NODE: '1' })).not.toHaveProperty(
    'ELECTRON_RUN_AS_NODE',
  );
});
