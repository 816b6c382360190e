/** Every parameter of the spectrogram changes its pixels as the formulas say. */
import { expect, test, type Page } from '@playwright/test';
import { brightness, colourAt, ridgeRows } from '../harness/canvasPixels.ts';
import { rowOf } from '../harness/frequencyScales.ts';
import type { LaunchedApp } from '../harness/launchApp.ts';
import type { Picture } from '../harness/readPng.ts';
import { choose, fileIn, openFromOutside, typeInto, waitForLanes, waitForRecording } from '../harness/studioPage.ts';
import { clickSamples, monoWav } from '../harness/testSounds.ts';
import {
  nyquistHz,
  onToneStage,
  sampleRateHz,
  settledPicture,
  showAroundClick,
  showBlocks,
  showInGrey,
  spectrogramPicture,
  toneColumn,
  toneDb,
  toneHz,
  toneRow,
  winLength,
} from '../harness/toneStage.ts';

let launched: LaunchedApp;
let window: Page;

onToneStage((stage) => {
  launched = stage;
  window = stage.window;
});
const picture = () => spectrogramPicture(window);
const inTone = (drawn: Picture) => colourAt(drawn, toneColumn(drawn), Math.floor(toneRow(drawn)))[0];

async function measured(change: () => Promise<void>, measure: (drawn: Picture) => number) {
  const before = measure(await settledPicture(window));
  await change();
  return { before, after: async () => measure(await picture()) };
}

test('floor, range and gamma: grey = 255·((dB − floor)/range)^gamma', async () => {
  const grey = (floorDb: number, rangeDb: number, gamma: number) =>
    255 * Math.min(Math.max((toneDb - floorDb) / rangeDb, 0), 1) ** gamma;
  const settings = [
    [-100, 160, 1],
    [-60, 160, 1],
    [-60, 80, 1],
    [-60, 80, 2],
    [-60, 80, 0.5],
    [-60, 20, 1],
  ] as const;
  for (const [floorDb, rangeDb, gamma] of settings) {
    await typeInto(window, 'spectrogram-floor', `${String(floorDb)} dB`);
    await typeInto(window, 'spectrogram-range', `${String(rangeDb)} dB`);
    await typeInto(window, 'spectrogram-gamma', String(gamma));
    await expect
      .poll(async () => Math.abs(inTone(await picture()) - grey(floorDb, rangeDb, gamma)))
      .toBeLessThanOrEqual(3);
  }
});

test('a floor above everything leaves the lowest colour everywhere', async () => {
  await typeInto(window, 'spectrogram-floor', '0');
  await expect
    .poll(async () => {
      const { rgba } = await picture();
      return rgba.every((value, i) => value === (i % 4 === 3 ? 255 : 0));
    })
    .toBe(true);
});

test('every colour map ends in its own colour, grey is grey everywhere', async () => {
  await typeInto(window, 'spectrogram-floor', '-100');
  await typeInto(window, 'spectrogram-range', '20');
  const brightest: Readonly<Record<string, readonly number[]>> = {
    magma: [252, 253, 191],
    inferno: [252, 255, 164],
    viridis: [253, 231, 37],
    cividis: [253, 234, 69],
    grey: [255, 255, 255],
    'inverse-grey': [0, 0, 0],
  };
  for (const [name, colour] of Object.entries(brightest)) {
    await choose(window, 'spectrogram-colour-map', name);
    await expect
      .poll(async () => {
        const drawn = await picture();
        const at = colourAt(drawn, toneColumn(drawn), Math.floor(toneRow(drawn)));
        return Math.max(...at.map((value, c) => Math.abs(value - (colour[c] ?? 0))));
      })
      .toBeLessThanOrEqual(8);
  }
  const { rgba } = await picture();
  expect(rgba.every((value, i) => i % 4 === 3 || value === rgba[i - (i % 4)])).toBe(true);
});

test('a window twice as long draws a ridge half as wide', async () => {
  await choose(window, 'spectrogram-scale', 'linear');
  await typeInto(window, 'spectrogram-f-min', '500');
  await typeInto(window, 'spectrogram-f-max', '1500');
  await choose(window, 'spectrogram-zero-padding', '8');
  await typeInto(window, 'spectrogram-floor', '-60');
  await typeInto(window, 'spectrogram-range', '60');
  const width = (drawn: Picture) => ridgeRows(drawn, toneColumn(drawn));
  await waitForLanes(window);
  await expect.poll(async () => width(await picture())).toBeGreaterThan(20);
  const { before, after } = await measured(
    () => typeInto(window, 'spectrogram-win-length', String(2 * winLength)),
    width,
  );
  await expect.poll(async () => Math.abs((await after()) / before - 0.5)).toBeLessThanOrEqual(0.08);
});

test('reassigned, the tone is as thin as a bin, and the click as a column', async () => {
  await choose(window, 'spectrogram-scale', 'linear');
  await typeInto(window, 'spectrogram-f-min', '500');
  await typeInto(window, 'spectrogram-f-max', '1500');
  await typeInto(window, 'spectrogram-floor', '-60');
  await typeInto(window, 'spectrogram-range', '60');
  await waitForLanes(window);
  const width = (drawn: Picture) => ridgeRows(drawn, toneColumn(drawn));
  const { before, after } = await measured(() => choose(window, 'spectrogram-method', 'reassigned'), width);
  await expect.poll(async () => (await after()) / before).toBeLessThan(0.4);
  await showInGrey(window);
  await showBlocks(window);
  await typeInto(window, 'spectrogram-f-max', '7000');
  await typeInto(window, 'spectrogram-f-min', '3000');
  await showAroundClick(window, 0.06);
  const litColumns = (drawn: Picture) => {
    const lit = (x: number) =>
      Array.from({ length: drawn.height }, (_, y) => brightness(drawn, x, y)).some((v) => v > 360);
    return Array.from({ length: drawn.width }, (_, x) => x).filter(lit).length / drawn.width;
  };
  // 0.06 s are 7.5 hops of 128.
  await expect.poll(async () => litColumns(await picture())).toBeLessThan(1.6 / 7.5);
  await expect.poll(async () => litColumns(await picture())).toBeGreaterThan(0.5 / 7.5);
  await launched.screenshot('reassigned-click');
  await choose(window, 'spectrogram-method', 'power');
  await expect.poll(async () => litColumns(await picture())).toBeGreaterThan(2.5 / 7.5);
});

test('Praat’s Gaussian says what Praat calls its length, and padding what it is', async () => {
  await choose(window, 'spectrogram-window', 'praat-gaussian');
  await typeInto(window, 'spectrogram-win-length', '10 ms');
  await expect(window.getByTestId('praat-length')).toContainText('All 10 ms of this window');
  await expect(window.getByTestId('praat-length')).toContainText('a window of 5 ms');
  await expect(window.getByTestId('spectrogram-zero-padding').getByRole('option', { selected: true })).toHaveText(
    'FFT 512 · ×3.2',
  );
});

test('a rectangular window raises the side lobes by tens of dB', async () => {
  const besideTone = (drawn: Picture) => {
    // Between two zeros of the rectangular window's spectrum, 24.5 bins away.
    const hz = toneHz + (24.5 * sampleRateHz) / winLength;
    const row = rowOf('mel', hz, { fMinHz: 0, fMaxHz: nyquistHz, height: drawn.height });
    return colourAt(drawn, toneColumn(drawn), Math.floor(row))[0];
  };
  const { before, after } = await measured(() => choose(window, 'spectrogram-window', 'rect'), besideTone);
  // 255 grey levels for 120 dB.
  await expect.poll(async () => ((await after()) - before) * (120 / 255)).toBeGreaterThan(20);
});

test('half the hop gives twice the columns', async () => {
  await showBlocks(window);
  await showAroundClick(window, 0.06);
  const nColumns = (drawn: Picture) =>
    changes(drawn.width, (x) => brightness(drawn, x, Math.round(drawn.height * 0.1)));
  // Frames that hold the click but at their very edge: 3 of hop 128, 7 of hop 64, each differing from its neighbours.
  await expect.poll(async () => nColumns(await picture())).toBe(4);
  await typeInto(window, 'spectrogram-hop-length', '64');
  await expect.poll(async () => nColumns(await picture())).toBe(8);
});

test('zero padding gives more rows between the bins', async () => {
  await showBlocks(window);
  await choose(window, 'spectrogram-scale', 'linear');
  await typeInto(window, 'spectrogram-f-min', '500');
  await typeInto(window, 'spectrogram-f-max', '1500');
  await choose(window, 'spectrogram-zero-padding', '1');
  const nRows = (drawn: Picture) => changes(drawn.height, (y) => brightness(drawn, toneColumn(drawn), y));
  // 1000 Hz hold 32 bins of 31.25 Hz.
  await expect.poll(async () => nRows(await picture())).toBeLessThanOrEqual(33);
  await choose(window, 'spectrogram-zero-padding', '8');
  await expect.poll(async () => nRows(await picture())).toBeGreaterThan(66);
});

test('the maximum keeps a click that the mean lets fade', async () => {
  const long = { sampleRateHz, durationSec: 30 };
  const click = clickSamples([{ sample: 64 * 4000, amplitude: 0.9 }], long);
  const path = await fileIn(launched, 'long.wav', monoWav(click, sampleRateHz));
  await openFromOutside(launched, path);
  await waitForRecording(window, path);
  await showInGrey(window);
  await waitForLanes(window);
  const column = (drawn: Picture) => Math.floor(((64 * 4000) / (30 * sampleRateHz)) * drawn.width);
  const level = (drawn: Picture) =>
    Math.max(...[-1, 0, 1].map((d) => colourAt(drawn, column(drawn) + d, Math.round(drawn.height / 2))[0]));
  const { before, after } = await measured(() => choose(window, 'spectrogram-reduce', 'mean'), level);
  expect(before).toBeGreaterThan(20);
  await expect.poll(after).toBeLessThan(before - 2);
  await window.getByRole('tab', { name: 'Recordings' }).click();
  await window.getByRole('list', { name: 'Recordings' }).getByText('tone.wav').click();
  await window.getByRole('tab', { name: 'Inspector' }).click();
});

/** How often the value differs from the one before. */
function changes(count: number, valueAt: (index: number) => number): number {
  let found = 0;
  for (let i = 1; i < count; i++) if (valueAt(i) !== valueAt(i - 1)) found++;
  return found;
}

test('nothing went wrong meanwhile', () => {
  launched.expectNoErrors();
});
