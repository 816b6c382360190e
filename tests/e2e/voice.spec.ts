/** The voice report: its numbers, their names and units, and what is copied and saved of it. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inProject } from '../../scripts/projectPaths.ts';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import { layoutProblems } from '../harness/layoutProblems.ts';
import { phonoscopeJson } from '../harness/phonoscope.ts';
import { focusLane, openFromOutside, typeInto, waitForLanes, waitForRecording } from '../harness/studioPage.ts';
import { showSize, showTheme, themes } from '../harness/workbenchViews.ts';

let launched: LaunchedApp;
let window: Page;
const speech = inProject('tests/fixtures/jfk.wav');

test.beforeAll(async () => {
  launched = await launchApp();
  window = launched.window;
  await waitForRecording(window, 'jfk.flac');
  await openFromOutside(launched, speech);
  await waitForRecording(window, speech);
  await waitForLanes(window);
  await focusLane(window);
});
test.afterAll(() => launched.close());

const row = (group: string, name: string) =>
  window.getByTestId(`voice-${group}`).getByRole('row').filter({ hasText: name });

async function expectValues(expected: Record<string, number>): Promise<void> {
  const shown = async (group: string, name: string) =>
    Number((await row(group, name).getByRole('cell').first().textContent())?.replace('−', '-'));
  const value = (name: string) => expected[name] ?? NaN;
  expect(await shown('pitch', 'Median pitch')).toBeCloseTo(value('pitchMedianHz'), 1);
  expect(await shown('pulses', 'Number of pulses')).toBe(value('nPulses'));
  expect(await shown('pulses', 'Mean period')).toBeCloseTo(1000 * value('periodMeanSec'), 2);
  expect(await shown('voicing', 'Degree of voice breaks')).toBeCloseTo(100 * value('voiceBreakFraction'), 2);
  expect(await shown('jitter', 'Jitter (rap)')).toBeCloseTo(100 * value('jitterRap'), 2);
  expect(await shown('jitter', 'Jitter (local, absolute)')).toBeCloseTo(1e6 * value('jitterLocalAbsoluteSec'), 1);
  expect(await shown('shimmer', 'Shimmer (apq11)')).toBeCloseTo(100 * value('shimmerApq11'), 2);
  expect(await shown('shimmer', 'Shimmer (local, dB)')).toBeCloseTo(value('shimmerLocalDb'), 2);
  expect(await shown('harmonicity', 'Mean harmonics-to-noise ratio')).toBeCloseTo(value('harmonicsToNoiseDb'), 2);
}

const commandLine = ['voice', speech, '--method', 'raw-ac', '--json'];

test('the key reports the whole recording, with the numbers of the command line', async () => {
  await window.keyboard.press('Shift+V');
  await expect(window.getByTestId('voice-range')).toContainText('Whole recording, 0:00.000 – 0:11.000');
  await expectValues(await phonoscopeJson<Record<string, number>>(commandLine));
});

test('the selection has its own, and another selection is said to be another', async () => {
  await window.keyboard.press('Control+a');
  await typeInto(window, 'selection-start', '1 s');
  await typeInto(window, 'selection-end', '2 s');
  await focusLane(window);
  await expect(window.getByTestId('voice-range')).toContainText('the selection is another by now');
  await window.keyboard.press('Shift+V');
  await expect(window.getByTestId('voice-range')).toHaveText('Selection, 0:01.000 – 0:02.000, Mono');
  await expect(row('jitter', 'Jitter (local)').getByRole('cell').nth(1)).toHaveText('%');
});

test('numbers from before an edit say so, until the edit is taken back', async () => {
  await focusLane(window);
  await window.keyboard.press('m');
  await expect(window.getByTestId('voice-range')).toContainText('measured before the last edit');
  await window.keyboard.press('Control+z');
  await expect(window.getByTestId('voice-range')).not.toContainText('measured before');
});

test('it is copied under Praat’s names and saved as CSV in full precision', async () => {
  const panel = window.getByTestId('voice-panel');
  await panel.getByRole('button', { name: 'Copy' }).click();
  const copied = () => launched.app.evaluate(({ clipboard }) => clipboard.readText());
  await expect.poll(copied).toMatch(/Jitter \(ppq5\)\t\d+\.\d{5,}\t%\tjitterPpq5/);
  const path = join(launched.userDataDir, 'voice.csv');
  await launched.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  await panel.getByRole('button', { name: 'CSV' }).click();
  await expect.poll(() => readFile(path, 'utf8').catch(() => '')).toContain('\r\n');
  const [head = '', first = ''] = (await readFile(path, 'utf8')).split('\r\n');
  expect(head).toContain('shimmerDda');
  expect(head).toContain('harmonicsToNoiseDb');
  expect(first).toContain('floor 75 Hz');
});

test('silence has no voice: what is undefined is a dash', async () => {
  await typeInto(window, 'selection-start', '0 s');
  await typeInto(window, 'selection-end', '0.05 s');
  await focusLane(window);
  await window.keyboard.press('Shift+V');
  await expect(row('pitch', 'Median pitch').getByRole('cell').first()).toHaveText('–');
  await expect(row('pulses', 'Number of pulses').getByRole('cell').first()).toHaveText('0');
  await window.keyboard.press('Escape');
  await window.keyboard.press('Shift+V');
  await expect(row('pitch', 'Median pitch').getByRole('cell').first()).not.toHaveText('–');
});

test('the panel passes axe and nothing in it is cut off', async () => {
  for (const theme of themes) {
    await showTheme(launched, theme);
    for (const [width, height] of [
      [1280, 720],
      [1920, 1080],
    ] as const) {
      await showSize(launched, width, height);
      await launched.screenshot(`voice-${theme}-${String(width)}`);
      expect.soft(await layoutProblems(window)).toEqual([]);
    }
    const { violations } = await new AxeBuilder({ page: window })
      .setLegacyMode()
      .include('[data-testid="voice-panel"]')
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  }
});

test('nothing went wrong meanwhile', () => {
  launched.expectNoErrors();
});
