/** The live spectrogram as tests meet it: a microphone that plays a file, what its panel tells, what its canvases hold. */
import { expect, type Page } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { canvasPixels } from './canvasPixels.ts';
import type { Picture } from './readPng.ts';
import { monoWav, toneSamples } from './testSounds.ts';

export const microphoneToneHz = 1000;
const toneSound = { sampleRateHz: 48_000, durationSec: 5 };
const spectrogramTopPx = 81; // under the waveform

/** Flags for an app whose microphone plays a tone over and over. @param path where the tone is written */
export async function toneMicrophone(path: string): Promise<string[]> {
  const tone = toneSamples({ frequencyHz: microphoneToneHz, levelDb: -6 }, toneSound);
  await writeFile(path, monoWav(tone, toneSound.sampleRateHz));
  return ['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${path}`];
}

export async function startListening(window: Page): Promise<void> {
  await window.keyboard.press('Alt+2');
  await window.keyboard.press('Shift+L');
  await expect(window.getByTestId('live-status')).toHaveText('Listening');
}

/** Until so much more sound has come in. */
export async function listenFor(window: Page, sec: number): Promise<void> {
  const startSec = await takenSec(window);
  await expect.poll(() => takenSec(window), { timeout: 20_000 + 3000 * sec }).toBeGreaterThan(startSec + sec);
}

export async function takenSec(window: Page): Promise<number> {
  const taken = window.getByTestId('live-taken');
  return (await taken.count()) === 0 ? 0 : Number.parseFloat((await taken.textContent()) ?? '0');
}

export async function lostBlocks(window: Page): Promise<number> {
  return Number.parseInt((await window.getByTestId('live-lost').textContent()) ?? '', 10);
}

/** Milliseconds from sound to picture, of the latest ten seconds. */
export async function soundToPicture(window: Page): Promise<{ readonly p50: number; readonly p95: number }> {
  const [p50, p95] = ((await window.getByTestId('live-latency').textContent()) ?? '').match(/\d+(?= ms)/g) ?? [];
  return { p50: Number(p50), p95: Number(p95) };
}

export async function liveSpectrogram(window: Page): Promise<Picture> {
  const picture = await canvasPixels(window, 'live-surface');
  const height = picture.height - spectrogramTopPx;
  return { ...picture, height, rgba: picture.rgba.subarray(spectrogramTopPx * picture.width * 4) };
}
