/** What a person made is kept: saved, reopened as it was, recovered after a kill; files we cannot read stay untouched. */
import { expect, test, type Page } from '@playwright/test';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inProject } from '../../scripts/projectPaths.ts';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import {
  choose,
  focusLane,
  notices,
  openFromOutside,
  readField,
  typeInto,
  waitForLanes,
  waitForRecording,
} from '../harness/studioPage.ts';

const speech = inProject('tests/fixtures/jfk.wav');

let folder: string;
let userDataDir: string;

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'phonoscope-keeping-'));
  userDataDir = await mkdtemp(join(tmpdir(), 'phonoscope-profile-'));
});
test.afterEach(async () => {
  for (const path of [folder, userDataDir]) await rm(path, { recursive: true, force: true });
});

async function saveAs({ app, window }: LaunchedApp, filePath: string): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
  }, filePath);
  await window.keyboard.press('Control+Shift+s');
  await expect(window.getByTestId('save-state')).toHaveText('Saved');
  await expect(window.getByTestId('save-state')).toHaveAttribute('title', filePath);
}

function title({ app }: LaunchedApp): Promise<string | undefined> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
}

/** Everything of the view that a person would miss. */
async function viewOf(window: Page): Promise<Record<string, string>> {
  const fields = ['zoom-length', 'selection-start', 'selection-end', 'selection-low-hz', 'selection-high-hz'];
  const settings = ['spectrogram-window', 'spectrogram-scale', 'spectrogram-colour-map', 'spectrogram-win-length'];
  const values: Record<string, string> = {};
  for (const testId of [...fields, ...settings]) values[testId] = await readField(window, testId);
  values['shown'] = (await window.getByTestId('overview-window').getAttribute('aria-valuetext')) ?? '';
  return values;
}

const markers = (window: Page) => window.getByRole('button', { name: /^Marker \d+ at / });

async function arrangeView(window: Page): Promise<void> {
  await window.getByTestId('selection-start').fill('2.5 s');
  await window.getByTestId('selection-start').press('Enter');
  await typeInto(window, 'selection-end', '4 s');
  await window.getByTestId('command-view.zoomToSelection').click();
  await typeInto(window, 'selection-start', '3 s');
  await typeInto(window, 'selection-low-hz', '300 Hz');
  await typeInto(window, 'selection-high-hz', '3 kHz');
  await choose(window, 'spectrogram-window', 'blackman');
  await choose(window, 'spectrogram-scale', 'bark');
  await choose(window, 'spectrogram-colour-map', 'viridis');
  await typeInto(window, 'spectrogram-win-length', '700');
}

async function addMarkerAt(window: Page, time: string): Promise<void> {
  const before = await readField(window, 'selection-start');
  await focusLane(window);
  await window.keyboard.press('Escape');
  await typeInto(window, 'transport-time', time);
  await focusLane(window);
  await window.keyboard.press('m');
  if (before !== '') await expect(markers(window)).not.toHaveCount(0);
}

test('a saved project opens exactly as it was left', async () => {
  const file = join(folder, 'speech.phono');
  const first = await launchApp({ userDataDir, files: [speech] });
  let left: Record<string, string>;
  try {
    const { window } = first;
    await waitForRecording(window, speech);
    await expect(window.getByTestId('save-state')).toHaveText('Draft, kept safe');
    expect(await title(first)).toBe('jfk.wav – Phonoscope');
    // A second recording in the same project.
    await openFromOutside(first, inProject('tests/fixtures/audio/flac-s24.flac'));
    await waitForRecording(window, 'flac-s24.flac');
    await window.getByRole('tab', { name: 'Recordings' }).click();
    await window.getByRole('list', { name: 'Recordings' }).getByText('jfk.wav').click();
    await window.getByRole('tab', { name: 'Inspector' }).click();
    await waitForRecording(window, 'jfk.wav');
    await addMarkerAt(window, '3.25 s');
    await addMarkerAt(window, '3.5 s');
    await expect(markers(window)).toHaveCount(2);
    await arrangeView(window);
    await focusLane(window);
    await window.keyboard.press('Shift+M');
    await expect(window.getByTestId('markers-table')).toBeVisible();
    left = await viewOf(window);
    await saveAs(first, file);
    expect(await title(first)).toBe('speech – Phonoscope');
    first.expectNoErrors();
  } finally {
    await first.close();
  }

  const second = await launchApp({ userDataDir });
  try {
    const { window } = second;
    await waitForRecording(window, 'jfk.wav');
    await waitForLanes(window);
    await expect.poll(() => viewOf(window)).toEqual(left);
    expect(left).toMatchObject({
      shown: '0:02.500 to 0:04.000',
      'zoom-length': '1.500 s',
      'spectrogram-scale': 'bark',
      'spectrogram-win-length': expect.stringMatching(/^700\b/),
    });
    await expect(markers(window)).toHaveCount(2);
    await expect(window.getByTestId('markers-table')).toBeVisible();
    await expect(window.getByTestId('save-state')).toHaveText('Saved');
    expect(await title(second)).toBe('speech – Phonoscope');
    await window.getByRole('tab', { name: 'Recordings' }).click();
    await expect(window.getByRole('list', { name: 'Recordings' }).getByRole('listitem')).toHaveCount(2);
    await expect(notices(window)).toHaveCount(0);
    second.expectNoErrors();
  } finally {
    await second.close();
  }
});

test('what is changed in a saved project is kept without saving again', async () => {
  const file = join(folder, 'auto.phono');
  const first = await launchApp({ userDataDir, files: [speech] });
  try {
    await waitForRecording(first.window, speech);
    await saveAs(first, file);
    await addMarkerAt(first.window, '1 s');
    await expect(markers(first.window)).toHaveCount(1);
  } finally {
    await first.close();
  }
  const second = await launchApp({ userDataDir, files: [file] });
  try {
    await waitForRecording(second.window, 'jfk.wav');
    await expect(second.window.getByRole('button', { name: 'Marker 1 at 0:01.000' })).toBeVisible();
  } finally {
    await second.close();
  }
});

test('a closed project is among the recent ones and opens from there', async () => {
  const file = join(folder, 'recent.phono');
  const launched = await launchApp({ userDataDir, files: [speech] });
  try {
    const { window } = launched;
    await waitForRecording(window, speech);
    await saveAs(launched, file);
    await window.keyboard.press('Control+w');
    await expect(window.getByTestId('empty-state')).toBeVisible();
    expect(await title(launched)).toBe('Phonoscope');
    await window
      .getByTestId('empty-state')
      .getByRole('button', { name: /^recent/ })
      .click();
    await waitForRecording(window, 'jfk.wav');
    await expect(window.getByTestId('save-state')).toHaveText('Saved');
    launched.expectNoErrors();
  } finally {
    await launched.close();
  }
});

test('a draft survives kill −9 of the whole app and says that it was recovered', async () => {
  const first = await launchApp({ userDataDir, files: [speech] });
  await waitForRecording(first.window, speech);
  await addMarkerAt(first.window, '2 s');
  await expect(first.window.getByRole('button', { name: 'Marker 1 at 0:02.000' })).toBeVisible();
  await killEverything(first);

  const second = await launchApp({ userDataDir });
  try {
    const { window } = second;
    await waitForRecording(window, 'jfk.wav');
    await expect(window.getByRole('button', { name: 'Marker 1 at 0:02.000' })).toBeVisible();
    await expect(notices(window)).toContainText('did not close this project last time');
    await expect(window.getByTestId('save-state')).toHaveText('Recovered');
    await waitForLanes(window);
    second.expectNoErrors();
  } finally {
    await second.close();
  }
});

/** No process gets to say good-bye: the main one first, so that it cannot see the others die. */
async function killEverything({ app }: LaunchedApp): Promise<void> {
  const pids = await app.evaluate(({ app: electronApp }) => electronApp.getAppMetrics().map((metric) => metric.pid));
  const main = app.process();
  const ended = new Promise((resolve) => main.once('exit', resolve));
  main.kill('SIGKILL');
  for (const pid of pids.filter((other) => other !== main.pid)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // gone with the main process already
    }
  }
  await ended;
}

test.describe('project files that cannot be read', () => {
  let good: Buffer;

  test.beforeAll(async () => {
    const launched = await launchApp({ files: [speech] });
    try {
      const path = join(launched.userDataDir, 'good.phono');
      await waitForRecording(launched.window, speech);
      await saveAs(launched, path);
      await launched.window.keyboard.press('Control+w'); // closed cleanly: all of it is in the one file
      await launched.window.getByTestId('empty-state').waitFor();
      good = await readFile(path);
    } finally {
      await launched.close();
    }
  });

  const cases = [
    {
      name: 'of a newer Phonoscope',
      change: (bytes: Buffer) => {
        bytes.writeUInt32BE(bytes.readUInt32BE(60) + 1, 60); // user_version
        return bytes;
      },
      says: /newer Phonoscope.*E_PROJECT_NEWER/s,
    },
    {
      name: 'cut short',
      change: (bytes: Buffer) => bytes.subarray(0, Math.round(bytes.length / 2)),
      dialog: /bad\.phono is damaged.*the end is missing.*has not been changed/s,
    },
    {
      name: 'with a page of noise',
      change: (bytes: Buffer) => {
        const pageBytes = bytes.readUInt16BE(16) || 4096;
        bytes.fill(0x5a, pageBytes, 2 * pageBytes);
        return bytes;
      },
      dialog: /bad\.phono is damaged.*has not been changed/s,
    },
  ];

  for (const { name, change, says, dialog } of cases) {
    test(`one ${name} is refused with the reason and left untouched`, async () => {
      const path = join(folder, 'bad.phono');
      await writeFile(path, change(Buffer.from(good)));
      const before = await hashOf(path);
      const launched = await launchApp({ userDataDir, files: [speech] });
      try {
        await waitForRecording(launched.window, speech);
        await openFromOutside(launched, path);
        if (says !== undefined) {
          await expect(notices(launched.window)).toContainText('bad.phono');
          await expect(notices(launched.window)).toContainText(says);
        } else {
          await expect(launched.window.getByTestId('dialog-rescue')).toContainText(dialog);
          await launched.window.keyboard.press('Escape');
        }
        await waitForRecording(launched.window, speech); // the open project stays
        launched.expectNoErrors();
      } finally {
        await launched.close();
      }
      expect(await hashOf(path)).toBe(before);
    });
  }

  async function hashOf(path: string): Promise<string> {
    return createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  }
});
