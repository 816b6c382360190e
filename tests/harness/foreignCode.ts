/** Ways to make a packaged Electron run somebody else's code or open it to a debugger, and whether they worked. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { electronEnv, noGpuFlags, sandboxFlags } from '../../scripts/runtime/electronLaunch.ts';
import { stop } from './attachedApp.ts';
import { testDisplay } from './xvfb.ts';

/** What the app itself is started with here. Node knows none of these, and refuses what it does not know. */
export const appFlags: readonly string[] = [...sandboxFlags(), ...noGpuFlags];

/** One start of an app with an environment and arguments meant to subvert it. */
export class ForeignStart {
  readonly folder: string;
  readonly #child: ChildProcess;
  #told = '';

  private constructor(folder: string, child: ChildProcess) {
    this.folder = folder;
    this.#child = child;
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#told += text));
  }

  /** `attack` may put files into the folder, which is the start's own and holds its profile. */
  static async of(
    executable: string,
    attack: (folder: string) => Promise<{ args?: readonly string[]; env?: NodeJS.ProcessEnv }>,
  ): Promise<ForeignStart> {
    const folder = await mkdtemp(join(tmpdir(), 'phonoscope-foreign-'));
    const { args = appFlags, env = {} } = await attack(folder);
    const display = await testDisplay();
    const child = spawn(executable, args, {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...electronEnv({ sqliteModule: undefined }),
        PHONOSCOPE_USER_DATA: join(folder, 'profile'),
        ...(display === undefined ? {} : { DISPLAY: display }),
        ...env,
      },
    });
    return new ForeignStart(folder, child);
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** A debugger of main, that is: Chromium's own says "DevTools listening". */
  get debuggerListens(): boolean {
    return this.#told.includes('Debugger listening');
  }

  get told(): string {
    return this.#told;
  }

  /** As a debugger asks a running Node to open its inspector. */
  askForDebugger(): void {
    this.#child.kill('SIGUSR1');
  }

  ran(marker: string): boolean {
    return existsSync(join(this.folder, marker));
  }

  /** The app itself has started: what it opened first is on the disk. */
  async hasDraft(): Promise<boolean> {
    const names = await readdir(join(this.folder, 'profile/drafts')).catch(() => []);
    return names.some((name) => name.endsWith('.phono'));
  }

  async end(): Promise<void> {
    await stop(this.#child);
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A script that leaves a file behind where it runs, and keeps nothing else from happening. */
export function markerCode(path: string): string {
  return `require('node:fs').writeFileSync(${JSON.stringify(path)},'')`;
}

/** Takes the archive out of a packaged app and puts a folder in its place, whose code leaves a marker. */
export async function replaceArchiveByFolder(resources: string, marker: string): Promise<void> {
  await rename(join(resources, 'app.asar'), join(dirname(resources), 'app.asar.gone'));
  await mkdir(join(resources, 'app'));
  await writeFile(join(resources, 'app/package.json'), JSON.stringify({ name: 'foreign', main: 'main.cjs' }));
  const code = `${markerCode(marker)};require('electron').app.exit(0)`;
  await writeFile(join(resources, 'app/main.cjs'), code);
}
