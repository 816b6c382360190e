/** The built app with Chromium's sandbox on, which Chromium refuses to root: there it runs as another user. */
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isOfUse, runtimePackages } from '../../scripts/package/shippedFiles.ts';
import { inProject, projectDir } from '../../scripts/projectPaths.ts';
import { electronEnv, noGpuFlags } from '../../scripts/runtime/electronLaunch.ts';
import { distOf, resolveElectron, type ElectronRuntime } from '../../scripts/runtime/resolveElectron.ts';
import { startXvfb } from '../../scripts/runtime/xvfb.ts';
import { startAttached, type AttachedApp } from './attachedApp.ts';
import { commandAsUser, giveToUser, isReadableToUser, isRoot } from './unprivileged.ts';
import { testDisplay } from './xvfb.ts';

export async function launchSandboxed(): Promise<AttachedApp> {
  return startSandboxed(async (folder) => {
    const runtime = await readableRuntime(await resolveElectron(), folder);
    return { runtime, args: [await readableApp(folder)] };
  });
}

interface SandboxedStart {
  readonly runtime: Pick<ElectronRuntime, 'executable' | 'sqliteModule'>;
  readonly args: readonly string[];
}

/** Starts an executable as an ordinary user with a fresh profile. `prepare` may use a folder that goes afterwards. */
export async function startSandboxed(prepare: (folder: string) => Promise<SandboxedStart>): Promise<AttachedApp> {
  const folder = await mkdtemp(join(tmpdir(), 'phonoscope-sandbox-'));
  const profile = join(folder, 'profile');
  await mkdir(profile);
  await giveToUser(folder, profile);
  const { runtime, args } = await prepare(folder);
  // One's own display may know other users' windows by a cookie they cannot read; a new one is open to all.
  const display = isRoot ? (await startXvfb()).display : await testDisplay();
  const [command, allArgs] = commandAsUser(runtime.executable, [...noGpuFlags, '--remote-debugging-port=0', ...args]);
  const env = electronEnv(runtime, {
    HOME: profile,
    PHONOSCOPE_USER_DATA: profile,
    ...(display === undefined ? {} : { DISPLAY: display }),
  });
  return startAttached({ command, args: allArgs, cwd: folder, env }, () =>
    rm(folder, { recursive: true, force: true }),
  );
}

async function readableRuntime(runtime: ElectronRuntime, folder: string): Promise<ElectronRuntime> {
  if (isReadableToUser(runtime.executable)) return runtime;
  const dist = distOf(runtime);
  const copy = join(folder, 'electron');
  await cp(dist, copy, { recursive: true });
  const moved = (path: string) => path.replace(dist, copy);
  const { executable, sqliteModule } = runtime;
  return { ...runtime, executable: moved(executable), sqliteModule: sqliteModule && moved(sqliteModule) };
}

/** The checkout itself, or a copy of what runs of it where only its owner may read it. */
async function readableApp(folder: string): Promise<string> {
  const packages = runtimePackages().map((name) => `node_modules/${name}`);
  const paths = ['package.json', 'resources', 'out/main', 'out/preload', 'out/renderer', ...packages];
  if (['out/main/app.js', ...packages].every((path) => isReadableToUser(inProject(path)))) return projectDir;
  const copy = join(folder, 'app');
  const modules = inProject('node_modules/');
  const filter = (path: string) => !path.startsWith(modules) || isOfUse(path.slice(modules.length));
  for (const path of paths) await cp(inProject(path), join(copy, path), { recursive: true, dereference: true, filter });
  return copy;
}
