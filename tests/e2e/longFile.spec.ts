/** A recording of ten minutes: the page stays free while it is zoomed and scrolled without pause, and nothing is ever blank. */
import { expect, test } from '@playwright/test';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject } from '../../scripts/projectPaths.ts';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import { treeUse } from '../harness/processTree.ts';
import { writeSpeechFile } from '../harness/speechFile.ts';
import { tourTimeline } from '../harness/timelineTour.ts';
import { longTasks, tracePageTasks } from '../harness/tracePageTasks.ts';
import { attachStudioCaller, callStudio, drawnShare } from '../harness/watchedApp.ts';

const durationSec = 600;
const mostTaskMs = 50; // of the page's thread at work; what the machine does meanwhile is not the page's fault
const report: Record<string, unknown> = {};
let folder = '';
let launched: LaunchedApp;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'phonoscope-long-'));
  const file = join(folder, 'ten minutes.wav');
  await writeSpeechFile(file, durationSec);
  launched = await launchApp({ files: [file] });
});
test.afterAll(async () => {
  await launched.close();
  await rm(folder, { recursive: true, force: true });
  await mkdir(inProject('out/test'), { recursive: true });
  await writeFile(inProject('out/test/longFile.json'), `${JSON.stringify(report, null, 2)}\n`);
});

const memory = (name: string) => {
  report[name] = treeUse(launched.app.process().pid!);
};

test('the waveform is there while the rest still arrives, and then all of it', async () => {
  const { window } = launched;
  await window.getByTestId('lane-waveform-0-surface').waitFor();
  await expect.poll(() => drawnShare(window), { intervals: [50] }).toBeGreaterThan(0.5);
  await expect(window.getByTestId('status-format')).toContainText('10:00', { timeout: 60_000 });
  await expect.poll(() => drawnShare(window)).toBeGreaterThan(0.99);
  memory('imported');
});

test('zooming from ten minutes to samples and back and scrolling on the way has no long task and no blank picture', async () => {
  const { app, window } = launched;
  await attachStudioCaller(window);
  await expect.poll(() => missingColumns(), { timeout: 30_000 }).toBe(0);
  for (const lane of ['lane-waveform-0-surface', 'lane-spectrogram-0-surface']) {
    const { result: tour, tasks } = await tracePageTasks(app, () => tourTimeline(window, lane));
    report[lane] = { ...tour, longTasks: longTasks(tasks) };
    expect(tour.pictures, 'spectrograms drawn').toBeGreaterThan(50);
    expect(tour.blankPictures / tour.pictures, 'pictures with nothing in some column').toBeLessThan(0.02);
    expect(longTasks(tasks).filter(({ cpuMs }) => cpuMs > mostTaskMs)).toEqual([]);
  }
  memory('toured');
  expect(await callStudio(window, 'jobs.list', {})).toBeTruthy(); // the studio answers as before
  launched.expectNoErrors();
});

const missingColumns = async () =>
  Number(await launched.window.getByTestId('lane-spectrogram-0-surface').getAttribute('data-missing'));
