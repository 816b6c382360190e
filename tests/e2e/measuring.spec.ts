/** Measuring the selection by one key and all intervals of a tier, and the CSV that comes of it. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inProject } from '../../scripts/projectPaths.ts';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import { phonoscopeJson } from '../harness/phonoscope.ts';
import { focusLane, openFromOutside, runFromPalette, typeInto, waitForRecording } from '../harness/studioPage.ts';

let launched: LaunchedApp;
let window: Page;
const speech = inProject('tests/fixtures/jfk.wav');

test.beforeAll(async () => {
  launched = await launchApp();
  window = launched.window;
  await waitForRecording(window, 'jfk.flac');
  await openFromOutside(launched, speech);
  await waitForRecording(window, speech);
  await focusLane(window);
});
test.afterAll(() => launched.close());

const rows = () => window.getByTestId('measurements-table').locator('tbody tr[aria-rowindex]');

/** The table as a CSV: what the dialog would have named is decided here. */
async function savedCsv(name: string): Promise<{ columns: string[]; rows: string[][] }> {
  const path = join(launched.userDataDir, name);
  await launched.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  await window.getByTestId('measurements-panel').getByRole('button', { name: 'CSV' }).click();
  await expect.poll(() => readFile(path, 'utf8').catch(() => '')).toContain('\r\n');
  const [head = '', ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\r\n');
  return { columns: head.split(','), rows: lines.map((line) => splitCsv(line)) };
}

function splitCsv(line: string): string[] {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].slice(0, -1).map((match) => match[1] ?? '');
}

test('the key measures the selection: a row with the numbers of the command line', async () => {
  await window.keyboard.press('Control+a');
  await typeInto(window, 'selection-start', '0 s');
  await window.keyboard.press('Escape');
  await focusLane(window);
  await window.keyboard.press('Control+Shift+m');
  await expect(rows()).toHaveCount(1);
  const saved = await savedCsv('selection.csv');
  const value = (name: string) => Number(saved.rows[0]?.[saved.columns.indexOf(name)]);
  const grid = join(launched.userDataDir, 'whole.TextGrid');
  const durationSec = value('durationSec');
  await writeFile(
    grid,
    `File type = "ooTextFile"\nObject class = "TextGrid"\n\n0 ${String(durationSec)} <exists> 1 "IntervalTier" "all" 0 ${String(durationSec)} 1 0 ${String(durationSec)} "Selection"\n`,
  );
  const measures = ['--measures', 'pitch,intensity,formants,spectrum'];
  const printed = await phonoscopeJson<{ intervals: Record<string, number>[] }>([
    'formants',
    speech,
    '--tier',
    grid,
    ...measures,
  ]);
  const expected = printed.intervals[0] ?? {};
  for (const name of [
    'pitchMeanHz',
    'pitchMedianHz',
    'pitchSdHz',
    'intensityMeanDb',
    'f1MeanHz',
    'f2MedianHz',
    'centreOfGravityHz',
  ])
    expect(value(name), name).toBeCloseTo(expected[name] ?? NaN, 6);
  for (const name of ['jitterLocal', 'shimmerLocalDb', 'harmonicsToNoiseDb'])
    expect(value(name), name).toBeGreaterThan(0);
  expect(saved.columns.slice(0, 5)).toEqual(['label', 'recording', 'tier', 'channel', 'parameters']);
  expect(saved.rows[0]?.slice(0, 4)).toEqual(['Selection', 'jfk.wav', '', 'Mono']);
  expect(saved.rows[0]?.[4]).toContain('floor 75 Hz');
  const heads = window.getByTestId('measurements-table').locator('thead th');
  await expect(heads.nth(1)).toHaveText('Channel');
  await expect(heads.filter({ hasText: /^F1 mean \(Hz\)$/ })).toHaveCount(1);
  await expect(rows().first()).toContainText('Mono');
});

test('a tier is measured into one table, and a row selects its interval', async () => {
  await runFromPalette(window, 'Detect speech');
  await expect(window.getByTestId('lane-tier-0')).toBeVisible({ timeout: 20_000 });
  await window.getByTestId('measure-tier-run').click();
  await expect(window.getByTestId('measurements-shown')).toContainText('Speech of');
  await expect(window.getByTestId('measurements-shown')).not.toHaveValue('');
  const count = await rows().count();
  expect(count).toBeGreaterThan(2);
  await rows().nth(1).getByRole('button').click();
  const saved = await savedCsv('tier.csv');
  expect(saved.rows).toHaveLength(count);
  expect(saved.rows[1]?.slice(0, 4)).toEqual(['speech', 'jfk.wav', 'Speech', 'Mono']);
  expect(saved.rows[1]?.[4]).toContain('floor 75 Hz');
  await expect(window.getByTestId('measurements-shown')).toContainText('Speech of jfk.wav, Mono');
  const start = Number(saved.rows[1]?.[saved.columns.indexOf('startSec')]);
  const shown = await window.getByTestId('selection-start').inputValue();
  expect(Number(shown.replace(/^0:/, ''))).toBeCloseTo(start, 2);
});

test('rows are deleted one by one, and what is left is there after a reload', async () => {
  await window.getByTestId('measurements-shown').selectOption('');
  await focusLane(window);
  await window.keyboard.press('Control+Shift+m');
  await expect(rows()).toHaveCount(2);
  await window.getByRole('button', { name: 'Delete row 1' }).click();
  await expect(rows()).toHaveCount(1);
  await window.waitForTimeout(600); // the view is stored after a pause
  await window.reload();
  await expect(rows()).toHaveCount(1, { timeout: 20_000 });
});

test('the panel passes axe in both themes', async () => {
  for (const theme of ['dark', 'light']) {
    await runFromPalette(window, `Theme: ${theme}`);
    const { violations } = await new AxeBuilder({ page: window })
      .setLegacyMode()
      .include('[data-testid="bottom-panel"]')
      .analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    await window.setViewportSize({ width: 1280, height: 720 });
    await launched.screenshot(`measurements-${theme}`);
  }
});

test('nothing went wrong meanwhile', () => {
  launched.expectNoErrors();
});
