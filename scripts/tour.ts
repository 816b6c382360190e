import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { ElectronApplication, Page } from 'playwright';
import { inProject, projectDir } from './projectPaths.ts';
import { collectErrors } from './runtime/collectErrors.ts';
import { electronEnv, noGpuFlags, sandboxFlags } from './runtime/electronLaunch.ts';
import { launchHeld } from './runtime/launchHeld.ts';
import { say, ScriptError } from './runtime/report.ts';
import type { ElectronRuntime } from './runtime/resolveElectron.ts';
import { startXvfb } from './runtime/xvfb.ts';
import { tourSteps } from './tourSteps.ts';

export interface TourStage {
  readonly app: ElectronApplication;
  readonly window: Page;
  /** A folder of the tour's own, gone afterwards. */
  readonly folder: string;
}

/**
 * Shows the built app at work on a machine without a display: opens the files, zooms, selects, plays and
 * saves, saying after each step what the app then shows.
 * @returns the exit status
 */
export async function runTour(runtime: ElectronRuntime, args: readonly string[]): Promise<number> {
  const shots = inProject('out/tour');
  await rm(shots, { recursive: true, force: true });
  await mkdir(shots, { recursive: true });
  const folder = await mkdtemp(join(tmpdir(), 'phonoscope-tour-'));
  const server = await startXvfb();
  const app = await launchHeld(runtime, {
    args: [...sandboxFlags(), ...noGpuFlags, projectDir, ...args],
    cwd: projectDir,
    env: electronEnv(runtime, { DISPLAY: server.display, PHONOSCOPE_USER_DATA: join(folder, 'profile') }),
  });
  const errors = collectErrors(app);
  try {
    const window = await app.firstWindow();
    await walk({ app, window, folder }, shots);
    if (errors().length > 0) throw new ScriptError('the app reported errors');
    say(`the tour is over: screenshots in ${shots}`);
    return 0;
  } catch (error) {
    say(`the tour failed: ${plainReason(error)}`);
    const told = await noticesOf(app);
    if (told !== '') say(`  the window says: ${told}`);
    for (const line of errors()) say(`  the app said: ${line}`);
    say(`screenshots up to there in ${shots}`);
    return 1;
  } finally {
    await app.close();
    server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The first line of what went wrong, without the colours that Playwright gives its messages. */
function plainReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return stripVTControlCharacters(message).split('\n')[0] ?? '';
}

/** What the app itself tells the person, as one line. */
async function noticesOf(app: ElectronApplication): Promise<string> {
  const window = app.windows()[0];
  const texts =
    (await window
      ?.getByTestId('notices')
      .allInnerTexts()
      .catch(() => [])) ?? [];
  return texts.join(' ').replace(/\s+/g, ' ').trim();
}

/** Takes the steps in turn, each with its line and its screenshot; a failed one ends the tour with its reason. */
async function walk(stage: TourStage, shots: string): Promise<void> {
  for (const [index, step] of tourSteps.entries()) {
    const shot = join(shots, `${String(index + 1).padStart(2, '0')}-${step.name}.png`);
    try {
      console.log(`${step.name.padEnd(8)} ${await step.run(stage)}`);
    } catch (error) {
      console.log(`${step.name.padEnd(8)} FAILED`);
      throw error;
    } finally {
      await stage.window.screenshot({ path: shot }).catch(() => undefined);
    }
  }
}
