/** Pitch, formants and intensity over the spectrogram: where they lie, what changes them, what reads them. */
import { expect, test, type Page } from '@playwright/test';
import { canvasPixels, colourAt } from '../harness/canvasPixels.ts';
import { rowOf } from '../harness/frequencyScales.ts';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import type { Picture } from '../harness/readPng.ts';
import {
  choose,
  fileIn,
  focusLane,
  openFromOutside,
  pointIn,
  typeInto,
  waitForRecording,
} from '../harness/studioPage.ts';
import { monoWav } from '../harness/testSounds.ts';
import { glideSamples } from '../harness/voiceSounds.ts';

const sampleRateHz = 16_000;
const durationSec = 4;
const fromHz = 100;
const toHz = 300;
const hzAt = (fraction: number) => fromHz + (toHz - fromHz) * fraction;

let launched: LaunchedApp;
let window: Page;

test.beforeAll(async () => {
  launched = await launchApp();
  window = launched.window;
  await waitForRecording(window, 'jfk.flac');
  const glide = glideSamples({ fromHz, toHz }, { sampleRateHz, durationSec });
  const path = await fileIn(launched, 'glide.wav', monoWav(glide, sampleRateHz));
  await openFromOutside(launched, path);
  await waitForRecording(window, path);
  await focusLane(window);
});
test.afterAll(() => launched.close());

const overlay = () => window.getByTestId('lane-spectrogram-0-contours');

async function contourPicture(): Promise<Picture> {
  await expect(overlay()).toHaveAttribute('data-status', 'ready');
  return canvasPixels(window, 'lane-spectrogram-0-contours');
}

/** Middle of the rows of column x that are bluish: the pitch curve and nothing else. */
function pitchRow(picture: Picture, x: number): number {
  const rows = Array.from({ length: picture.height }, (_, y) => y).filter((y) => {
    const [r, g, b] = colourAt(picture, x, y);
    return b > 150 && g > 120 && r < 140;
  });
  return rows.reduce((sum, y) => sum + y, 0) / rows.length;
}

const fractions = [0.1, 0.3, 0.5, 0.7, 0.9];

async function expectPitchAt(rowFor: (hz: number, height: number) => number): Promise<void> {
  for (const fraction of fractions) {
    await expect
      .poll(async () => {
        const picture = await contourPicture();
        const x = Math.floor(fraction * picture.width);
        return Math.abs(pitchRow(picture, x) - rowFor(hzAt(fraction), picture.height));
      })
      .toBeLessThan(2);
  }
}

test('nothing is laid over a spectrogram until it is switched on', async () => {
  await expect(overlay()).toBeHidden();
});

test('the pitch of a glide lies where it is, on its own axis and on two scales of the spectrogram', async () => {
  await window.keyboard.press('Shift+P');
  await expectPitchAt((hz, height) => height * (1 - (hz - 50) / 450));
  await choose(window, 'pitch-scale', 'log');
  await expectPitchAt((hz, height) => height * (1 - Math.log2(hz / 50) / Math.log2(10)));
  await choose(window, 'pitch-scale', 'spectrogram');
  await typeInto(window, 'spectrogram-f-max', '1000');
  for (const scale of ['linear', 'bark']) {
    await choose(window, 'spectrogram-scale', scale);
    await expectPitchAt((hz, height) => rowOf(scale, hz, { fMinHz: 0, fMaxHz: 1000, height }));
  }
  await choose(window, 'pitch-scale', 'linear');
});

test('it follows the zoom', async () => {
  await window.keyboard.press('Control+a');
  await typeInto(window, 'selection-start', '1 s');
  await typeInto(window, 'selection-end', '2 s');
  await window.getByTestId('command-view.zoomToSelection').click();
  await focusLane(window);
  await window.keyboard.press('Escape');
  await expect
    .poll(async () => {
      const picture = await contourPicture();
      return Math.abs(pitchRow(picture, Math.floor(picture.width / 2)) - picture.height * (1 - (175 - 50) / 450));
    })
    .toBeLessThan(2);
  await window.keyboard.press('f');
});

test('a ceiling below the voice finds the octave below it, and the change is marked', async () => {
  await typeInto(window, 'pitch-ceiling', '160');
  await expect
    .poll(async () => {
      const picture = await contourPicture();
      const row = pitchRow(picture, Math.floor(0.8 * picture.width));
      return Math.abs(row - picture.height * (1 - (hzAt(0.8) / 2 - 50) / 450));
    })
    .toBeLessThan(2);
  await expect(window.getByTestId('side-panel')).toContainText('Ceiling (changed)');
  await typeInto(window, 'pitch-voicing-threshold', '2');
  await expect
    .poll(async () => Number.isNaN(pitchRow(await contourPicture(), Math.floor(0.8 * (await contourPicture()).width))))
    .toBe(true);
  await window.getByRole('button', { name: 'Reset pitch' }).click();
  await expectPitchAt((hz, height) => height * (1 - (hz - 50) / 450));
});

test('a parameter that cannot be is told where it was set', async () => {
  await focusLane(window);
  await window.keyboard.press('Shift+F');
  await typeInto(window, 'formants-ceiling', '50 Hz');
  await expect(window.getByTestId('formants-status')).toContainText('must be within a factor of 64');
  await typeInto(window, 'formants-ceiling', '5500');
  await expect(window.getByTestId('formants-status')).toBeHidden();
});

test('the status bar reads pitch with its note, formants and intensity under the pointer', async () => {
  await window.keyboard.press('Escape');
  await focusLane(window);
  await window.keyboard.press('Shift+I');
  const at = await pointIn(window.getByTestId('lane-spectrogram-0-surface'), 0.5, 0.5);
  await window.mouse.move(at.x, at.y);
  const readOut = window.getByTestId('status-contours');
  await expect(readOut).toContainText(/f0 (199|200)\.\d Hz \(G3 .* ct\) · F1–F4 \d+ .* Hz · \d\d\.\d dB re 20 µPa/);
});

test('the lane is read out with its contours', async () => {
  await focusLane(window, 'lane-spectrogram-0');
  await window.keyboard.press('Escape');
  await typeInto(window, 'transport-time', '2 s');
  await focusLane(window, 'lane-spectrogram-0');
  await expect(window.getByTestId('announcer')).toContainText(
    /Strongest .* Pitch (199|200)\.\d Hz \(G3 .* ct\)\. Formants F1 \d+, .* Hz\. Intensity \d\d\.\d dB/,
  );
});

test('pulses stand in the waveform at short views, one a period', async () => {
  await focusLane(window);
  await window.keyboard.press('Shift+G');
  await expect(window.getByTestId('lane-waveform-0-pulses')).toBeHidden();
  await window.keyboard.press('Control+a');
  await typeInto(window, 'selection-start', '1 s');
  await typeInto(window, 'selection-end', '1.5 s');
  await window.getByTestId('command-view.zoomToSelection').click();
  await focusLane(window);
  await window.keyboard.press('Escape');
  const pulses = window.getByTestId('lane-waveform-0-pulses');
  // From 0 s to 4 s: 4 · 200 Hz.
  await expect.poll(async () => Math.abs(Number(await pulses.getAttribute('data-count')) - 800)).toBeLessThan(20);
  await window.keyboard.press('f');
});

test('what is shown is shown again when the program starts again', async () => {
  await typeInto(window, 'pitch-floor', '60');
  await window.waitForTimeout(600); // the view is stored after a pause
  await window.reload();
  await expect(window.getByTestId('pitch-floor')).toHaveValue('60 Hz', { timeout: 20_000 });
  await expect(overlay()).toHaveAttribute('data-status', 'ready', { timeout: 20_000 });
});

test('nothing went wrong meanwhile', () => {
  launched.expectNoErrors();
});
