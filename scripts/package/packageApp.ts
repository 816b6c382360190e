import { packager } from '@electron/packager';
import { chmod, cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { inProject } from '../projectPaths.ts';
import { distOf, type ElectronRuntime } from '../runtime/resolveElectron.ts';
import { setPackagedFuses } from './fuses.ts';
import { packagedAppIn, packageFolder, type PackagedApp } from './packagedApp.ts';
import { stageApp } from './stageApp.ts';

/** Packages what lies built in out/ with a given Electron, for the platform we are on, replacing what was there. */
export async function packageApp(runtime: ElectronRuntime, out: string = packageFolder): Promise<PackagedApp> {
  await mkdir(out, { recursive: true });
  const staging = await mkdtemp(join(out, 'staging-'));
  try {
    await stageApp(runtime, join(staging, 'app'));
    const app = packagedAppIn(await runPackager(runtime, staging, out));
    await chmod(app.folder, 0o755); // the packager leaves it to its owner alone
    await setPackagedFuses(app.fuseFile);
    return app;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function runPackager(runtime: ElectronRuntime, staging: string, out: string): Promise<string> {
  const { platform, arch } = process;
  const emptyZips = join(staging, 'zip');
  await writeEmptyZip(emptyZips, `electron-v${runtime.version}-${platform}-${arch}.zip`);
  const [folder] = await packager({
    dir: join(staging, 'app'),
    out,
    tmpdir: staging,
    overwrite: true,
    quiet: true,
    prune: false, // stageApp has chosen
    name: packageJson.productName,
    executableName: platform === 'linux' ? packageJson.name : packageJson.productName,
    appBundleId: 'app.phonoscope.Phonoscope',
    appCategoryType: 'public.app-category.music',
    electronVersion: runtime.version,
    electronZipDir: emptyZips,
    afterExtract: [({ buildPath }) => copyElectron(distOf(runtime), buildPath)],
    asar: {
      unpack: '*.{node,dll,dylib,so,so.*}', // the system's loader opens no archives
      unpackDir: 'node_modules/mpg123-decoder', // LGPL: users may put their own in its place
    },
    extraResource: [...(await outsideResources()), inProject('LICENSE'), inProject('NOTICE')],
  });
  if (folder === undefined) throw new Error('the packager made nothing');
  return folder;
}

/** Whatever the app reads through process.resourcesPath. */
async function outsideResources(): Promise<string[]> {
  const names = await readdir(inProject('resources'));
  return names.filter((name) => name !== 'icons').map((name) => inProject('resources', name));
}

/** The packager wants Electron as a zip; ours is unpacked already, wherever it came from: it gets an empty one. */
async function writeEmptyZip(folder: string, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const endOfDirectory = Buffer.alloc(22);
  endOfDirectory.writeUInt32LE(0x06054b50);
  await writeFile(join(folder, name), endOfDirectory);
}

/** Everything but the app that Electron shows without one, and what the stand-in carries beside it. */
async function copyElectron(dist: string, to: string): Promise<void> {
  const left = ['native', join('resources', 'app')];
  const filter = (path: string): boolean => !left.includes(relative(dist, path));
  await cp(dist, to, { recursive: true, verbatimSymlinks: true, filter });
}
