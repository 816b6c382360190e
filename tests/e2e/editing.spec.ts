/** Editing in the window: every action with the mouse and again with the keyboard alone. */
import { expect, test, type Page } from '@playwright/test';
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

test.beforeAll(async () => {
  launched = await launchApp();
  window = launched.window;
  await waitForRecording(window, 'jfk.flac');
  const tone = toneSamples({ frequencyHz: 1000, levelDb: -6 }, { sampleRateHz, durationSec: 4 });
  const path = await fileIn(launched, 'tone.wav', monoWav(tone, sampleRateHz));
  await openFromOutside(launched, path);
  await waitForRecording(window, path);
  await waitForLanes(window);
});
test.afterAll(async () => {
  launched.expectNoErrors();
  await launched.close();
});

const said = () => window.getByTestId('said');
const undo = () => window.getByTestId('command-edit.undo');

/** What the window's Edit menu offers. */
const editMenu = () =>
  launched.app.evaluate(({ Menu }) => {
    const edit = Menu.getApplicationMenu()?.items.find(({ label }) => label === '&Edit');
    return (edit?.submenu?.items ?? []).map(({ label, enabled }) => `${enabled ? '' : '– '}${label}`);
  });

test('undo and redo are named, greyed where there is nothing, and said', async () => {
  await expect(undo()).toBeDisabled();
  await expect.poll(editMenu).toEqual(expect.arrayContaining(['– Undo', '– Redo']));
  await focusLane(window);
  await window.keyboard.press('m');
  const marker = window.getByRole('button', { name: /^Marker 1 at/ });
  await expect(marker).toBeVisible();
  await expect(undo()).toBeEnabled();
  await expect.poll(async () => (await editMenu())[0]).toMatch(/^Undo Add /);

  await window.keyboard.press('Control+z');
  await expect(marker).toBeHidden();
  await expect(said()).toContainText(/^Undone: Add /);
  await window.keyboard.press('Control+y');
  await expect(marker).toBeVisible();
  await expect(said()).toContainText(/^Done again: Add /);
  await undo().click();
  await expect(marker).toBeHidden();
  await window.keyboard.press('Control+Shift+Z');
  await expect(marker).toBeVisible();
  await runFromPalette(window, 'Undo Add');
  await expect(marker).toBeHidden();
});

test('a text field keeps its own undo', async () => {
  const field = window.getByTestId('transport-time');
  await field.fill('0:01');
  await field.press('Control+z');
  await expect(said()).toContainText(/^Undone: Add /); // of the test before: nothing new
  await field.press('Escape');
  await typeInto(window, 'transport-time', '0');
});
