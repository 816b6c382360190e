/** Effects and spectral edits in the window, with the mouse and by keys, measured in the samples of the project. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { soundOf } from '../harness/editedTone.ts';
import { rowOf } from '../harness/frequencyScales.ts';
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
import { clickSamples, mixed, monoWav, toneSamples } from '../harness/testSounds.ts';
import { attachStudioCaller } from '../harness/watchedApp.ts';
import { showTheme, themes } from '../harness/workbenchViews.ts';

const sampleRateHz = 16_000;
const sound = { sampleRateHz, durationSec: 4 };
const low = toneSamples({ frequencyHz: 300, levelDb: -12 }, sound);
const hum = toneSamples({ frequencyHz: 1000, levelDb: -18 }, sound);
const clickAt = 40_000;
const click = clickSamples([{ sample: clickAt, amplitude: 0.3 }], sound);

let launched: LaunchedApp;
let window: Page;

test.beforeAll(async () => {
  launched = await launchApp();
  window = launched.window;
  await waitForRecording(window, 'jfk.flac');
  const path = await fileIn(launched, 'hum.wav', monoWav(mixed(low, hum, click), sampleRateHz));
  await openFromOutside(launched, path);
  await waitForRecording(window, path);
  await waitForLanes(window);
  await attachStudioCaller(window);
});
test.afterAll(async () => {
  launched.expectNoErrors();
  await launched.close();
});

/** Of the recording that was opened last, as the project holds it now. */
const samples = () => soundOf(window);

const peak = async () => 20 * Math.log10(Math.max(...(await samples()).map(Math.abs)));

/** Level of a frequency over a Hann window, dB. */
function levelOf(hz: number, part: Float64Array): number {
  let [re, im] = [0, 0];
  part.forEach((x, n) => {
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / part.length);
    re += x * window * Math.cos((2 * Math.PI * hz * n) / sampleRateHz);
    im += x * window * Math.sin((2 * Math.PI * hz * n) / sampleRateHz);
  });
  return 20 * Math.log10((4 * Math.hypot(re, im)) / part.length);
}

const undo = () => window.getByTestId('command-edit.undo');
const panel = () => window.getByTestId('effects-panel');

async function select(from: string, to: string, band?: readonly [string, string]): Promise<void> {
  await focusLane(window);
  await window.keyboard.press('Control+a');
  await typeInto(window, 'selection-start', from);
  await typeInto(window, 'selection-end', to);
  if (band !== undefined) {
    await typeInto(window, 'selection-low-hz', band[0]);
    await typeInto(window, 'selection-high-hz', band[1]);
  }
  await focusLane(window);
}

async function chooseInLane(lane: string, title: string, x = 0.3): Promise<void> {
  const at = await pointIn(window.getByTestId(`${lane}-surface`), x, 0.6);
  await window.mouse.click(at.x, at.y, { button: 'right' });
  await window.getByTestId('lane-menu').getByRole('menuitem', { name: title }).first().click();
}

test('normalise by keys alone, and undo', async () => {
  const before = await samples();
  await focusLane(window);
  await window.keyboard.press('Escape');
  await runFromPalette(window, 'Normalise peak…');
  const field = window.getByTestId('effect-target');
  await expect(field).toBeFocused();
  await expect(window.getByTestId('effect-place')).toHaveText(/^all of/);
  await window.keyboard.type('-3 - 1');
  await window.keyboard.press('Enter');
  await expect(field).toHaveValue('−4.00 dB');
  await window.keyboard.press('Tab');
  await window.keyboard.press('Tab');
  await expect(window.getByTestId('effect-apply')).toBeFocused();
  await window.keyboard.press('Enter');
  await expect(window.getByTestId('said')).toContainText('Done: Normalise to -4 dB');
  expect(await peak()).toBeCloseTo(-4, 3);
  await focusLane(window);
  await window.keyboard.press('Control+z');
  await expect(window.getByTestId('said')).toContainText('Undone: Normalise to -4 dB');
  expect(await samples()).toEqual(before);
});

test('normalise with the mouse over the selection, and undo; what cannot be is told in the panel', async () => {
  const before = await samples();
  await select('1', '2');
  await chooseInLane('lane-waveform-0', 'Normalise peak…');
  await window.getByTestId('effect-target').fill('12');
  await window.getByTestId('effect-target').press('Enter');
  await expect(panel().getByRole('alert')).toContainText('must be at most 0.00 dB');
  await window.getByTestId('effect-target').press('Escape');
  await typeInto(window, 'effect-target', '-20 dB');
  await window.getByTestId('effect-apply').click();
  await expect(undo()).toHaveAttribute('aria-label', 'Undo Normalise to -20 dB');
  const after = await samples();
  const part = after.subarray(sampleRateHz, 2 * sampleRateHz).map(Math.abs);
  expect(20 * Math.log10(Math.max(...part))).toBeCloseTo(-20, 3);
  expect(after.subarray(0, sampleRateHz)).toEqual(before.subarray(0, sampleRateHz));
  expect(after.subarray(2 * sampleRateHz)).toEqual(before.subarray(2 * sampleRateHz));
  await undo().click();
  await expect(undo()).toBeDisabled();
  expect(await samples()).toEqual(before);
});

test('a preview plays, the original answers it, and nothing of it is kept', async () => {
  const before = await samples();
  await select('1', '3.9');
  await window.getByTestId('effect-name').selectOption('gain');
  await typeInto(window, 'effect-gain', '-12');
  const [effect, original] = [window.getByTestId('effect-hear-effect'), window.getByTestId('effect-hear-original')];
  await effect.click();
  await expect(effect).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => readField(window, 'transport-time')).toMatch(/^0:01\.[1-9]|^0:02/);
  await original.click();
  await expect(original).toHaveAttribute('aria-pressed', 'true');
  await expect(effect).toHaveAttribute('aria-pressed', 'false');
  await expect.poll(() => readField(window, 'transport-time')).toMatch(/^0:01\.[2-9]|^0:0[23]/);
  await panel().getByTestId('command-play.stop').click();
  await expect(original).toHaveAttribute('aria-pressed', 'false');
  await expect(undo()).toBeDisabled();
  expect(await samples()).toEqual(before);
});

test('a tone is erased by its rectangle with the mouse: 40 dB and more go, what is beside it stays', async () => {
  const before = await samples();
  await select('0.5', '1.5', ['900', '1100']);
  await chooseInLane('lane-spectrogram-0', 'Erase in the spectrogram', 0.25);
  await expect(undo()).toHaveAttribute('aria-label', 'Undo Erase in the spectrogram');
  const after = await samples();
  const inside = (x: Float64Array) => x.subarray(0.6 * sampleRateHz, 1.4 * sampleRateHz);
  expect(levelOf(1000, inside(before)) - levelOf(1000, inside(after))).toBeGreaterThan(40);
  expect(levelOf(300, inside(after))).toBeCloseTo(levelOf(300, inside(before)), 2);
  expect(after.subarray(0, 0.4 * sampleRateHz)).toEqual(before.subarray(0, 0.4 * sampleRateHz));
  expect(after.subarray(1.6 * sampleRateHz)).toEqual(before.subarray(1.6 * sampleRateHz));
  await launched.screenshot('effects-erased');
  await undo().click();
  await expect(undo()).toBeDisabled();
  expect(await samples()).toEqual(before);
});

test('a click is healed by keys alone', async () => {
  await select('2.499', '2.501');
  await runFromPalette(window, 'Heal in the spectrogram');
  await expect(undo()).toHaveAttribute('aria-label', 'Undo Heal in the spectrogram');
  const after = await samples();
  const clean = mixed(low, hum);
  const errors = after.map((x, n) => Math.abs(x - clean[n]!)).subarray(clickAt - 100, clickAt + 100);
  expect(20 * Math.log10(Math.max(...errors) / 0.3)).toBeLessThan(-40);
  await window.keyboard.press('Control+z');
  await expect(undo()).toBeDisabled();
});

test('what is inside and outside a rectangle is heard, and attenuated by as much as asked for', async () => {
  await select('0.5', '1.5', ['900', '1100']);
  await runFromPalette(window, 'Listen to what is inside the selection');
  await expect.poll(() => readField(window, 'transport-time')).toMatch(/^0:00\.[5-9]|^0:01/);
  await window.getByTestId('command-play.toggle').click();
  await select('0.5', '1.5', ['900', '1100']);
  const before = await samples();
  await chooseInLane('lane-spectrogram-0', 'Attenuate what is selected…', 0.25);
  await expect(window.getByTestId('effect-gain')).toBeFocused();
  await typeInto(window, 'effect-gain', '-24 dB');
  await launched.screenshot('effects-attenuate');
  await window.getByTestId('effect-apply').click();
  await expect(undo()).toHaveAttribute('aria-label', 'Undo Spectral gain -24 dB');
  const part = (x: Float64Array) => x.subarray(0.6 * sampleRateHz, 1.4 * sampleRateHz);
  expect(levelOf(1000, part(before)) - levelOf(1000, part(await samples()))).toBeCloseTo(24, 1);
  await undo().click();
});

/** Where a time and a frequency are on the screen while the whole recording is in view. */
async function placeOf(sec: number, hz: number): Promise<{ x: number; y: number }> {
  const box = await window.getByTestId('lane-spectrogram-0-surface').boundingBox();
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

test('a lasso, a brush and the wand select; what they select is erased, the rest stays', async () => {
  await focusLane(window);
  await window.keyboard.press('Escape');
  await window.keyboard.press('f');
  await runFromPalette(window, 'Effects');
  await expect(panel()).toBeHidden();
  await waitForLanes(window);
  const mask = window.getByTestId('lane-spectrogram-0-mask');
  const before = await samples();
  const part = (x: Float64Array, from: number) =>
    x.subarray((from + 0.15) * sampleRateHz, (from + 0.65) * sampleRateHz);
  const lost = async (hz: number, from: number) =>
    levelOf(hz, part(before, from)) - levelOf(hz, part(await samples(), from));

  await runFromPalette(window, 'Select with the lasso');
  await drag([0.5, 850], [0.5, 1180], [1.3, 1180], [1.3, 850], [0.51, 850]);
  await expect(mask).toHaveAttribute('data-region', 'polygon');
  await launched.screenshot('effects-lasso');
  await runFromPalette(window, 'Erase in the spectrogram');
  await expect(undo()).toHaveAttribute('aria-label', 'Undo Erase in the spectrogram');
  expect(await lost(1000, 0.5)).toBeGreaterThan(40);
  expect(Math.abs(await lost(300, 0.5))).toBeLessThan(0.01);
  await undo().click();
  await expect(undo()).toBeDisabled();

  await runFromPalette(window, 'Select with the brush');
  await drag([2.8, 1000], [3.6, 1000]);
  await expect(mask).toHaveAttribute('data-region', 'brush');
  await window.keyboard.down('Shift');
  await drag([2.8, 300], [3.6, 300]);
  await window.keyboard.up('Shift');
  await expect(mask).toHaveAttribute('data-region', 'union');
  await launched.screenshot('effects-brush');
  await runFromPalette(window, 'Erase in the spectrogram');
  await expect(undo()).toHaveAttribute('aria-label', 'Undo Erase in the spectrogram');
  expect(await lost(1000, 2.8)).toBeGreaterThan(40);
  expect(await lost(300, 2.8)).toBeGreaterThan(40);
  expect((await samples()).subarray(0, 2 * sampleRateHz)).toEqual(before.subarray(0, 2 * sampleRateHz));
  await undo().click();
  await expect(undo()).toBeDisabled();

  await runFromPalette(window, 'Select with the magic wand');
  const at = await placeOf(1, 1000);
  await window.mouse.click(at.x, at.y);
  await expect(mask).toHaveAttribute('data-region', 'cells');
  await launched.screenshot('effects-wand');
  await runFromPalette(window, 'Erase in the spectrogram');
  await expect(undo()).toHaveAttribute('aria-label', 'Undo Erase in the spectrogram');
  expect(await lost(1000, 0.5)).toBeGreaterThan(20);
  expect(Math.abs(await lost(300, 0.5))).toBeLessThan(0.01);
  await undo().click();

  await focusLane(window);
  await window.keyboard.press('Escape');
  await expect(window.getByTestId('lane-spectrogram-0-mask-tool')).toBeHidden();
  await window.keyboard.press('Escape');
  await expect(mask).toBeHidden();
});

test('noise is taken from the selection; eight bands equalise; every form is free of what axe finds', async () => {
  await runFromPalette(window, 'Noise reduction…');
  await select('3', '3.5');
  await expect(panel().getByTestId('effect-problem')).toContainText('take the noise from it first');
  await window.getByTestId('effect-take-noise').click();
  await expect(window.getByTestId('effect-noise')).toHaveText('Noise: 0:03.000 to 0:03.500');
  await expect(panel().getByTestId('effect-problem')).toBeHidden();
  await runFromPalette(window, 'Equaliser…');
  for (let i = 3; i < 8; i++) await panel().getByRole('button', { name: 'Add a band' }).click();
  await expect(panel().getByRole('button', { name: '8 bands are the most' })).toBeDisabled();
  await window.getByTestId('band-2-hz').fill('1 kHz');
  await window.getByTestId('band-2-hz').press('Enter');
  for (const theme of themes) {
    await showTheme(launched, theme);
    for (const name of ['normalizePeak', 'equalise', 'reduceNoise', 'generateSweep']) {
      await window.getByTestId('effect-name').selectOption(name);
      await launched.screenshot(`effects-${name}-${theme}`);
      const axe = new AxeBuilder({ page: window }).setLegacyMode(true).include('[data-testid="effects-panel"]');
      expect.soft((await axe.analyze()).violations, `${name} ${theme}`).toEqual([]);
    }
  }
});
