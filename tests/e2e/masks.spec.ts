/** Masks in the window: drawn, kept, named, combined, copied, moved with their sound; with the mouse, and again by keys alone. */
import { expect, test, type Page } from '@playwright/test';
import type { MaskInfo } from '../../preload/contract/masks.ts';
import type { ProjectInfo } from '../../preload/contract/project.ts';
import { rowOf } from '../harness/frequencyScales.ts';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import {
  fileIn,
  focusLane,
  openFromOutside,
  pointIn,
  runFromPalette,
  typeInto,
  waitForLanes,
  waitForRecording,
} from '../harness/studioPage.ts';
import { mixed, monoWav, toneSamples } from '../harness/testSounds.ts';
import { attachStudioCaller, callStudio } from '../harness/watchedApp.ts';

const sampleRateHz = 16_000;
const sound = { sampleRateHz, durationSec: 4 };
const partials = [1, 2, 3, 4].map((i) => toneSamples({ frequencyHz: 200 * i, levelDb: -18 - 2 * i }, sound));
const hum = toneSamples({ frequencyHz: 3000, levelDb: -24 }, sound);

let launched: LaunchedApp;
let window: Page;

test.beforeAll(async () => {
  launched = await launchApp();
  window = launched.window;
  await waitForRecording(window, 'jfk.flac');
  const path = await fileIn(launched, 'voice.wav', monoWav(mixed(...partials, hum), sampleRateHz));
  await openFromOutside(launched, path);
  await waitForRecording(window, path);
  await waitForLanes(window);
  await attachStudioCaller(window);
});
test.afterAll(async () => {
  launched.expectNoErrors();
  await launched.close();
});

const lane = 'lane-spectrogram-0';
const undo = () => window.getByTestId('command-edit.undo');
const maskLayer = () => window.getByTestId(`${lane}-mask`);
const rows = () => window.getByTestId('mask-row');

async function document() {
  const { documents } = await callStudio<ProjectInfo>(window, 'projects.get', {});
  const found = documents.at(-1);
  if (found === undefined) throw new Error('no document');
  return found;
}

async function masks(): Promise<MaskInfo[]> {
  return callStudio<MaskInfo[]>(window, 'masks.list', { documentId: (await document()).documentId });
}

async function samples(): Promise<Float64Array> {
  const { tracks, lengthSamples } = await document();
  const request = { sourceId: tracks[0]?.sourceId, channel: 0, startSample: 0, count: lengthSamples };
  const numbers = await window.evaluate(async (input) => {
    const page = globalThis as unknown as {
      studioCall(method: string, asked: unknown): Promise<{ readonly samples: Float32Array }>;
    };
    return [...(await page.studioCall('audio.samples', input)).samples];
  }, request);
  return Float64Array.from(numbers);
}

/** Level of a frequency over a Hann window from one time to another, dB. */
function levelOf(hz: number, x: Float64Array, fromSec: number, toSec: number): number {
  const part = x.subarray(fromSec * sampleRateHz, toSec * sampleRateHz);
  let [re, im] = [0, 0];
  part.forEach((v, n) => {
    const w = 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / part.length);
    re += v * w * Math.cos((2 * Math.PI * hz * n) / sampleRateHz);
    im += v * w * Math.sin((2 * Math.PI * hz * n) / sampleRateHz);
  });
  return 20 * Math.log10((4 * Math.hypot(re, im)) / part.length);
}

/** Where a time and a frequency are on the screen while the whole recording is in view. */
async function placeOf(sec: number, hz: number): Promise<{ x: number; y: number }> {
  const box = await window.getByTestId(`${lane}-surface`).boundingBox();
  if (box === null) throw new Error('no spectrogram');
  const axis = { fMinHz: 0, fMaxHz: sampleRateHz / 2, height: box.height };
  return { x: box.x + (box.width * sec) / sound.durationSec, y: box.y + rowOf('mel', hz, axis) };
}

async function drag(...points: readonly (readonly [number, number])[]): Promise<void> {
  for (const [i, [sec, hz]] of points.entries()) {
    const { x, y } = await placeOf(sec, hz);
    await window.mouse.move(x, y, { steps: i === 0 ? 1 : 12 });
    if (i === 0) await window.mouse.down();
  }
  await window.mouse.up();
}

async function chooseInLane(title: string, x: number): Promise<void> {
  const at = await pointIn(window.getByTestId(`${lane}-surface`), x, 0.6);
  await window.mouse.click(at.x, at.y, { button: 'right' });
  await window.getByTestId('lane-menu').getByRole('menuitem', { name: title }).first().click();
}

async function undoAll(): Promise<void> {
  await focusLane(window);
  while (await undo().isEnabled()) {
    const label = await undo().getAttribute('aria-label');
    await window.keyboard.press('Control+z');
    await expect(undo()).not.toHaveAttribute('aria-label', label ?? '');
  }
  await window.keyboard.press('Escape');
  await window.keyboard.press('Escape');
}

test('with the mouse: a rectangle is kept, moves with its sound, is selected again and erased', async () => {
  const before = await samples();
  await drag([1, 2600], [2, 3500]);
  await window.getByTestId('masks-keep').click();
  await expect(rows()).toHaveCount(1);
  await expect(maskLayer()).toHaveAttribute('data-masks', 'Mask 1');
  await typeInto(window, 'mask-name', 'hum');
  await expect(undo()).toHaveAttribute('aria-label', 'Undo Rename mask "Mask 1" to "hum"');
  const [kept] = await masks();
  await launched.screenshot('masks-kept');

  await drag([0.2, 5000], [0.2, 5000]);
  await focusLane(window);
  await window.keyboard.press('Escape');
  await focusLane(window);
  await window.keyboard.press('Control+a');
  await typeInto(window, 'selection-start', '0.2');
  await typeInto(window, 'selection-end', '0.7');
  await focusLane(window);
  await window.keyboard.press('Delete');
  await expect.poll(async () => (await masks())[0]?.startSample).toBe((kept?.startSample ?? 0) - sampleRateHz / 2);
  await rows().getByRole('button', { name: 'Select hum' }).click();
  await chooseInLane('Erase in the spectrogram', 0.25);
  await expect(undo()).toHaveAttribute('aria-label', 'Undo Erase in the spectrogram');
  const after = await samples();
  expect(levelOf(3000, before, 1.2, 1.8) - levelOf(3000, after, 0.7, 1.3)).toBeGreaterThan(40);
  expect(Math.abs(levelOf(400, before, 1.2, 1.8) - levelOf(400, after, 0.7, 1.3))).toBeLessThan(0.01);
  expect(await masks()).toHaveLength(1);
  await undoAll();
  expect(await samples()).toEqual(before);
  expect(await masks()).toEqual([]);
});

test('by keys: a rectangle by arrows is kept, selected again, renamed, changed and deleted', async () => {
  await focusLane(window, lane);
  await window.keyboard.press('Home');
  for (let i = 0; i < 30; i++) await window.keyboard.press('Shift+ArrowRight');
  for (let i = 0; i < 20; i++) await window.keyboard.press('Shift+ArrowDown');
  await window.keyboard.press('Control+Shift+k');
  await expect(window.getByTestId('said')).toContainText('Keep mask "Mask 1"');
  const [kept] = await masks();
  expect(kept?.mask.region).toMatchObject({ kind: 'rectangle', fromSample: 0, fLowHz: 0 });
  await window.keyboard.press('Escape');
  await window.keyboard.press('Alt+k');
  await expect(window.getByTestId('said')).toContainText('Mask Mask 1');
  for (let i = 0; i < 3; i++) await window.keyboard.press('ArrowUp');
  await runFromPalette(window, 'Replace the mask by the selection');
  await expect.poll(async () => (await masks())[0]?.mask.region).not.toEqual(kept?.mask.region);
  await runFromPalette(window, 'Rename the mask');
  await expect(window.getByTestId('mask-name')).toBeFocused();
  await window.keyboard.type('low');
  await window.keyboard.press('Enter');
  await expect.poll(async () => (await masks())[0]?.name).toBe('low');
  await focusLane(window, lane);
  await runFromPalette(window, 'Delete the mask');
  await expect.poll(masks).toEqual([]);
  await undoAll();
});

test('with the mouse: harmonics along their fundamental are erased together, and masks are combined', async () => {
  const before = await samples();
  await runFromPalette(window, 'Select harmonics by their fundamental');
  await typeInto(window, 'mask-tool-n-harmonics', '3');
  await drag([1, 200], [3, 200]);
  await expect(maskLayer()).toHaveAttribute('data-region', 'harmonics');
  await window.getByTestId('masks-keep').click();
  await launched.screenshot('masks-harmonics');
  await runFromPalette(window, 'Erase in the spectrogram');
  await expect(undo()).toHaveAttribute('aria-label', 'Undo Erase in the spectrogram');
  const after = await samples();
  const lost = (hz: number) => levelOf(hz, before, 1.3, 2.7) - levelOf(hz, after, 1.3, 2.7);
  for (const hz of [200, 400, 600]) expect(lost(hz)).toBeGreaterThan(40);
  for (const hz of [800, 3000]) expect(Math.abs(lost(hz))).toBeLessThan(0.05);
  await undo().click();
  await expect(undo()).not.toHaveAttribute('aria-label', 'Undo Erase in the spectrogram');
  await focusLane(window, lane);
  await window.keyboard.press('Escape'); // the tool
  await window.keyboard.press('Escape');
  await expect(async () => {
    await drag([1.5, 320], [2.5, 480]); // an undo that is answered late selects what it selected
    await window.getByTestId('mask-intersection').click({ timeout: 1000 });
  }).toPass();
  await expect(maskLayer()).toHaveAttribute('data-region', 'intersection');
  await launched.screenshot('masks-intersection');
  await runFromPalette(window, 'Erase in the spectrogram');
  await expect(undo()).toHaveAttribute('aria-label', 'Undo Erase in the spectrogram');
  const narrow = await samples();
  expect(levelOf(400, before, 1.7, 2.3) - levelOf(400, narrow, 1.7, 2.3)).toBeGreaterThan(40);
  expect(Math.abs(levelOf(200, before, 1.7, 2.3) - levelOf(200, narrow, 1.7, 2.3))).toBeLessThan(0.05);
  await undo().click();
  await expect(undo()).not.toHaveAttribute('aria-label', 'Undo Erase in the spectrogram');
  await focusLane(window, lane);
  await window.keyboard.press('Escape');
  await expect(async () => {
    await drag([1.5, 320], [2.5, 480]); // an undo that is answered late selects what it selected
    await window.getByTestId('mask-difference').click({ timeout: 1000 });
  }).toPass();
  await expect(maskLayer()).toHaveAttribute('data-region', 'difference');
  await window.keyboard.press('Escape');
  await drag([0.2, 2600], [0.8, 3500]);
  await window.getByTestId('mask-union').click();
  await expect(maskLayer()).toHaveAttribute('data-region', 'union');
  await undoAll();
});

test('by keys: lasso, brush, wand and harmonics by a cross that arrows move', async () => {
  const steps = async (key: string, times: number) => {
    for (let i = 0; i < times; i++) await window.keyboard.press(key);
  };
  const shapes = {
    'Select with the lasso': async () => {
      await window.keyboard.press('Enter');
      await steps('ArrowRight', 12);
      await window.keyboard.press('Enter');
      await steps('ArrowUp', 5);
      await window.keyboard.press('Enter');
      await window.keyboard.press('Enter');
    },
    'Select with the brush': async () => {
      await window.keyboard.press('Enter');
      await steps('ArrowRight', 12);
      await window.keyboard.press('Enter');
      await window.keyboard.press('Enter');
    },
    'Select with the magic wand': async () => {
      await steps('ArrowDown', 1);
      await window.keyboard.press('Enter');
    },
    'Select harmonics by their fundamental': async () => {
      await window.keyboard.press('Enter');
      await steps('ArrowRight', 12);
      await window.keyboard.press('Enter');
      await window.keyboard.press('Enter');
    },
  };
  const kinds = ['polygon', 'brush', 'cells', 'harmonics'];
  for (const [i, [title, draw]] of Object.entries(shapes).entries()) {
    await focusLane(window, lane);
    await window.keyboard.press('Escape');
    await runFromPalette(window, title);
    await focusLane(window, lane);
    await draw();
    await expect(maskLayer()).toHaveAttribute('data-region', kinds[i] ?? '');
    await window.keyboard.press('Escape');
    await window.keyboard.press('Control+Shift+k');
    await expect(rows()).toHaveCount(i + 1);
  }
  await launched.screenshot('masks-by-keys');
  await undoAll();
});

test('copied out of a selection and pasted at the cursor, by keys and with the mouse, moved in frequency', async () => {
  const before = await samples();
  await drag([0.5, 2600], [1.2, 3500]);
  await focusLane(window, lane);
  await window.keyboard.press('Alt+Shift+c');
  await expect(window.getByTestId('said')).toContainText('Copied what is inside the selection');
  const at = await placeOf(2.5, 6000);
  await window.mouse.click(at.x, at.y);
  await chooseInLane('Paste masked sound at the cursor…', 0.625);
  await typeInto(window, 'effect-shift', '1000');
  await launched.screenshot('masks-paste');
  await window.getByTestId('effect-apply').click();
  await expect(undo()).toHaveAttribute('aria-label', 'Undo Paste masked sound, +1000 Hz');
  const moved = await samples();
  expect(levelOf(4000, moved, 2.6, 3.1)).toBeCloseTo(levelOf(3000, before, 0.6, 1.1), 1);
  expect(levelOf(3000, moved, 2.6, 3.1)).toBeCloseTo(levelOf(3000, before, 2.6, 3.1), 1);
  await undo().click();
  await typeInto(window, 'effect-shift', '0');
  await focusLane(window, lane);
  await window.keyboard.press('Alt+Shift+v');
  await expect(undo()).toHaveAttribute('aria-label', 'Undo Paste masked sound');
  await undoAll();
  expect(await samples()).toEqual(before);
});

test('inside and outside are heard by one key each', async () => {
  await drag([0.5, 2600], [1.5, 3500]);
  for (const key of ['Alt+i', 'Alt+Shift+i']) {
    await window.keyboard.press(key);
    await expect(window.getByTestId('command-play.toggle')).toHaveAttribute('aria-pressed', 'true');
    await window.getByTestId('command-play.toggle').click();
  }
  await undoAll();
});

test('every operation by its key or from the palette, and from the menu of the lane', async () => {
  const before = await samples();
  const change = async () => levelOf(3000, await samples(), 0.8, 1.2) - levelOf(3000, before, 0.8, 1.2);
  const done = async (title: string, check: (db: number) => void) => {
    await expect(undo()).toHaveAttribute('aria-label', `Undo ${title}`);
    check(await change());
    await window.keyboard.press('Control+z');
    await expect(undo()).toBeDisabled();
  };
  await drag([0.5, 2600], [1.5, 3500]);
  await window.keyboard.press('Alt+Delete');
  await done('Erase in the spectrogram', (db) => {
    expect(db).toBeLessThan(-40);
  });
  await window.keyboard.press('Alt+h');
  await done('Heal in the spectrogram', (db) => {
    expect(Math.abs(db)).toBeLessThan(1); // the tone goes on before and after: it is put back
  });
  await chooseInLane('Heal in the spectrogram', 0.25);
  await done('Heal in the spectrogram', (db) => {
    expect(Math.abs(db)).toBeLessThan(1); // the tone goes on before and after: it is put back
  });
  for (const [title, gainDb] of [
    ['Boost what is selected…', 6],
    ['Attenuate what is selected…', -12],
  ] as const) {
    await focusLane(window, lane);
    await runFromPalette(window, title);
    await expect(window.getByTestId('effect-gain')).toBeFocused();
    await window.keyboard.type(String(gainDb));
    await window.keyboard.press('Enter');
    for (let i = 0; i < 4; i++) {
      await window.keyboard.press('Tab');
      if (await window.getByTestId('effect-apply').evaluate((button) => button.matches(':focus'))) break;
    }
    await window.keyboard.press('Enter');
    await expect(undo()).toHaveAttribute(
      'aria-label',
      `Undo Spectral gain ${gainDb > 0 ? '+' : ''}${String(gainDb)} dB`,
    );
    expect(await change()).toBeCloseTo(gainDb, 1);
    await focusLane(window, lane);
    await window.keyboard.press('Control+z');
    await expect(undo()).toBeDisabled();
  }
  expect(await samples()).toEqual(before);
});
