/** What was done stays: saved and opened again, after a kill, beside files that are refused, when quitting at work. */
import { expect, test, type Page } from '@playwright/test';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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
  readField,
  shownRecording,
  typeInto,
  waitForLanes,
  waitForRecording,
} from '../harness/studioPage.ts';

const mono = inProject('tests/fixtures/jfk.wav');

let folder: string;
let running: LaunchedApp[] = [];

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'phonoscope-keeping-'));
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
  await expect(window.getByTestId('save-state')).toHaveText('Saved');
  await expect(window.getByTestId('save-state')).toHaveAttribute('title', path);
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

async function titleOf({ app }: LaunchedApp): Promise<string> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle() ?? '');
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

test('two recordings, each with its own view, come back exactly as they were left', async () => {
  const project = join(folder, 'two recordings.phono');
  const first = await start('first');
  const { window } = first;
  await waitForRecording(window, 'jfk.flac');
  await expect(window.getByTestId('save-state')).toHaveText('Draft, kept safe');
  await setView(window, {
    shown: '2.5 s',
    marker: '4.25 s',
    selection: ['3.9 s', '4.6 s'],
    bandHz: ['300 Hz', '3400 Hz'],
    fields: { 'win-length': '1024', 'hop-length': '96', 'pre-emphasis': '0.9', 'f-max': '9000', floor: '-90' },
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
  expect(monophonic.edges).not.toEqual(stereo.edges);

  await showRecording(window, 'jfk.flac');
  expect(await shownView(window)).toEqual(stereo);
  await showRecording(window, 'jfk.wav');
  expect(await shownView(window)).toEqual(monophonic);

  await saveAs(first, project);
  await expect.poll(() => titleOf(first)).toBe('two recordings – Phonoscope');
  first.expectNoErrors();
  await quit(first);
  expect(await readdir(folder)).toEqual(['first', 'two recordings.phono']);

  const second = await start('another person', { files: [project] });
  await waitForRecording(second.window, mono);
  await waitForLanes(second.window);
  await expect(second.window.getByTestId('save-state')).toHaveText('Saved');
  expect(await titleOf(second)).toBe('two recordings – Phonoscope');
  expect(await shownView(second.window)).toEqual(monophonic);
  await showRecording(second.window, 'jfk.flac');
  await waitForLanes(second.window);
  expect(await shownView(second.window)).toEqual(stereo);
  await expect(notices(second.window)).toHaveCount(0);
  second.expectNoErrors();
});

test('changes after saving are kept, saved by the key or not, up to the last moment before quitting', async () => {
  const project = join(folder, 'kept.phono');
  const first = await start('profile');
  await waitForRecording(first.window, 'jfk.flac');
  await saveAs(first, project);
  await addMarker(first.window, '1 s');
  await first.window.keyboard.press('Control+s');
  await addMarker(first.window, '2 s');
  await expect(first.window.getByTestId('save-state')).toHaveText('Saved');
  await typeInto(first.window, 'zoom-length', '5 s');
  await typeInto(first.window, 'transport-time', '2.345 s');
  first.expectNoErrors();
  await quit(first);

  const second = await start('profile');
  const { window } = second;
  await waitForRecording(window, 'jfk.flac');
  expect(await titleOf(second)).toBe('kept – Phonoscope');
  await expect.poll(() => readField(window, 'transport-time')).toBe('0:02.345');
  expect(await readField(window, 'zoom-length')).toBe('5.000 s');
  expect(await shownMarkers(window)).toHaveLength(2);

  // Closed and found again among the recent projects.
  await focusLane(window);
  await window.keyboard.press('Control+w');
  const recent = window.getByTestId('empty-state').getByRole('button', { name: project });
  await expect(recent).toContainText('kept');
  expect(await titleOf(second)).toBe('Phonoscope');
  await recent.click();
  await waitForRecording(window, 'jfk.flac');
  expect(await readField(window, 'transport-time')).toBe('0:02.345');
  expect(await shownMarkers(window)).toHaveLength(2);
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

  const { window, expectNoErrors } = await start('profile');
  await waitForLanes(window);
  await expect(window.locator('html')).toHaveAttribute('data-theme', 'light');
  await window.getByRole('tab', { name: 'Settings' }).click();
  expect(await readField(window, 'setting-timeFormat')).toBe('samples');
  expect(await readField(window, 'setting-keyPreset')).toBe('audacity');
  expect(await readField(window, 'setting-colourMap')).toBe('cividis');
  await typeInto(window, 'transport-time', '1 s');
  expect(await readField(window, 'transport-time')).toMatch(/^44,?100\b/);
  expectNoErrors();
});

test('a draft comes back after the whole app was killed', async () => {
  const first = await start('profile');
  await waitForRecording(first.window, 'jfk.flac');
  await addMarker(first.window, '2 s');
  await addMarker(first.window, '5.5 s');
  await killApp(first);

  const second = await start('profile');
  const { window } = second;
  await waitForRecording(window, 'jfk.flac');
  await waitForLanes(window);
  await expect(notices(window)).toContainText('Phonoscope did not close this project last time');
  await expect(window.getByTestId('save-state')).toHaveText('Recovered');
  expect(await shownMarkers(window)).toEqual(['Marker 1 at 0:02.000', 'Marker 2 at 0:05.500']);
  second.expectNoErrors();
  await quit(second);

  // Told once: the third start finds everything in order.
  const third = await start('profile');
  await waitForRecording(third.window, 'jfk.flac');
  await expect(third.window.getByTestId('save-state')).toHaveText('Draft, kept safe');
  await expect(notices(third.window)).toHaveCount(0);
  expect(await shownMarkers(third.window)).toHaveLength(2);
  third.expectNoErrors();
});

const pageBytes = 8192;
const refused: readonly { name: string; damage: (path: string) => Promise<void>; says: RegExp }[] = [
  {
    name: 'a newer version wrote',
    damage: (path) =>
      change(path, async (file) => {
        const version = Buffer.alloc(4);
        await file.read(version, 0, 4, 60); // user_version of SQLite's header
        version.writeUInt32BE(version.readUInt32BE() + 1);
        await file.write(version, 0, 4, 60);
      }),
    says: /written by a newer Phonoscope \(schema version (\d+), this one reads up to (\d+)\).*E_PROJECT_NEWER/,
  },
  {
    name: 'has zeroed pages',
    damage: (path) =>
      change(path, async (file) => {
        await file.write(Buffer.alloc(3 * pageBytes), 0, 3 * pageBytes, pageBytes);
      }),
    says: /damaged.*E_PROJECT_CORRUPT/s,
  },
];

async function change(path: string, work: (file: Awaited<ReturnType<typeof open>>) => Promise<void>): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await work(file);
  } finally {
    await file.close();
  }
}

async function digest(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

test('projects that cannot be read are refused with the reason and left as they are', async () => {
  const good = join(folder, 'good.phono');
  const launched = await start('profile');
  const { window } = launched;
  await waitForRecording(window, 'jfk.flac');
  await saveAs(launched, good);
  await window.keyboard.press('Control+w');
  await expect(window.getByTestId('empty-state')).toBeVisible();

  for (const [i, { name, damage, says }] of refused.entries()) {
    const path = join(folder, String(i), 'refused.phono');
    await test.step(`one that ${name}`, async () => {
      await copyInto(good, path);
      await damage(path);
      const before = await digest(path);
      await openFromOutside(launched, path);
      await expect(notices(window)).toContainText(path);
      await expect(notices(window)).toContainText(says);
      expect(await digest(path)).toBe(before);
      expect(await readdir(dirname(path))).toEqual(['refused.phono']);
      await expect(window.getByTestId('empty-state')).toBeVisible();
      await notices(window).getByRole('button').click();
    });
  }

  await openFromOutside(launched, good);
  await waitForRecording(window, 'jfk.flac');
  launched.expectNoErrors();
});

async function copyInto(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to);
}

test('quitting while a long recording is read keeps what had come, and what was marked in it', async () => {
  const long = join(folder, 'long.wav');
  await writeRepeatedSpeech(long, 600);
  const first = await start('profile');
  await waitForRecording(first.window, 'jfk.flac');
  await openFromOutside(first, long);
  await expect(first.window.getByTestId('engine-chip')).toContainText('Import long.wav');
  await expect(first.window.getByTestId('lane-waveform-1')).toBeHidden();
  await addMarker(first.window, '3 s');
  await focusLane(first.window);
  const lastSample = await sampleAt(first.window, 1);
  await expect(first.window.getByTestId('engine-chip')).toContainText('Import long.wav'); // still at it
  await quit(first);

  const second = await start('profile');
  const { window } = second;
  await expect(notices(window)).toContainText(/The import of long\.wav was interrupted after [\d.]+ s/);
  await expect(window.getByTestId('asset-warning')).toContainText('interrupted');
  expect((await shownRecording(window))?.name).toBe('long.wav');
  await waitForLanes(window);
  await focusLane(window);
  await window.keyboard.press('f');
  expect(await sampleAt(window, 1)).toBeGreaterThanOrEqual(lastSample);
  expect(await shownMarkers(window)).toEqual(['Marker 1 at 0:03.000']);
  await showRecording(window, 'jfk.flac');
  await waitForLanes(window);
  second.expectNoErrors();
});
