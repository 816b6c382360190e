/** The app with an hour of sound in it, for the benches that begin after the import. */
import { access } from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { launchApp, type LaunchedApp, type LaunchOptions } from '../harness/launchApp.ts';
import { writeSpeechFile } from '../harness/speechFile.ts';
import { attachStudioCaller, callStudio } from '../harness/watchedApp.ts';

/** A recording for this bench alone, or the file named on its command line. */
export async function withHour(work: (file: string, folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'phonoscope-bench-'));
  try {
    const given = process.argv[2];
    const file = given ?? join(folder, 'hour.wav');
    if (given === undefined) await writeSpeechFile(file, Number(process.env['BENCH_SEC'] ?? 3600));
    await access(file);
    await work(file, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Starts the app on a file and waits until all of it is in. */
export async function launchOn(file: string, options: LaunchOptions = {}): Promise<LaunchedApp> {
  const launched = await launchApp({ ...options, files: [file] });
  await launched.window.getByTestId('lane-waveform-0-surface').waitFor({ timeout: 60_000 });
  await attachStudioCaller(launched.window);
  await importOver(launched.window);
  return launched;
}

export async function importOver(window: Page): Promise<void> {
  for (;;) {
    const project = await callStudio<{ assets: readonly { state: string }[] } | null>(window, 'projects.get', {});
    if (project !== null && project.assets.length > 0 && project.assets.every(({ state }) => state === 'ready')) return;
    await sleep(250);
  }
}
