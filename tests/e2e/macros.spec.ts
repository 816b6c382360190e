/** Macros in the window: recorded, written, checked, kept, run on the document and on files, with the mouse and by keys. */
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import type { ProjectInfo } from '../../preload/contract/project.ts';
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
import { attachStudioCaller, callStudio } from '../harness/watchedApp.ts';
import { showTheme, themes } from '../harness/workbenchViews.ts';

const sampleRateHz = 16_000;
const tone = (durationSec: number) =>
  monoWav(toneSamples({ frequencyHz: 300, levelDb: -12 }, { sampleRateHz, durationSec }), sampleRateHz);

let launched: LaunchedApp;
let window: Page;
let first: string;
let second: string;
let out: string;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  launched = await launchApp();
  window = launched.window;
  await waitForRecording(window, 'jfk.flac');
  first = await fileIn(launched, 'first.wav', tone(3));
  second = await fileIn(launched, 'second.wav', tone(2));
  out = join(launched.userDataDir, 'out');
  await mkdir(out);
  await openFromOutside(launched, first);
  await waitForRecording(window, first);
  await waitForLanes(window);
  await attachStudioCaller(window);
});
test.afterAll(async () => {
  launched.expectNoErrors();
  await launched.close();
});

const problem = () => window.getByTestId('macro-problem');
const steps = () => window.getByTestId('macro-steps').locator('li');
const report = () => window.getByTestId('macro-report');
const entries = () => window.getByTestId('macro-entry');
const text = () => window.getByTestId('macro-text');
const undoTitle = () => window.getByTestId('command-edit.undo').getAttribute('aria-label');

async function lengthSec(): Promise<number> {
  const { documents } = await callStudio<ProjectInfo>(window, 'projects.get', {});
  return (documents.at(-1)?.lengthSamples ?? 0) / sampleRateHz;
}

/** What the next dialogs answer, one after the other. */
async function dialogsAnswer(...answers: readonly (readonly string[])[]): Promise<void> {
  await launched.app.evaluate(({ dialog }, given) => {
    const rest = [...given];
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [...(rest.shift() ?? [])] });
  }, answers);
}

test('what is done while recording becomes a macro, which is kept under a name', async () => {
  await focusLane(window);
  await runFromPalette(window, 'Macros');
  await expect(window.getByTestId('macros-panel')).toBeVisible();
  await window.getByTestId('macro-record').click();
  await expect(window.getByTestId('macro-record')).toHaveAttribute('aria-pressed', 'true');
  await focusLane(window);
  await typeInto(window, 'selection-start', '1 s');
  await typeInto(window, 'selection-end', '1.5 s');
  await focusLane(window);
  await window.keyboard.press('Delete');
  await expect.poll(lengthSec).toBe(2.5);
  await window.keyboard.press('Control+a');
  await runFromPalette(window, 'Reverse');
  await expect.poll(undoTitle).toContain('Reverse');
  await window.getByTestId('macro-record').click();
  await expect(steps()).toHaveText(['Delete, 1 s to 1.5 s', 'Reverse']);
  await expect(report()).toContainText('Every edit is a step');
  await window.getByTestId('macro-name').fill('Cut and turn');
  await expect(text()).toHaveValue(/"name": "Cut and turn"/);
  await window.getByTestId('macro-save').click();
  await expect(entries()).toHaveText(['Cut and turn']);
});

test('it runs on the document as one edit', async () => {
  await window.getByTestId('macro-run').click();
  await expect(report()).toContainText('Done, as one edit');
  expect(await undoTitle()).toContain('Macro “Cut and turn”');
  expect(await lengthSec()).toBe(2);
  await window.getByTestId('command-edit.undo').click();
  await expect.poll(lengthSec).toBe(2.5);
});

test('on many files each failure is told and stops nothing; files that exist stay', async () => {
  const broken = await fileIn(launched, 'broken.wav', 'no sound');
  await dialogsAnswer([first, broken, second], [out]);
  await window.getByTestId('macro-runFiles').click();
  await expect(report()).toContainText('2 files done, 1 failed; 2 files written.');
  await expect(report()).toContainText('"broken.wav" begins with');
  expect((await readdir(out)).sort()).toEqual(['first.wav', 'second.wav']);
  await launched.screenshot('macros-report');
  await dialogsAnswer([first], [out]);
  await window.getByTestId('macro-runFiles').click();
  await expect(report()).toContainText('"first.wav" exists');
  await window.getByTestId('macro-replace').check();
  await dialogsAnswer([first], [out]);
  await window.getByTestId('macro-runFiles').click();
  await expect(report()).toContainText('1 file done; 1 file written.');
});

test('with the keyboard alone: written, checked with the place of what is wrong, saved, run, removed', async () => {
  await focusLane(window);
  await window.keyboard.press('Control+Alt+m');
  await expect(window.getByTestId('macros-panel')).toBeHidden();
  await window.keyboard.press('Control+Alt+m');
  await runFromPalette(window, 'New macro');
  await expect(steps()).toHaveText(['Remove DC', 'Normalise to -1 dB']);
  await text().focus();
  await window.keyboard.press('Control+a');
  const written = { format: 'phonoscope-macro', version: 1, name: 'Quieter', steps: [{ do: 'quiet' }] };
  await window.keyboard.insertText(JSON.stringify(written));
  await expect(problem()).toContainText('steps[0].do="quiet" is no step; there are: effect, delete');
  await window.keyboard.press('Control+a');
  const effect = { kind: 'gain', gainDb: -6 };
  await window.keyboard.insertText(JSON.stringify({ ...written, steps: [{ do: 'effect', effect }] }));
  await expect(problem()).toHaveText('');
  await expect(steps()).toHaveText(['Gain -6 dB']);
  await runFromPalette(window, 'Save the macro');
  await expect(entries()).toHaveText(['Cut and turn', 'Quieter']);
  await runFromPalette(window, 'Run the macro on this document');
  await expect(report()).toContainText('Done, as one edit');
  expect(await undoTitle()).toContain('Macro “Quieter”');
  await runFromPalette(window, 'Save the history as a macro');
  await expect(steps()).toHaveText(['Delete, 1 s to 1.5 s', 'Reverse', 'Gain -6 dB']);
  await entries().nth(1).focus();
  await window.keyboard.press('Enter');
  await runFromPalette(window, 'Remove the macro');
  await expect(entries()).toHaveText(['Cut and turn']);
  await expect(report()).toContainText('Its text is still here');
  for (const theme of themes) {
    await showTheme(launched, theme);
    await launched.screenshot(`macros-${theme}`);
    const axe = new AxeBuilder({ page: window }).setLegacyMode(true).include('[data-testid="macros-panel"]');
    expect((await axe.analyze()).violations).toEqual([]);
  }
});
