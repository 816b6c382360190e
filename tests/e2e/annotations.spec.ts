/** Labels of other programs: dropped with or without their recording, exported, and taken back. */
import { expect, test, type Page } from '@playwright/test';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inProject } from '../../scripts/projectPaths.ts';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import { dropFiles, fileIn, notices, runFromPalette, waitForRecording } from '../harness/studioPage.ts';

let launched: LaunchedApp;
let window: Page;
const speech = inProject('tests/fixtures/jfk.wav');
const golden = (name: string) => inProject(`tests/golden/annotations/written/${name}`);

test.beforeAll(async () => {
  launched = await launchApp({ files: [speech] });
  window = launched.window;
  await waitForRecording(window, speech);
});
test.afterAll(() => launched.close());

const tierLanes = () => window.locator('[data-testid^="lane-tier"]');

test('a dropped TextGrid becomes tiers of the recording that is shown, and one undo takes them back', async () => {
  await dropFiles(launched, golden('long8.TextGrid'));
  await expect(tierLanes()).toHaveCount(3);
  await expect(notices(window)).toHaveCount(0);
  await runFromPalette(window, 'Undo');
  await expect(tierLanes()).toHaveCount(0);
  await runFromPalette(window, 'Redo');
  await expect(tierLanes()).toHaveCount(3);
});

test('tiers are exported in the format of the extension, and what that cannot hold is told', async () => {
  const filePath = join(launched.userDataDir, 'jfk.srt');
  await launched.app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
  }, filePath);
  await runFromPalette(window, 'Export annotations…');
  await expect.poll(() => readFile(filePath, 'utf8').catch(() => '')).toContain('lines <b> & more');
  await expect(window.getByTestId('notices')).toContainText('3 tiers: joined into one list, their names are not kept.');
});

test('labels dropped together with a recording of their name go to it', async () => {
  const wav = join(launched.userDataDir, 'interview.wav');
  await copyFile(speech, wav);
  const labels = await fileIn(launched, 'interview.txt', '0.5\t1.5\tAnd so\n2\t2\tclick\n');
  await dropFiles(launched, labels, wav);
  await waitForRecording(window, wav);
  await expect(tierLanes()).toHaveCount(2);
  await expect(tierLanes().first()).toContainText('interview');
});

test('a damaged file is refused with its line', async () => {
  const broken = await fileIn(launched, 'broken.vtt', 'WEBVTT\n\n00:01 --> 00:02\nx\n');
  await dropFiles(launched, broken);
  await expect(notices(window)).toContainText('"broken.vtt": line 3');
});
