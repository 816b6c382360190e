import { expect, type ElectronApplication, type Page } from '@playwright/test';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject, projectDir } from '../../scripts/projectPaths.ts';
import { electronEnv, noGpuFlags, sandboxFlags, softwareGlFlags } from '../../scripts/runtime/electronLaunch.ts';
import { launchHeld } from '../../scripts/runtime/launchHeld.ts';
import { resolveElectron } from '../../scripts/runtime/resolveElectron.ts';
import { collectErrors } from '../../scripts/runtime/collectErrors.ts';
import { testDisplay } from './xvfb.ts';

export interface LaunchOptions {
  /** More command-line flags for Electron or the app. */
  readonly args?: readonly string[];
  /** Files to open, as on the command line. */
  readonly files?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** A profile to keep, for tests that start the app twice; by default a fresh one, removed at close. */
  readonly userDataDir?: string;
  /** Software WebGL instead of no GPU at all. */
  readonly gpu?: boolean;
}

export interface LaunchedApp {
  readonly app: ElectronApplication;
  readonly window: Page;
  readonly userDataDir: string;
  /** Saves out/screenshots/NAME.png and answers its path. */
  screenshot(name: string): Promise<string>;
  /** Fails with every console error, page error and error line of the main process seen so far. */
  expectNoErrors(): void;
  close(): Promise<void>;
}

/** Starts the built app in real Electron with a profile of its own. */
export async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const runtime = await resolveElectron();
  const display = await testDisplay();
  const userDataDir = options.userDataDir ?? (await mkdtemp(join(tmpdir(), 'phonoscope-profile-')));
  const extra = { ...options.env, PHONOSCOPE_USER_DATA: userDataDir, ...(display ? { DISPLAY: display } : {}) };
  const app = await launchHeld(runtime, {
    args: [
      ...sandboxFlags(),
      ...(options.gpu ? softwareGlFlags : noGpuFlags),
      ...(options.args ?? []),
      projectDir,
      ...(options.files ?? []),
    ],
    cwd: projectDir,
    env: electronEnv(runtime, extra),
  });
  const errors = collectErrors(app);
  const window = await app.firstWindow();
  return {
    app,
    window,
    userDataDir,
    screenshot: (name) => saveScreenshot(window, name),
    expectNoErrors: () => expect(errors(), 'errors reported by the app').toEqual([]),
    close: async () => {
      await app.close();
      if (options.userDataDir === undefined) await rm(userDataDir, { recursive: true, force: true });
    },
  };
}

async function saveScreenshot(window: Page, name: string): Promise<string> {
  const folder = inProject('out/screenshots');
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  await window.screenshot({ path });
  return path;
}
