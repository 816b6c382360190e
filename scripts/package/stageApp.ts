import { existsSync, readdirSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { inProject } from '../projectPaths.ts';
import type { ElectronRuntime } from '../runtime/resolveElectron.ts';
import { isOfUse, runtimePackages } from './shippedFiles.ts';

const built = ['out/main', 'out/preload', 'out/renderer'];
/** The window's own; all other resources lie outside the archive, where native code can open them. */
const ownResources = ['resources/icons'];
/** Compiled kernels for here; without them the app computes in TypeScript. */
const kernels = ['native/prebuilt/phonoscope.wasm', `native/prebuilt/${process.platform}-${process.arch}`];

/** Lays out in an empty folder what goes into app.asar: nothing gets there that is not named here. */
export async function stageApp(runtime: ElectronRuntime, folder: string): Promise<void> {
  const own = [...built, ...ownResources, ...kernels.filter((path) => existsSync(inProject(path)))];
  for (const path of own) await copy(inProject(path), join(folder, path));
  const packages = runtimePackages().map((name) => inProject('node_modules', name));
  for (const path of withCarriedSqlite(packages, runtime.sqliteModule))
    await copy(path, join(folder, 'node_modules', pathInModules(path)));
  await writeManifest(folder);
}

/** An Electron too old for the project's better-sqlite3 carries one of its own, with what that requires. */
function withCarriedSqlite(packages: readonly string[], carried: string | undefined): string[] {
  if (carried === undefined) return [...packages];
  const folder = dirname(carried);
  const itsPackages = readdirSync(folder).map((name) => join(folder, name));
  return [...packages.filter((path) => basename(path) !== basename(carried)), ...itsPackages];
}

async function copy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await cp(from, to, { recursive: true, dereference: true, filter: (path) => isOfUse(pathInModules(path)) });
}

/** From the package's name on, with forward slashes; for what lies in no package the whole path. */
function pathInModules(path: string): string {
  const marker = `${sep}node_modules${sep}`;
  const start = path.indexOf(marker);
  return (start < 0 ? path : path.slice(start + marker.length)).replaceAll(sep, '/');
}

async function writeManifest(folder: string): Promise<void> {
  const { name, productName, version, description, license, type, main } = JSON.parse(
    await readFile(inProject('package.json'), 'utf8'),
  ) as Record<string, string>;
  const manifest = { name, productName, version, description, license, type, main };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
}
