/** Sound out of the window: by mouse, and by keys alone; what is written is read back. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inProject } from '../../scripts/projectPaths.ts';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import {
  choose,
  focusLane,
  openFromOutside,
  runFromPalette,
  typeInto,
  waitForLanes,
  waitForRecording,
} from '../harness/studioPage.ts';
import { showSize, showTheme, themes } from '../harness/workbenchViews.ts';
import { decodeAll } from '../unit/engine/audio/decodeAll.ts';

const speech = inProject('tests/fixtures/jfk.wav'); // 16 kHz mono, 176,000 samples
let launched: LaunchedApp;
let window: Page;
let folder: string;

test.beforeAll(async () => {
  launched = await launchApp();
  window = launched.window;
  folder = join(launched.userDataDir, 'exported');
  await mkdir(folder);
  await waitForRecording(window, 'jfk.flac');
  await openFromOutside(launched, speech);
  await waitForRecording(window, speech);
  await waitForLanes(window);
  await focusLane(window);
  await runFromPalette(window, 'Detect speech');
  await expect(window.getByTestId('lane-tier-0')).toBeVisible({ timeout: 20_000 });
  // What the system's dialogs would have answered is decided here.
  await launched.app.evaluate(({ dialog }, place) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [place] });
    dialog.showSaveDialog = (...args: unknown[]) => {
      const { defaultPath = '' } = args.at(-1) as { defaultPath?: string };
      return Promise.resolve({ canceled: false, filePath: `${place}/${defaultPath}` });
    };
  }, folder);
});
test.afterAll(() => launched.close());

const state = () => window.getByTestId('export-state');
const written = () => expect(state()).toHaveAttribute('data-state', 'done', { timeout: 20_000 });
const decoded = async (name: string) => decodeAll(new Uint8Array(await readFile(join(folder, name))));

test('by mouse: the recording as WAV without a changed sample, from the menu’s command', async () => {
  await launched.app.evaluate(({ Menu }) => {
    const file = Menu.getApplicationMenu()?.items.find(({ label }) => label === '&File');
    file?.submenu?.items.find(({ label }) => label === 'Export sound…')?.click();
  });
  await expect(window.getByTestId('export-dialog')).toBeVisible();
  await choose(window, 'export-preset', 'exact');
  await expect(window.getByTestId('export-summary')).toContainText('1 file, 0:11.000, 704 kB');
  await window.getByTestId('export-start').click();
  await written();
  await expect(state()).toContainText('Written: 704 kB.');
  const [made, before] = [await decoded('jfk.wav'), await decodeAll(new Uint8Array(await readFile(speech)))];
  expect(made.channels).toEqual(before.channels);
  expect(made.info.bitsPerSample).toBe(32);
});

test('Opus by the platform’s encoder: as long as the sound, to the sample', async () => {
  await choose(window, 'export-preset', 'opus');
  await expect(window.getByTestId('export-summary')).toContainText('48 kHz, mono');
  await window.getByTestId('export-title').fill('Ask not');
  await window.getByTestId('export-start').click();
  await expect.poll(() => readdir(folder)).toContain('jfk.opus');
  await written();
  const { info, channels } = await decoded('jfk.opus');
  expect(info).toMatchObject({ container: 'Ogg', sampleRateHz: 48_000, channels: 1, nSamples: 528_000 });
  const bytes = await readFile(join(folder, 'jfk.opus'));
  expect(bytes.includes('TITLE=Ask not')).toBe(true);
  // Aligned: the best lag against the recording at 48 kHz is none.
  const { channels: exact } = await decodeAll(new Uint8Array(await readFile(speech)));
  const correlation = (lag: number) =>
    Array.from(
      { length: 30_000 },
      (_, n) => exact[0]![n + 20_000]! * (channels[0]![3 * (n + 20_000) + lag] ?? 0),
    ).reduce((sum, x) => sum + x, 0);
  const lags = [-6, -3, -1, 0, 1, 3, 6];
  const best = lags.reduce((a, b) => (correlation(b) > correlation(a) ? b : a));
  expect(Math.abs(best)).toBeLessThanOrEqual(1);
});

test('clipped samples are told, and exported again lower', async () => {
  await window.keyboard.press('Escape');
  await focusLane(window);
  await runFromPalette(window, 'Gain of the track');
  await typeInto(window, 'edit-prompt-field', '12 dB');
  await window.keyboard.press('Control+e');
  await choose(window, 'export-preset', 'archive');
  await window.getByTestId('export-start').click();
  await written();
  await expect(state()).toContainText(/beyond full scale were clipped, the first at \d+\.\d+ s of jfk\.wav/);
  await window.getByTestId('export-again').click();
  await expect(state()).toContainText('level −');
  await written();
  await expect(state()).not.toContainText('clipped');
  const { channels } = await decoded('jfk.wav');
  const peak = channels[0]!.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  expect(20 * Math.log10(peak)).toBeCloseTo(-0.1, 2);
});

test('by keys alone: the labelled intervals as a data set', async () => {
  await window.keyboard.press('Escape');
  await expect(window.getByTestId('export-dialog')).toBeHidden();
  await focusLane(window);
  await window.keyboard.press('Control+e');
  await expect(window.getByTestId('export-preset')).toBeFocused();
  await window.keyboard.press('End'); // the last of the presets
  await expect(window.getByTestId('export-what')).toHaveValue('intervals');
  const reach = async (testId: string) => {
    for (let i = 0; i < 40; i++) {
      if (await window.getByTestId(testId).evaluate((element) => element === document.activeElement)) return;
      await window.keyboard.press('Tab');
    }
    throw new Error(`Tab does not reach ${testId}`);
  };
  await reach('export-padding');
  await window.keyboard.type('0.1');
  await window.keyboard.press('Enter');
  await reach('export-textgrids');
  await window.keyboard.press('Space');
  await reach('export-names');
  await window.keyboard.press('Control+a');
  await window.keyboard.type('{{nam}_{{n}');
  await expect(window.getByTestId('export-problem')).toBeVisible();
  await window.keyboard.press('Control+a');
  await window.keyboard.type('chunk {n}');
  await expect(window.getByTestId('export-file-names')).toContainText('chunk 1.wav');
  await reach('export-folder');
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('export-folder-path')).toHaveText(folder);
  await reach('export-start');
  await window.keyboard.press('Enter');
  await written();
  const names = await readdir(folder);
  const rows = (await readFile(join(folder, 'metadata.jsonl'), 'utf8')).trimEnd().split('\n');
  expect(names.filter((name) => name.startsWith('chunk') && name.endsWith('.wav'))).toHaveLength(rows.length);
  expect(names.filter((name) => name.endsWith('.TextGrid'))).toHaveLength(rows.length);
  const first = JSON.parse(rows[0]!) as { file_name: string; duration: number };
  expect((await decoded(first.file_name)).info).toMatchObject({
    ...{ sampleRateHz: 16_000, channels: 1, nSamples: Math.round(first.duration * 16_000) },
  });
  await expect(window.getByTestId('export-problem')).toContainText('there already'); // a second time would replace them
  await window.keyboard.press('Escape');
  await expect(window.getByTestId('export-dialog')).toBeHidden();
  await expect(window.locator('[data-lane-key]:focus')).toHaveCount(1);
});

test('the dialog passes axe and nothing in it is cut off, in both themes', async () => {
  await writeFile(join(folder, 'chunk 2.wav'), 'mine');
  for (const theme of themes) {
    await showTheme(launched, theme);
    await focusLane(window);
    await window.keyboard.press('Control+e');
    for (const what of ['mix', 'intervals']) {
      await choose(window, 'export-what', what);
      await expect(window.getByTestId('export-summary')).not.toHaveAttribute('aria-busy', 'true');
      for (const [width, height] of [
        [1280, 720],
        [1920, 1080],
      ] as const) {
        await showSize(launched, width, height);
        await launched.screenshot(`export-${what}-${theme}-${String(width)}`);
      }
      const cut = await window.evaluate(() =>
        [...document.querySelectorAll('[data-testid="export-dialog"] :is(label, button, h3, p)')]
          .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.getClientRects().length > 0)
          .map((element) => element.textContent),
      );
      expect.soft(cut).toEqual([]);
      const axe = new AxeBuilder({ page: window }).setLegacyMode().include('[data-testid="export-dialog"]');
      const { violations } = await axe.analyze();
      expect.soft(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    }
    await window.keyboard.press('Escape');
  }
});

test('nothing went wrong meanwhile', () => {
  launched.expectNoErrors();
});
