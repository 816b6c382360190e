/** The built app with Chromium's sandbox on, which Chromium refuses to root: there it runs as another user. */
import { chromium, type Page } from '@playwright/test';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { chown, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject, projectDir } from '../../scripts/projectPaths.ts';
import { isErrorLine } from '../../scripts/runtime/collectErrors.ts';
import { electronEnv, noGpuFlags } from '../../scripts/runtime/electronLaunch.ts';
import { resolveElectron, type ElectronRuntime } from '../../scripts/runtime/resolveElectron.ts';
import { startXvfb } from '../../scripts/runtime/xvfb.ts';
import { testDisplay } from './xvfb.ts';

const nobody = 65_534;
const isRoot = process.getuid?.() === 0;
const userFlags = [`--reuid=${String(nobody)}`, `--regid=${String(nobody)}`, '--clear-groups'];

function commandAsUser(command: string, args: readonly string[]): [string, string[]] {
  return isRoot ? ['setpriv', [...userFlags, command, ...args]] : [command, [...args]];
}

function runAsUser(command: string, ...args: readonly string[]) {
  const [prefixed, allArgs] = commandAsUser(command, args);
  return spawnSync(prefixed, allArgs, { encoding: 'utf8' });
}

export interface SandboxedApp {
  readonly window: Page;
  /** Process ids by Chromium's own names: "browser", "renderer", "utility". */
  processIds(type: string): Promise<number[]>;
  /** Error lines of all processes and of the page's console. */
  errors(): readonly string[];
  close(): Promise<void>;
}

/** Why Chromium's sandbox cannot start on this machine, as tried out; null if it can. */
export function whyNoSandbox(): string | null {
  if (process.platform !== 'linux') return `seccomp is Linux's; this is ${process.platform}`;
  const { error, status, stderr } = runAsUser('unshare', '--user', '--map-root-user', 'true');
  if (error !== undefined) return `user namespaces cannot be tried out: ${error.message}`;
  return status === 0 ? null : `user namespaces are not available here: ${stderr.trim()}`;
}

export async function launchSandboxed(): Promise<SandboxedApp> {
  const folder = await mkdtemp(join(tmpdir(), 'phonoscope-sandbox-'));
  const profile = join(folder, 'profile');
  await mkdir(profile);
  if (isRoot) for (const path of [folder, profile]) await chown(path, nobody, nobody);
  const runtime = await readableRuntime(await resolveElectron(), folder);
  const app = await readableApp(folder);
  // One's own display may know other users' windows by a cookie they cannot read; a new one is open to all.
  const display = isRoot ? (await startXvfb()).display : await testDisplay();
  const appArgs = [...noGpuFlags, '--remote-debugging-port=0', app];
  const [command, args] = commandAsUser(runtime.executable, appArgs);
  const child = spawn(command, args, {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: electronEnv(runtime, {
      HOME: profile,
      PHONOSCOPE_USER_DATA: profile,
      ...(display === undefined ? {} : { DISPLAY: display }),
    }),
  });
  const end = async () => {
    await stop(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    return await connect(child, end);
  } catch (error) {
    await end();
    throw error;
  }
}

async function connect(child: ChildProcess, end: () => Promise<void>): Promise<SandboxedApp> {
  const errors: string[] = [];
  const browser = await chromium.connectOverCDP(await debuggerAddress(child, errors));
  const context = browser.contexts()[0];
  if (context === undefined) throw new Error('the app has no browser context');
  const window = context.pages()[0] ?? (await context.waitForEvent('page'));
  window.on('pageerror', (error) => errors.push(`page: ${error.message}`));
  window.on('console', (message) => {
    if (message.type() === 'error') errors.push(`console: ${message.text()}`);
  });
  const session = await browser.newBrowserCDPSession();
  return {
    window,
    async processIds(type) {
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      return processInfo.filter((info) => info.type === type).map((info) => info.id);
    },
    errors: () => [...errors],
    async close() {
      await browser.close();
      await end();
    },
  };
}

/** Chromium tells where its debugger listens on stderr, among other things. */
function debuggerAddress(child: ChildProcess, errors: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let told = '';
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`the app ended with code ${String(code)}: ${told}`));
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      told += text;
      for (const line of text.split('\n')) if (isErrorLine(line)) errors.push(`main: ${line}`);
      const address = /DevTools listening on (ws:\S+)/.exec(told)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** Whether the user that the app runs as may read a file. */
function isReadable(path: string): boolean {
  return runAsUser('test', '-r', path).status === 0;
}

async function readableRuntime(runtime: ElectronRuntime, folder: string): Promise<ElectronRuntime> {
  if (isReadable(runtime.executable)) return runtime;
  const dist = join(runtime.executable, '..');
  const copy = join(folder, 'electron');
  await cp(dist, copy, { recursive: true });
  const moved = (path: string) => path.replace(dist, copy);
  const { executable, sqliteModule } = runtime;
  return { ...runtime, executable: moved(executable), sqliteModule: sqliteModule && moved(sqliteModule) };
}

/** The checkout itself, or a copy of what runs of it where only its owner may read it. */
async function readableApp(folder: string): Promise<string> {
  const packages = runtimePackages();
  const paths = ['package.json', 'resources', 'out/main', 'out/preload', 'out/renderer', ...packages];
  if (['out/main/app.js', ...packages].every((path) => isReadable(inProject(path)))) return projectDir;
  const copy = join(folder, 'app');
  const isForHere = (path: string) => {
    const platform = /\/onnxruntime-node\/bin\/napi-v\d+\/([^/]+)/.exec(path)?.[1];
    return platform === undefined || platform === process.platform;
  };
  for (const path of paths)
    await cp(inProject(path), join(copy, path), { recursive: true, dereference: true, filter: isForHere });
  return copy;
}

/** node_modules/NAME of every package that the built app may require. */
function runtimePackages(): string[] {
  const found = new Set<string>();
  const add = (manifest: string) => {
    const { dependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as {
      dependencies?: Record<string, string>;
    };
    for (const name of Object.keys(dependencies)) {
      const path = `node_modules/${name}`;
      if (found.has(path) || !existsSync(inProject(path))) continue;
      found.add(path);
      add(inProject(path, 'package.json'));
    }
  };
  add(inProject('package.json'));
  return [...found];
}
