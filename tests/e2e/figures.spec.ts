/** Figures of what the timeline shows: saved from the window as each format and read back. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inProject } from '../../scripts/projectPaths.ts';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import { layoutProblems } from '../harness/layoutProblems.ts';
import { readPng } from '../harness/readPng.ts';
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

let launched: LaunchedApp;
let window: Page;

test.beforeAll(async () => {
  launched = await launchApp();
  window = launched.window;
  await waitForRecording(window, 'jfk.flac');
  const speech = inProject('tests/fixtures/jfk.wav');
  await openFromOutside(launched, speech);
  await waitForRecording(window, speech);
  await waitForLanes(window);
  await focusLane(window);
  await runFromPalette(window, 'Detect speech');
  await expect(window.getByTestId('lane-tier-0')).toBeVisible({ timeout: 20_000 });
  await focusLane(window);
  for (const key of ['Shift+P', 'Shift+F', 'Shift+I', 'Shift+G']) await window.keyboard.press(key);
});
test.afterAll(() => launched.close());

/** What the dialog would have named is decided here. */
async function saved(name: string): Promise<Buffer> {
  const path = join(launched.userDataDir, name);
  await launched.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  await window.getByTestId('figure-save').click();
  await expect.poll(() => readFile(path).catch(() => null), { timeout: 20_000 }).not.toBeNull();
  await expect(window.getByTestId('figure-state')).toHaveAttribute('data-state', 'done');
  await expect(window.getByTestId('figure-state')).toContainText('Saved');
  await mkdir(inProject('out/figures'), { recursive: true }); // to look at
  await copyFile(path, inProject('out/figures', name));
  return readFile(path);
}

test('the key brings its fields, and the first of them has the focus', async () => {
  await window.keyboard.press('Control+Shift+e');
  await expect(window.getByTestId('figure-range')).toBeFocused();
  await expect(window.getByTestId('figure-panels')).toHaveText('waveform, spectrogram, tier');
});

test('SVG: axes, curves and labels are vectors and text, the picture lies in it', async () => {
  const svg = (await saved('whole.svg')).toString();
  const shape = await window.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    return {
      error: parsed.querySelector('parsererror')?.textContent ?? null,
      width: parsed.documentElement.getAttribute('width'),
      texts: [...parsed.querySelectorAll('text')].map((element) => element.textContent),
      images: [...parsed.querySelectorAll('image')].map((image) => image.getAttribute('href')?.slice(0, 22)),
      inks: [...new Set([...parsed.querySelectorAll('path')].map((path) => path.getAttribute('stroke')))],
      metadata: parsed.querySelector('metadata')?.textContent ?? '',
    };
  }, svg);
  expect(shape.error).toBeNull();
  expect(Number(shape.width)).toBeCloseTo((170 / 25.4) * 96, 1);
  for (const text of ['amplitude', 'frequency (Hz, mel)', 'pitch (Hz)', 'intensity (dB)', 'time (s)', 'dB', 'speech'])
    expect(shape.texts).toContain(text);
  expect(shape.images).toEqual(['data:image/png;base64,', 'data:image/png;base64,']); // picture and colour bar
  expect(shape.inks).toEqual(expect.arrayContaining(['#0057c2', '#d1222f', '#007a3d']));
  expect(JSON.parse(shape.metadata)).toMatchObject({
    recording: 'jfk.wav',
    startSec: 0,
    panels: [{ kind: 'waveform' }, { kind: 'spectrogram', pitch: { params: { floorHz: 75 } } }, { kind: 'tier' }],
  });
});

test('PNG: of the size that is said, every panel with something in it', async () => {
  await choose(window, 'figure-format', 'png');
  await typeInto(window, 'figure-width', '16 cm');
  await typeInto(window, 'figure-height', '100');
  await typeInto(window, 'figure-dpi', '200');
  await expect(window.getByTestId('figure-size')).toHaveText('1260 × 787 px');
  const { width, height, rgba } = readPng(await saved('whole.png'));
  expect([width, height]).toEqual([1260, 787]);
  const inked = (fromY: number, toY: number) => {
    let n = 0;
    for (let y = Math.floor(fromY * height); y < toY * height; y++)
      for (let x = Math.floor(0.12 * width); x < 0.7 * width; x++) if (rgba[4 * (y * width + x)]! < 200) n++;
    return n / ((toY - fromY) * height * 0.58 * width);
  };
  expect(inked(0.16, 0.3)).toBeGreaterThan(0.03); // waveform
  expect(inked(0.4, 0.75)).toBeGreaterThan(0.2); // spectrogram
  expect([...rgba.subarray(0, 3)]).toEqual([255, 255, 255]);
});

test('PDF: of the selection, every object where its table says', async () => {
  await focusLane(window);
  await window.keyboard.press('Control+a');
  await typeInto(window, 'selection-start', '1 s');
  await typeInto(window, 'selection-end', '2.5 s');
  await choose(window, 'figure-range', 'selection');
  await choose(window, 'figure-format', 'pdf');
  const pdf = (await saved('part.pdf')).toString('latin1');
  expect(pdf.startsWith('%PDF-1.4\n')).toBe(true);
  const [, count, rows] = /xref\n0 (\d+)\n((?:\d{10} \d{5} [nf] \n)+)trailer/.exec(pdf) ?? [];
  const offsets = (rows ?? '')
    .trimEnd()
    .split('\n')
    .map((row) => Number(row.slice(0, 10)));
  expect(offsets).toHaveLength(Number(count));
  for (const [i, offset] of offsets.entries())
    if (i > 0) expect(pdf.slice(offset, offset + 9)).toMatch(new RegExp(`^${String(i)} 0 obj`));
  const subject = /\/Subject <feff([0-9a-f]+)>/.exec(pdf)?.[1] ?? '';
  const text = Buffer.from(subject, 'hex').swap16().toString('utf16le');
  expect(JSON.parse(text)).toMatchObject({ startSec: 1, endSec: 2.5, panels: [{ pulses: { floorHz: 75 } }, {}, {}] });
});

test('what cannot be drawn is told beside the button', async () => {
  await typeInto(window, 'figure-height', '40');
  await typeInto(window, 'figure-text', '24');
  await window.getByTestId('figure-save').click();
  await expect(window.getByTestId('figure-state')).toContainText('must be at least');
  await typeInto(window, 'figure-height', '');
  await typeInto(window, 'figure-text', '8');
});

test('the section passes axe and nothing in it is cut off', async () => {
  for (const theme of themes) {
    await showTheme(launched, theme);
    for (const [width, height] of [
      [1280, 720],
      [1920, 1080],
    ] as const) {
      await showSize(launched, width, height);
      await launched.screenshot(`figure-${theme}-${String(width)}`);
      const problems = await layoutProblems(window);
      // In the status bar the resolution gives way to the contours' read-out.
      expect.soft(problems.filter((problem) => !problem.includes('status-resolution'))).toEqual([]);
    }
    const section = window.locator('section', { has: window.getByTestId('figure-range') });
    await section.evaluate((element) => {
      element.id = 'figure-section';
    });
    const { violations } = await new AxeBuilder({ page: window }).setLegacyMode().include('#figure-section').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
  }
  await window.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(window.getByTestId('figure-range')).toBeHidden();
});

test('nothing went wrong meanwhile', () => {
  launched.expectNoErrors();
});
