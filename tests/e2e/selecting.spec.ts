/** Pointing: selections by mouse and keys, markers, copies, and every command by palette, key and menu. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { scaleFormulas } from '../harness/frequencyScales.ts';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import {
  fileIn,
  focusLane,
  openFromOutside,
  pointIn,
  readField,
  runFromPalette,
  typeInto,
  waitForLanes,
  waitForRecording,
} from '../harness/studioPage.ts';
import { monoWav, toneSamples } from '../harness/testSounds.ts';

const sampleRateHz = 16_000;
const sound = { sampleRateHz, durationSec: 4 };
const lengthSamples = sampleRateHz * sound.durationSec;

let launched: LaunchedApp;
let window: Page;

test.beforeAll(async () => {
  launched = await launchApp();
  window = launched.window;
  await waitForRecording(window, 'jfk.flac');
  // A tone of 1 kHz crosses zero at every eighth sample.
  const tone = toneSamples({ frequencyHz: 1000, levelDb: -6 }, sound);
  const path = await fileIn(launched, 'tone.wav', monoWav(tone, sampleRateHz));
  await openFromOutside(launched, path);
  await waitForRecording(window, path);
  await waitForLanes(window);
});
test.afterAll(async () => {
  await launched.close();
});
test.beforeEach(async () => {
  await focusLane(window);
  await window.keyboard.press('Escape');
  await window.keyboard.press('f');
  await window.keyboard.press('Home');
});

const waveform = () => window.getByTestId('lane-waveform-0-surface');
const spectrogram = () => window.getByTestId('lane-spectrogram-0-surface');

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Edges of the selection in samples, as the inspector says them. */
async function selected(): Promise<Range | null> {
  const value = async (name: string) => {
    const text = window.getByText(name, { exact: true }).locator('xpath=following-sibling::span[1]');
    return (await text.count()) === 0 ? null : Number((await text.innerText()).replace(/\D/g, ''));
  };
  const [from, to] = [await value('From sample'), await value('To sample')];
  return from === null || to === null ? null : { from, to };
}

const exactCursorSample = async () =>
  Number((await window.getByTestId('status-bar').innerText()).match(/(\d+) smp/)?.[1] ?? NaN);

const cursorSample = async () =>
  Math.round(Number((await readField(window, 'transport-time')).split(':')[1]) * sampleRateHz);

async function drag(
  surface: Locator,
  [fromX, fromY]: readonly [number, number],
  [toX, toY]: readonly [number, number],
  finish: () => Promise<void> = () => window.mouse.up(),
): Promise<Range> {
  const from = await pointIn(surface, fromX, fromY);
  const to = await pointIn(surface, toX, toY);
  const box = await surface.boundingBox();
  await window.mouse.move(Math.round(from.x), Math.round(from.y));
  await window.mouse.down();
  await window.mouse.move(Math.round((from.x + to.x) / 2), Math.round((from.y + to.y) / 2));
  await window.mouse.move(Math.round(to.x), Math.round(to.y));
  await finish();
  const samplesPerPixel = lengthSamples / (box?.width ?? NaN);
  const sampleAt = (x: number) => Math.round((Math.round(x) - (box?.x ?? 0)) * samplesPerPixel);
  return { from: sampleAt(from.x), to: sampleAt(to.x) };
}

test('a drag in a waveform selects time, shows its value meanwhile, and Escape cancels it', async () => {
  const pointed = await drag(waveform(), [0.25, 0.5], [0.5, 0.5], async () => {
    await expect(window.getByTestId('drag-text')).toContainText(
      /^0:01\.00\d – 0:0(2\.00|1\.99)\d · (1\.00\d s|99\d\.?\d* ms)$/,
    );
    await window.mouse.up();
  });
  await expect(window.getByTestId('drag-text')).toBeHidden();
  expect(await selected()).toEqual(pointed);
  await expect(window.getByTestId('selection-start')).toHaveValue(/0:01\.00\d/);
  await expect(window.getByTestId('selection-end')).toHaveValue(/0:0(2\.00|1\.99)\d/);
  await expect(window.getByTestId('announcer')).toContainText(/^Selected 0:01\.00\d to 0:0/);

  await drag(waveform(), [0.6, 0.5], [0.9, 0.5], async () => {
    await window.keyboard.press('Escape');
    await window.mouse.up();
  });
  expect(await selected()).toEqual(pointed);
});

test('an edge of the selection can be taken and moved', async () => {
  const first = await drag(waveform(), [0.25, 0.5], [0.5, 0.5]);
  const moved = await drag(waveform(), [0.5, 0.4], [0.75, 0.4]);
  expect(await selected()).toEqual({ from: first.from, to: moved.to });
});

test('a drag in a spectrogram selects time and frequency, with Shift time alone', async () => {
  const scale = scaleFormulas['mel'];
  const topMel = scale?.(sampleRateHz / 2) ?? NaN;
  const box = await spectrogram().boundingBox();
  const hzAt = async (fraction: number) => {
    const point = await pointIn(spectrogram(), 0, fraction);
    const mel = (1 - (Math.round(point.y) - (box?.y ?? 0)) / (box?.height ?? 1)) * topMel;
    return mel < 15 ? (mel * 200) / 3 : 1000 * Math.exp(((mel - 15) * Math.log(6.4)) / 27);
  };
  const pointed = await drag(spectrogram(), [0.2, 0.3], [0.4, 0.7]);
  expect(await selected()).toEqual(pointed);
  expect(Math.abs(Number.parseFloat(await readField(window, 'selection-high-hz')) - (await hzAt(0.3)))).toBeLessThan(1);
  expect(Math.abs(Number.parseFloat(await readField(window, 'selection-low-hz')) - (await hzAt(0.7)))).toBeLessThan(1);
  await expect(window.getByTestId('announcer')).toContainText(
    /, [\d,.]+ k?Hz to [\d,.]+ k?Hz\. Strongest 1,000 Hz, −6\.0 dB$/,
  );

  await window.keyboard.down('Shift');
  await drag(spectrogram(), [0.6, 0.3], [0.8, 0.7]);
  await window.keyboard.up('Shift');
  await expect(window.getByTestId('selection-low-hz')).toHaveValue('');
});

test('snapping takes drags to zero crossings, Alt ignores it', async () => {
  await runFromPalette(window, 'Snap selections to zero crossings');
  await focusLane(window);
  const pointed = await drag(waveform(), [0.31, 0.5], [0.57, 0.5]);
  await expect
    .poll(async () => {
      const range = await selected();
      return [distanceToCrossing(range?.from ?? NaN), distanceToCrossing(range?.to ?? NaN)].every((n) => n <= 1);
    })
    .toBe(true);
  const snapped = await selected();
  expect(Math.abs((snapped?.from ?? NaN) - pointed.from)).toBeLessThanOrEqual(5);
  expect(Math.abs((snapped?.to ?? NaN) - pointed.to)).toBeLessThanOrEqual(5);
  await window.keyboard.press('Escape');
  await window.keyboard.down('Alt');
  const free = await drag(waveform(), [0.33, 0.5], [0.61, 0.5]);
  await window.keyboard.up('Alt');
  expect(Math.max(distanceToCrossing(free.from), distanceToCrossing(free.to))).toBeGreaterThan(1); // else this proves nothing
  expect(await selected()).toEqual(free);
  await runFromPalette(window, 'Snap selections to zero crossings');
});

/** Rounding leaves the samples there a hair above or below zero: the sign may change one sample off. */
const distanceToCrossing = (sample: number) => Math.min(sample % 8, 8 - (sample % 8));

test('keys move the cursor by pixel and sample, with Shift they select, Z goes to the zero crossing', async () => {
  await window.keyboard.press('ArrowRight');
  const pixel = await cursorSample();
  const width = (await waveform().boundingBox())?.width ?? NaN;
  expect(Math.abs(pixel - lengthSamples / width)).toBeLessThanOrEqual(sampleRateHz / 1000);
  await typeInto(window, 'transport-time', '100 smp');
  await focusLane(window);
  for (let i = 0; i < 3; i++) await window.keyboard.press('Alt+ArrowRight');
  await window.keyboard.press('Alt+Shift+ArrowRight');
  expect(await selected()).toEqual({ from: 103, to: 104 });
  await window.keyboard.press('Shift+End');
  expect(await selected()).toEqual({ from: 103, to: lengthSamples });
  await window.keyboard.press('Escape');
  expect(await selected()).toBeNull();

  await window.mouse.move(0, 0); // else the status bar reads what is under the pointer
  await typeInto(window, 'transport-time', '1003 smp');
  await focusLane(window);
  await window.keyboard.press('z');
  await expect.poll(async () => [999, 1000, 1001].includes(await exactCursorSample())).toBe(true);
  await typeInto(window, 'transport-time', '2 s');
  await focusLane(window);
  await window.keyboard.press('[');
  await typeInto(window, 'selection-end', '2.5 s');
  expect(await selected()).toEqual({ from: 2 * sampleRateHz, to: 2.5 * sampleRateHz });
});

test('M marks, N and Shift+N go from mark to mark, the table renames and deletes', async () => {
  for (const time of ['0.5 s', '1.5 s', '2.5 s']) {
    await typeInto(window, 'transport-time', time);
    await focusLane(window);
    await window.keyboard.press('m');
    await expect(
      window.getByRole('button', { name: new RegExp(`^Marker .* at 0:0${time.replace(' s', '')}00$`) }),
    ).toBeVisible();
  }
  await window.keyboard.press('Home');
  await window.keyboard.press('n');
  await expect.poll(() => readField(window, 'transport-time')).toBe('0:00.500');
  await window.keyboard.press('n');
  await expect.poll(() => readField(window, 'transport-time')).toBe('0:01.500');
  await window.keyboard.press('Shift+N');
  await expect.poll(() => readField(window, 'transport-time')).toBe('0:00.500');

  await window.keyboard.press('F2');
  const table = window.getByTestId('markers-table');
  await table.getByRole('textbox', { name: 'Name of 2' }).fill('onset');
  await table.getByRole('textbox', { name: 'Name of 2' }).press('Enter');
  await expect(window.getByRole('button', { name: 'Marker onset at 0:01.500' })).toBeVisible();
  await table.getByRole('button', { name: 'Delete 3' }).click();
  await expect(window.getByRole('button', { name: /^Marker 3/ })).toBeHidden();
  await focusLane(window);
  await window.keyboard.press('j');
  await expect(table).toBeHidden();
});

const clipboard = () => launched.app.evaluate(({ clipboard: board }) => board.readText());

test('read-outs, selections and measurements are copied in full precision', async () => {
  const point = await pointIn(spectrogram(), 0.5, 0.5);
  await window.mouse.move(point.x - 3, point.y);
  await window.mouse.move(point.x, point.y);
  await expect(window.getByTestId('status-db')).toHaveText(/dB$/);
  await window.keyboard.press('Alt+c');
  await expect.poll(clipboard).toMatch(/^time_s\tsample\tfrequency_Hz\tlevel_dB\tamplitude\n/);
  const [seconds, sample, hz, level] = ((await clipboard()).split('\n')[1] ?? '').split('\t').map(Number);
  expect(seconds).toBe((sample ?? NaN) / sampleRateHz);
  expect(hz).toBeGreaterThan(100);
  expect(level).toBeLessThan(0);

  await drag(waveform(), [0.25, 0.5], [0.5, 0.5]);
  const range = await selected();
  await window.keyboard.press('Control+Shift+c');
  await expect.poll(clipboard).toContain('start_sample');
  const values = ((await clipboard()).split('\n')[1] ?? '').split('\t');
  expect(values.slice(3, 5).map(Number)).toEqual([range?.from, range?.to]);

  await window.keyboard.press('Control+Alt+c');
  await expect.poll(clipboard).toContain('peak_dBFS');
  const [head = '', row = ''] = (await clipboard()).split('\n');
  const peakDb = Number(row.split('\t')[head.split('\t').indexOf('peak_dBFS')]);
  expect(Math.abs(peakDb - -6)).toBeLessThan(0.01);
  await expect(window.getByTestId('measurements')).toContainText('−6.00');
});

test('the palette lists every command that the shortcut sheet lists, and runs one', async () => {
  await runFromPalette(window, 'Keyboard shortcuts');
  const sheet = window.getByTestId('shortcut-sheet');
  const names = (await sheet.getByRole('button', { name: /Press to change$/ }).allTextContents()).length;
  const titles = await sheet.locator('li span[title]').allInnerTexts();
  expect(titles.length).toBe(names);
  expect(titles.length).toBeGreaterThanOrEqual(70);
  await window.keyboard.press('Control+k');
  const palette = window.getByTestId('palette');
  const options = await palette.getByRole('option').allInnerTexts();
  const paletteOnly = 'Cancel the figure'; // for while there is one
  const listed = options.map((text) => text.split('\n')[1]).filter((title) => title !== paletteOnly);
  expect([...listed].sort()).toEqual([...titles].sort());
  await window.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await runFromPalette(window, 'Next time format');
  await expect(window.getByTestId('transport-time')).toHaveValue('0.000 s');
  for (let i = 0; i < 3; i++) await runFromPalette(window, 'Next time format');
  await runFromPalette(window, 'Inspector');
});

async function usePreset(title: string): Promise<void> {
  await runFromPalette(window, `Keys: ${title}`);
  await focusLane(window);
}

test('the Praat preset: Tab plays the selection, Ctrl+I and Ctrl+A zoom', async () => {
  await usePreset('Praat');
  const shown = await readField(window, 'zoom-length');
  await window.keyboard.press('Control+i');
  await expect.poll(() => readField(window, 'zoom-length')).not.toBe(shown);
  await window.keyboard.press('Control+a');
  await expect.poll(() => readField(window, 'zoom-length')).toBe(shown);
  await window.keyboard.press('Tab');
  await expect(window.getByTestId('command-play.toggle')).toHaveAttribute('aria-pressed', 'true');
  await window.keyboard.press('Escape');
  await expect(window.getByTestId('command-play.toggle')).toHaveAttribute('aria-pressed', 'false');
  // Outside the lanes Tab moves the focus.
  await window.getByTestId('transport-time').focus();
  await window.keyboard.press('Tab');
  await expect(window.getByTestId('command-play.toggle')).toHaveAttribute('aria-pressed', 'false');
  await usePreset('Phonoscope');
});

test('the Audacity preset: Ctrl+1 and Ctrl+3 zoom, Ctrl+F fits', async () => {
  await usePreset('Audacity');
  const shown = await readField(window, 'zoom-length');
  await window.keyboard.press('Control+1');
  const near = await readField(window, 'zoom-length');
  expect(near).not.toBe(shown);
  await window.keyboard.press('Control+3');
  await expect.poll(() => readField(window, 'zoom-length')).not.toBe(near);
  await window.keyboard.press('Control+1');
  await window.keyboard.press('Control+f');
  await expect.poll(() => readField(window, 'zoom-length')).toBe(shown);
  await usePreset('Phonoscope');
});

test('a key is rebound by pressing another, a conflict is shown, and the preset’s key can be put back', async () => {
  await runFromPalette(window, 'Keyboard shortcuts');
  const sheet = window.getByTestId('shortcut-sheet');
  await expect(sheet.getByRole('status', { name: 'Conflicts' })).toBeHidden();
  const row = sheet.getByRole('button', { name: /^Fit recording: / });
  await row.click();
  await window.keyboard.press('q');
  await expect(row).toHaveAccessibleName('Fit recording: Q. Press to change');
  await window.keyboard.press('Escape');
  await focusLane(window);
  const shown = await readField(window, 'zoom-length');
  await window.keyboard.press('=');
  await expect.poll(() => readField(window, 'zoom-length')).not.toBe(shown);
  await window.keyboard.press('f'); // runs nothing now
  expect(await readField(window, 'zoom-length')).not.toBe(shown);
  await window.keyboard.press('q');
  await expect.poll(() => readField(window, 'zoom-length')).toBe(shown);

  await row.click();
  await window.keyboard.press('m');
  await expect(sheet.getByRole('status', { name: 'Conflicts' })).toContainText('M is bound to');
  await sheet.getByRole('button', { name: 'Put back the preset’s keys: Fit recording' }).click();
  await expect(row).toHaveAccessibleName('Fit recording: F. Press to change');
  await runFromPalette(window, 'Inspector');
});

test('a right click lists what can be done there and does it', async () => {
  await drag(waveform(), [0.25, 0.5], [0.5, 0.5]);
  await spectrogram().click({ button: 'right', position: { x: 400, y: 60 } });
  const menu = window.getByTestId('lane-menu');
  for (const title of ['Play or stop', 'Zoom to selection', 'Add a marker', 'Next frequency scale'])
    await expect(menu.getByRole('menuitem', { name: title })).toBeVisible();
  await menu.getByRole('menuitem', { name: 'Zoom to selection' }).click();
  await expect(menu).toBeHidden();
  await expect.poll(() => readField(window, 'zoom-length')).toMatch(/^(1\.00\d s|99\d\.?\d* ms|1 s)$/);
  await focusLane(window);
  await window.keyboard.press('Shift+F10');
  await expect(menu).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  launched.expectNoErrors();
});
