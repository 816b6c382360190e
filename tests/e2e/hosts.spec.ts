/** The processes behind the window: they work, they may die while busy, and nothing of the person's is lost. */
import { expect, test, type Page } from '@playwright/test';
import { join } from 'node:path';
import { killHost, waitForNewHost } from '../harness/hostProcesses.ts';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import { writeRepeatedSpeech } from '../harness/repeatedSpeech.ts';
import {
  dismissNotices,
  focusLane,
  notices,
  openFromOutside,
  readField,
  typeInto,
  waitForLanes,
  waitForRecording,
} from '../harness/studioPage.ts';

let launched: LaunchedApp;
let window: Page;

test.beforeEach(async () => {
  launched = await launchApp();
  window = launched.window;
  await waitForRecording(window, 'jfk.flac');
  await waitForLanes(window);
});
test.afterEach(async () => {
  await launched.close();
});

/** Five minutes of speech are seconds of work for the model; an hour is for an import. */
async function longSpeech(durationMin: number): Promise<string> {
  const path = join(launched.userDataDir, 'long.wav');
  await writeRepeatedSpeech(path, Math.ceil((durationMin * 60) / 11));
  return path;
}

const chip = () => window.getByTestId('engine-chip');

async function expectSpeechLane(testId = 'lane-tier-0'): Promise<void> {
  const lane = window.getByTestId(testId);
  await expect(lane).toBeVisible({ timeout: 20_000 });
  await expect(lane).toContainText('Speech');
  await expect(lane.getByRole('listitem'), 'the sentence has four phrases').toHaveCount(4);
}

test('speech is detected, shown as a lane and told', async () => {
  await window.getByTestId('detect-speech').click();
  await expectSpeechLane();
  const items = await window.getByTestId('lane-tier-0').getByRole('listitem').allInnerTexts();
  for (const item of items) expect(item).toMatch(/^speech, 0:\d\d\.\d{3} to 0:\d\d\.\d{3}$/);
  await expect(window.getByTestId('announcer')).toContainText('Detect speech in jfk.flac: done');
  await window.keyboard.press('Shift+J');
  const job = window.getByTestId('job-vad');
  await expect(job).toContainText('Done');
  await expect(job).toContainText('threshold 0.5');
  launched.expectNoErrors();
});

test('a job can be cancelled', async () => {
  const path = await longSpeech(5);
  await openFromOutside(launched, path);
  await waitForRecording(window, path);
  await window.getByTestId('detect-speech').click();
  await window.keyboard.press('Shift+J');
  await window.getByRole('button', { name: 'Cancel: Detect speech in long.wav' }).click();
  await expect(window.getByTestId('job-vad')).toContainText('Cancelled');
  await expect(notices(window)).toHaveCount(0);
  launched.expectNoErrors();
});

test('the inference process dies at work: the job ends with the reason, the next one succeeds', async () => {
  const path = await longSpeech(5);
  await openFromOutside(launched, path);
  await waitForRecording(window, path);
  await watchChip();
  await window.getByTestId('detect-speech').click();
  await expect(chip()).toContainText(/[1-9]\d? % Detect speech/);
  const pid = await killHost(launched, 'inference');
  await expect(notices(window)).toContainText('E_ENGINE_LOST');
  await expect(notices(window)).toContainText('Detect speech in long.wav');
  await waitForNewHost(launched, 'inference', pid);
  await expect(chip()).toHaveText('Engine ready');
  expect(await chipStates()).toContain('lost');
  await dismissNotices(window);

  await showRecording('jfk.flac');
  await window.getByTestId('detect-speech').click();
  await expectSpeechLane();
});

/** Another recording of the project onto the timeline. */
async function showRecording(name: string): Promise<void> {
  await window.getByRole('tab', { name: 'Recordings' }).click();
  await window.getByRole('list', { name: 'Recordings' }).getByText(name).click();
  await window.getByRole('tab', { name: 'Inspector' }).click();
  await waitForRecording(window, name);
}

/** The chip's states in turn: the middle one may last for less than a look. */
async function watchChip(): Promise<void> {
  await chip().evaluate((element) => {
    const seen: (string | undefined)[] = ((globalThis as Record<string, unknown>)['chipStates'] = []);
    new MutationObserver(() => seen.push(element.dataset['state'])).observe(element, {
      attributeFilter: ['data-state'],
    });
  });
}

async function chipStates(): Promise<string[]> {
  return window.evaluate(() => (globalThis as unknown as { chipStates: string[] }).chipStates);
}

test('the studio process dies at rest: the window goes on, the project comes back', async () => {
  await typeInto(window, 'transport-time', '2 s');
  await focusLane(window);
  await window.keyboard.press('m');
  await expect(window.getByRole('button', { name: 'Marker 1 at 0:02.000' })).toBeVisible();
  const pid = await killHost(launched, 'studio');
  await waitForNewHost(launched, 'studio', pid);
  await expect(chip()).toHaveText('Engine ready');
  await waitForRecording(window, 'jfk.flac');
  await expect(window.getByRole('button', { name: 'Marker 1 at 0:02.000' })).toBeVisible();
  await expectUsable();
  await window.keyboard.press('f'); // the list of a lane is of what is in view
  await window.getByTestId('detect-speech').click();
  await expectSpeechLane('lane-tier-1'); // after that of the marker
});

test('the studio process dies while importing: what was there comes back, the import can be done again', async () => {
  const path = await longSpeech(200); // 384 MB: still being imported when the host dies, on a fast machine too
  await openFromOutside(launched, path);
  // Its rate in the status bar: some of it has been written, and it is shown.
  await expect(window.getByTestId('status-format')).toContainText('16 kHz');
  await expect(chip()).toContainText('Import long.wav');
  const pid = await killHost(launched, 'studio');
  await waitForNewHost(launched, 'studio', pid);
  await expect(chip()).toHaveText('Engine ready', { timeout: 15_000 });
  await expect(notices(window).filter({ hasText: 'Recovered' })).toContainText(/import of long\.wav was interrupted/);
  await showRecording('jfk.flac');
  await expectUsable();
  await dismissNotices(window);
  await openFromOutside(launched, path);
  await waitForRecording(window, path);
  await waitForLanes(window);
});

/** Zooming, hovering and playing, as before. */
async function expectUsable(): Promise<void> {
  await focusLane(window);
  await window.keyboard.press('f');
  const shown = await readField(window, 'zoom-length');
  await window.keyboard.press('=');
  await expect.poll(() => readField(window, 'zoom-length')).not.toBe(shown);
  await waitForLanes(window);
  await window.keyboard.press('Home');
  const before = await readField(window, 'transport-time');
  await window.keyboard.press('Space');
  await expect.poll(() => readField(window, 'transport-time')).not.toBe(before);
  await window.keyboard.press('Space');
}

test('a page that is loaded again shows the same project', async () => {
  await typeInto(window, 'transport-time', '3 s');
  await focusLane(window);
  await window.keyboard.press('m');
  await expect(window.getByRole('button', { name: 'Marker 1 at 0:03.000' })).toBeVisible();
  await window.reload();
  await waitForRecording(window, 'jfk.flac');
  await waitForLanes(window);
  await expect(window.getByRole('button', { name: 'Marker 1 at 0:03.000' })).toBeVisible();
  await expectUsable();
  launched.expectNoErrors();
});
