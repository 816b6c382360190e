/** However the app is left, the next start goes on there: each recording's own view, the last moment, work under way. */
import { expect, test, type Page } from '@playwright/test';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject } from '../../scripts/projectPaths.ts';
import { killApp } from '../harness/appProcesses.ts';
import { launchApp, type LaunchedApp, type LaunchOptions } from '../harness/launchApp.ts';
import { writeRepeatedSpeech } from '../harness/repeatedSpeech.ts';
import { sampleAt, shownMarkers, shownView } from '../harness/shownView.ts';
import {
  choose,
  focusLane,
  notices,
  openFromOutside,
  pointIn,
  readField,
  typeInto,
  waitForLanes,
  waitForRecording,
} from '../harness/studioPage.ts';

const mono = inProject('tests/fixtures/jfk.wav');

let folder: string;
let running: LaunchedApp[] = [];

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'phonoscope-leaving-'));
});
test.afterEach(async () => {
  for (const launched of running) await launched.close();
  running = [];
  await rm(folder, { recursive: true, force: true });
});

/** With a profile that outlives the app, as a person's does. */
async function start(profile: string, options: LaunchOptions = {}): Promise<LaunchedApp> {
  const launched = await launchApp({ ...options, userDataDir: join(folder, profile) });
  running.push(launched);
  return launched;
}

async function quit(launched: LaunchedApp): Promise<void> {
  await launched.close();
  running = running.filter((other) => other !== launched);
}

/** Saves under a new name, as if it had been chosen in the system's dialog. */
async function saveAs({ app, window }: LaunchedApp, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  await window.keyboard.press('Control+Shift+S');
  await expect(window.getByTestId('save-state')).toHaveAttribute('title', path);
  await expect(window.getByTestId('save-state')).toHaveText('Saved');
}

async function addMarker(window: Page, time: string): Promise<void> {
  const before = (await shownMarkers(window)).length;
  await typeInto(window, 'transport-time', time);
  await focusLane(window);
  await window.keyboard.press('m');
  await expect.poll(async () => (await shownMarkers(window)).length).toBe(before + 1);
}

async function showRecording(window: Page, name: string): Promise<void> {
  await window.getByRole('tab', { name: 'Recordings' }).click();
  await window.getByRole('list', { name: 'Recordings' }).getByText(name).click();
  await window.getByRole('tab', { name: 'Inspector' }).click();
  await waitForRecording(window, name);
}

interface ViewToSet {
  readonly shown: string;
  readonly marker: string;
  readonly selection: readonly [string, string];
  readonly bandHz: readonly [string, string];
  readonly fields: Readonly<Record<string, string>>;
  readonly choices: Readonly<Record<string, string>>;
}

/** Everything away from its default, each by the field that a person uses. */
async function setView(window: Page, view: ViewToSet): Promise<void> {
  for (const [name, value] of Object.entries(view.choices)) await choose(window, `spectrogram-${name}`, value);
  for (const [name, value] of Object.entries(view.fields)) await typeInto(window, `spectrogram-${name}`, value);
  await typeInto(window, 'zoom-length', view.shown);
  await addMarker(window, view.marker);
  await typeInto(window, 'selection-start', view.selection[0]);
  await typeInto(window, 'selection-end', view.selection[1]);
  await typeInto(window, 'selection-low-hz', view.bandHz[0]);
  await typeInto(window, 'selection-high-hz', view.bandHz[1]);
}

test('two recordings keep their own views, in the window and in the file', async () => {
  const project = join(folder, 'two recordings.phono');
  const first = await start('first');
  const { window } = first;
  await waitForRecording(window, 'jfk.flac');
  await setView(window, {
    shown: '2.5 s',
    marker: '4.25 s',
    selection: ['3.9 s', '4.6 s'],
    bandHz: ['300 Hz', '3400 Hz'],
    fields: { 'win-length': '1024', 'hop-length': '96', 'pre-emphasis': '0.9', 'f-max': '9 kHz', floor: '-90' },
    choices: { window: 'blackman', scale: 'log', 'colour-map': 'viridis', reduce: 'mean' },
  });
  const stereo = await shownView(window);

  await openFromOutside(first, mono);
  await waitForRecording(window, mono);
  await setView(window, {
    shown: '900 ms',
    marker: '7.125 s',
    selection: ['6.9 s', '7.3 s'],
    bandHz: ['1 kHz', '2 kHz'],
    fields: { 'win-length': '256', range: '60', gamma: '1.5', 'f-min': '100' },
    choices: { window: 'hamming', scale: 'bark', 'zero-padding': '4', 'colour-map': 'grey' },
  });
  const monophonic = await shownView(window);

  await showRecording(window, 'jfk.flac');
  expect(await shownView(window)).toEqual(stereo);
  await showRecording(window, 'jfk.wav');
  expect(await shownView(window)).toEqual(monophonic);

  await saveAs(first, project);
  first.expectNoErrors();
  await quit(first);
  expect(await readdir(folder)).toEqual(['first', 'two recordings.phono']);

  // Nothing of it lies in the profile.
  const second = await start('another person', { files: [project] });
  await waitForRecording(second.window, mono);
  await waitForLanes(second.window);
  expect(await shownView(second.window)).toEqual(monophonic);
  await showRecording(second.window, 'jfk.flac');
  await waitForLanes(second.window);
  expect(await shownView(second.window)).toEqual(stereo);
  await expect(notices(second.window)).toHaveCount(0);
  second.expectNoErrors();
});

test('what is done in the last moment before quitting is kept', async () => {
  const project = join(folder, 'kept.phono');
  const first = await start('profile');
  await waitForRecording(first.window, 'jfk.flac');
  await saveAs(first, project);
  await addMarker(first.window, '5 s');
  await first.window.keyboard.press('Control+s');
  await typeInto(first.window, 'zoom-length', '5 s');
  await addMarker(first.window, '6 s');
  await typeInto(first.window, 'transport-time', '5.345 s');
  first.expectNoErrors();
  await quit(first);

  const second = await start('profile');
  const { window } = second;
  await waitForRecording(window, 'jfk.flac');
  await expect(window.getByTestId('save-state')).toHaveAttribute('title', project);
  await waitForLanes(window);
  expect(await readField(window, 'transport-time')).toBe('0:05.345');
  expect(await readField(window, 'zoom-length')).toBe('5.000 s');
  await expect.poll(() => shownMarkers(window)).toEqual(['Marker 1 at 0:05.000', 'Marker 2 at 0:06.000']);
  second.expectNoErrors();
});

test('settings survive a restart', async () => {
  const first = await start('profile');
  await waitForRecording(first.window, 'jfk.flac');
  await first.window.keyboard.press('Control+;');
  await choose(first.window, 'setting-theme', 'light');
  await choose(first.window, 'setting-timeFormat', 'samples');
  await choose(first.window, 'setting-keyPreset', 'audacity');
  await choose(first.window, 'setting-colourMap', 'cividis');
  await expect(first.window.locator('html')).toHaveAttribute('data-theme', 'light');
  await quit(first);

  const second = await start('profile');
  const { window } = second;
  await waitForLanes(window);
  await expect(window.locator('html')).toHaveAttribute('data-theme', 'light');
  await window.getByRole('tab', { name: 'Settings' }).click();
  expect(await readField(window, 'setting-timeFormat')).toBe('samples');
  expect(await readField(window, 'setting-keyPreset')).toBe('audacity');
  expect(await readField(window, 'setting-colourMap')).toBe('cividis');
  await typeInto(window, 'transport-time', '1 s');
  expect(await readField(window, 'transport-time')).toMatch(/^44,?100\b/);
  second.expectNoErrors();
});

test('a draft comes back after the whole app was killed, and tells it once', async () => {
  const first = await start('profile');
  await waitForRecording(first.window, 'jfk.flac');
  await addMarker(first.window, '2 s');
  await addMarker(first.window, '5.5 s');
  await killApp(first);

  const second = await start('profile');
  await waitForLanes(second.window);
  await expect(notices(second.window)).toContainText('Phonoscope did not close this project last time');
  await expect(second.window.getByTestId('save-state')).toHaveText('Recovered');
  expect(await shownMarkers(second.window)).toEqual(['Marker 1 at 0:02.000', 'Marker 2 at 0:05.500']);
  second.expectNoErrors();
  await quit(second);

  const third = await start('profile');
  await waitForLanes(third.window);
  await expect(third.window.getByTestId('save-state')).toHaveText('Draft, kept safe');
  await expect(notices(third.window)).toHaveCount(0);
  await expect.poll(async () => (await shownMarkers(third.window)).length).toBe(2);
  third.expectNoErrors();
});

test('quitting while a long recording is read keeps what had come, and what was marked in it', async () => {
  const long = join(folder, 'long.wav');
  await writeRepeatedSpeech(long, 600);
  const first = await start('profile');
  const chip = first.window.getByTestId('engine-chip');
  await waitForRecording(first.window, 'jfk.flac');
  await openFromOutside(first, long);
  await expect(chip).toContainText('Import long.wav');
  await expect(first.window.getByTestId('lane-waveform-1')).toBeHidden(); // it is shown: the sample is stereo
  const middle = await pointIn(first.window.getByTestId('lane-waveform-0-surface'), 0.5, 0.5);
  await first.window.mouse.click(middle.x, middle.y);
  await first.window.keyboard.press('m');
  await expect.poll(() => shownMarkers(first.window)).toHaveLength(1);
  const markers = await shownMarkers(first.window);
  const lastSample = await sampleAt(first.window, 1);
  await expect(chip, 'still at it').toContainText('Import long.wav');
  first.expectNoErrors();
  await quit(first);

  const second = await start('profile');
  const { window } = second;
  await expect(notices(window)).toContainText(/The import of long\.wav was interrupted after [\d.]+ s/);
  await expect(window.getByTestId('status-format')).toContainText('16 kHz · mono');
  await expect(window.getByTestId('asset-warning')).toContainText('interrupted');
  await waitForLanes(window);
  await focusLane(window);
  await window.keyboard.press('f');
  await expect.poll(() => sampleAt(window, 1)).toBeGreaterThanOrEqual(lastSample);
  expect(await shownMarkers(window)).toEqual(markers);
  await showRecording(window, 'jfk.flac');
  await waitForLanes(window);
  second.expectNoErrors();
});

test('quitting while the hidden window decodes AAC keeps what had come', async () => {
  const frames = await readFile(inProject('tests/fixtures/audio/adts-aac.aac'));
  const long = join(folder, 'long.aac');
  await writeFile(long, Buffer.concat(Array.from({ length: 4000 }, () => frames)));
  const first = await start('profile');
  const chip = first.window.getByTestId('engine-chip');
  await waitForRecording(first.window, 'jfk.flac');
  await openFromOutside(first, long);
  await expect(chip).toContainText('Import long.aac');
  await expect(first.window.getByTestId('lane-waveform-1')).toBeHidden(); // it is shown: the sample is stereo
  await focusLane(first.window);
  await first.window.keyboard.press('m'); // work of a person's own, so that the draft is kept
  await expect.poll(() => shownMarkers(first.window)).toHaveLength(1);
  await expect(chip, 'still at it').toContainText('Import long.aac');
  await quit(first);

  const second = await start('profile');
  await expect(notices(second.window)).toContainText(/The import of long\.aac was interrupted after [\d.]+ s/);
});
