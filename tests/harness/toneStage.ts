/** A tone of 1 kHz with one click in it, on the timeline: where each must be drawn is known beforehand. */
import { expect, test, type Page } from '@playwright/test';
import { canvasPixels } from './canvasPixels.ts';
import { rowOf } from './frequencyScales.ts';
import { launchApp, type LaunchedApp } from './launchApp.ts';
import type { Picture } from './readPng.ts';
import { choose, fileIn, focusLane, openFromOutside, typeInto, waitForLanes, waitForRecording } from './studioPage.ts';
import { clickSamples, mixed, monoWav, toneSamples } from './testSounds.ts';

export const sampleRateHz = 16_000;
export const nyquistHz = sampleRateHz / 2;
export const toneHz = 1000;
export const toneDb = -20;
/** The default window at 16 kHz is 512 samples, its hop 128: the click lies in the middle of a frame. */
export const winLength = 512;
export const clickSample = 128 * 75;
export const spectrogramSurface = 'lane-spectrogram-0-surface';

const sound = { sampleRateHz, durationSec: 1 };

/** The app with the tone on the timeline for all tests of a file, and each test begins with the same view of it. */
export function onToneStage(enter: (launched: LaunchedApp) => void): void {
  let launched: LaunchedApp;
  test.beforeAll(async () => {
    launched = await launchApp();
    await waitForRecording(launched.window, 'jfk.flac');
    await openTone(launched);
    enter(launched);
  });
  test.beforeEach(() => startOver(launched.window));
  test.afterAll(async () => {
    await launched.close();
  });
}

export async function openTone(launched: LaunchedApp): Promise<void> {
  const tone = toneSamples({ frequencyHz: toneHz, levelDb: toneDb }, sound);
  const click = clickSamples([{ sample: clickSample, amplitude: 0.9 }], sound);
  const path = await fileIn(launched, 'tone.wav', monoWav(mixed(tone, click), sampleRateHz));
  await openFromOutside(launched, path);
  await waitForRecording(launched.window, path);
}

/** The whole recording and the default analysis, in grey so that colours are numbers. */
export async function startOver(window: Page): Promise<void> {
  await window.getByRole('button', { name: 'Reset', exact: true }).click();
  await showInGrey(window);
  await focusLane(window);
  await window.keyboard.press('f');
  await window.keyboard.press('Home');
  await waitForLanes(window);
}

/** 255 grey levels for the 120 dB below full scale. */
export async function showInGrey(window: Page): Promise<void> {
  await choose(window, 'spectrogram-colour-map', 'grey');
  await typeInto(window, 'spectrogram-floor', '-120');
  await typeInto(window, 'spectrogram-range', '120');
}

/** Each value as a plain block, so that frames and bins can be counted. */
export async function showBlocks(window: Page): Promise<void> {
  await window.getByTestId('spectrogram-interpolate').uncheck();
}

export function spectrogramPicture(window: Page): Promise<Picture> {
  return canvasPixels(window, spectrogramSurface);
}

/** The picture once it has stopped changing: nothing that was changed before is still on its way. */
export async function settledPicture(window: Page): Promise<Picture> {
  let last = await spectrogramPicture(window);
  await expect
    .poll(
      async () => {
        const before = last;
        last = await spectrogramPicture(window);
        return Buffer.compare(before.rgba, last.rgba);
      },
      { intervals: [300] },
    )
    .toBe(0);
  return last;
}

/** A column well away from the click, where there is only the tone. */
export function toneColumn({ width }: Picture): number {
  return Math.round(width * 0.25);
}

/** Where 1 kHz is on an axis over all frequencies. */
export function toneRow({ height }: Picture, scale = 'mel'): number {
  return rowOf(scale, toneHz, { fMinHz: scale === 'log' ? 20 : 0, fMaxHz: nyquistHz, height });
}

/** As much time as asked for, the click within it. */
export async function showAroundClick(window: Page, shownSec: number): Promise<void> {
  const startSec = Math.min(clickSample / sampleRateHz - shownSec / 2, sound.durationSec - shownSec);
  await window.keyboard.press('Control+a');
  await typeInto(window, 'selection-start', `${String(Math.max(startSec, 0))} s`);
  await typeInto(window, 'selection-length', `${String(shownSec)} s`);
  await window.getByTestId('command-view.zoomToSelection').click();
  await focusLane(window);
  await window.keyboard.press('Escape');
  await waitForLanes(window);
}
