/** What a project keeps: how much, letting go of it, and copies to give away that do without. By mouse, and by keys alone. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import {
  fileIn,
  focusLane,
  openFromOutside,
  runFromPalette,
  typeInto,
  waitForLanes,
  waitForRecording,
} from '../harness/studioPage.ts';
import { monoWav, toneSamples } from '../harness/testSounds.ts';

const sampleRateHz = 16_000;

let launched: LaunchedApp;
let window: Page;
let project: string;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  launched = await launchApp();
  window = launched.window;
  await waitForRecording(window, 'jfk.flac');
  await window.keyboard.press('Control+n');
  const tone = toneSamples({ frequencyHz: 1000, levelDb: -6 }, { sampleRateHz, durationSec: 20 });
  const path = await fileIn(launched, 'tone.wav', monoWav(tone, sampleRateHz));
  await openFromOutside(launched, path);
  await waitForRecording(window, path);
  await waitForLanes(window);
  project = join(launched.userDataDir, 'kept.phono');
  await chooseFile(project);
  await window.keyboard.press('Control+Shift+s');
  await expect(window.getByTestId('save-state')).toHaveText('Saved');
});
test.afterAll(async () => {
  launched.expectNoErrors();
  await launched.close();
});

async function chooseFile(path: string): Promise<void> {
  await launched.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
}

async function select(from: string, to: string): Promise<void> {
  await typeInto(window, 'selection-start', from);
  await typeInto(window, 'selection-end', to);
  await focusLane(window);
}

const bytesOf = async (path: string) => (await stat(path)).size;
const history = () => window.getByTestId('history-panel');
const purge = () => window.getByTestId('dialog-purge');
const share = () => window.getByTestId('dialog-share');

test('an effect leaves audio that is kept for undo, and the history says how much', async () => {
  await select('0 s', '20 s');
  await runFromPalette(window, 'Normalise peak…');
  await window.getByTestId('effect-apply').click();
  await expect(window.getByTestId('said')).toContainText('Done: Normalise');
  await window.keyboard.press('Control+Shift+h');
  await expect(history()).toContainText('Normalise to');
  await expect(window.getByTestId('history-undo-bytes')).toHaveText('Audio kept for undo: 1.3 MB');
});

test('a copy to share says what it leaves out, and does', async () => {
  await select('5 s', '15 s');
  await window.keyboard.press('Delete');
  await expect(history()).toContainText('Delete 10.000 s');
  await runFromPalette(window, 'Save a copy to share');
  await expect(share()).toContainText('2 edits; the copy begins with none');
  await expect(share()).toContainText('audio cut away or hidden640 kB');
  await launched.screenshot('share-copy');
  await window.keyboard.press('Escape');
  await expect(share()).toBeHidden();

  await runFromPalette(window, 'Save a copy to share');
  const copy = join(launched.userDataDir, 'shared.phono');
  await chooseFile(copy);
  await share().getByRole('button', { name: 'Save the copy…' }).click();
  await expect(window.getByTestId('notices')).toContainText(/The copy has .* the project .* as it was/);
  expect(await bytesOf(copy)).toBeLessThan(1_000_000);
  expect(await bytesOf(project)).toBeGreaterThan(2_000_000);
  expect((await readFile(copy)).includes('sound.delete')).toBe(false);
  await expect(window.getByTestId('save-state')).toHaveAttribute('title', project); // it goes on where it was
});

test('letting go is asked about with what is lost, and Escape keeps everything', async () => {
  await history().getByRole('button', { name: 'Let go…' }).click();
  await expect(purge()).toContainText('Delete 10.000 s');
  await expect(purge()).toContainText('1.3 MB of audio');
  await expect(purge().getByRole('button', { name: 'Keep everything' })).toBeFocused();
  for (const theme of ['dark', 'light'] as const) {
    await window.evaluate((name) => {
      document.documentElement.dataset['theme'] = name;
    }, theme);
    const found = await new AxeBuilder({ page: window })
      .setLegacyMode(true)
      .include('[data-testid="dialog-purge"]')
      .analyze();
    expect(found.violations).toEqual([]);
    await launched.screenshot(`let-go-${theme}`);
  }
  await window.keyboard.press('Escape');
  await expect(purge()).toBeHidden();
  await expect(history()).toContainText('Delete 10.000 s');
});

test('by keys alone: the history goes, the file is smaller, the sound stays, and new edits are undone', async () => {
  const before = await bytesOf(project);
  await focusLane(window);
  await runFromPalette(window, 'Let go of what is kept for undo');
  await expect(purge()).toBeVisible();
  await window.keyboard.press('Tab'); // from “Keep everything”, where the focus begins
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('notices')).toContainText(/The project is .* smaller/);
  await expect(window.getByTestId('history-undo-bytes')).toHaveText('Audio kept for undo: 0 B');
  await expect(history()).toContainText('0 edits');
  expect(before - (await bytesOf(project))).toBeGreaterThan(300_000);
  await expect(window.getByTestId('command-edit.undo')).toBeDisabled();
  await expect(window.getByTestId('status-format')).toContainText('0:10.000');
  await select('1 s', '2 s');
  await window.keyboard.press('Delete');
  await expect(history()).toContainText('Delete 1.000 s');
  await window.keyboard.press('Control+z');
  await expect(window.getByTestId('status-format')).toContainText('0:10.000');
});
