/** The live spectrogram in the real app: of a fake microphone that plays a tone of 1 kHz, and of what is played. */
import { expect, test } from '@playwright/test';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brightestRow, canvasPixels } from '../harness/canvasPixels.ts';
import { rowOf } from '../harness/frequencyScales.ts';
import { launchApp } from '../harness/launchApp.ts';
import { waitForLanes, waitForRecording } from '../harness/studioPage.ts';
import { monoWav, toneSamples } from '../harness/testSounds.ts';

const takenSec = (text: string | null) => Number.parseFloat(text ?? '0');

test('a microphone’s tone lies on its row, and no block is lost', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'phonoscope-live-'));
  const tone = join(folder, 'tone.wav');
  await writeFile(
    tone,
    monoWav(toneSamples({ frequencyHz: 1000, levelDb: -6 }, { sampleRateHz: 48_000, durationSec: 5 }), 48_000),
  );
  const launched = await launchApp({
    args: ['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${tone}`],
  });
  const { window } = launched;
  try {
    await waitForRecording(window, 'jfk.flac');
    await window.keyboard.press('Alt+3');
    await window.keyboard.press('Shift+L');
    await expect(window.getByTestId('live-status')).toHaveText('Listening');
    await expect.poll(async () => takenSec(await window.getByTestId('live-taken').textContent())).toBeGreaterThan(2);
    await expect(window.getByTestId('live-lost')).toHaveText('0 blocks');
    await window.keyboard.press('Shift+H');
    await window.waitForTimeout(300);
    const picture = await canvasPixels(window, 'live-surface');
    const top = 81;
    const height = picture.height - top;
    const cut = { ...picture, height, rgba: picture.rgba.subarray(top * picture.width * 4) };
    const rateKhz = Number.parseFloat((await window.getByTestId('live-format').textContent()) ?? '');
    const wanted = rowOf('mel', 1000, { fMinHz: 0, fMaxHz: rateKhz * 500, height });
    expect(Math.abs(brightestRow(cut, Math.round(picture.width - 60)) - wanted)).toBeLessThanOrEqual(4);
    console.log(await window.getByTestId('live-latency').textContent());
    await launched.screenshot('views/live-microphone');
    launched.expectNoErrors();
  } finally {
    await launched.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test('without a microphone it says so; what is played is shown all the same', async () => {
  const launched = await launchApp();
  const { window } = launched;
  try {
    await waitForRecording(window, 'jfk.flac');
    await waitForLanes(window);
    await window.keyboard.press('Alt+3');
    await window.keyboard.press('Shift+L');
    await expect(window.getByTestId('live-problem')).toContainText('No microphone is connected');
    await window.getByTestId('live-source').selectOption('playback');
    await window.getByTestId('live-view').getByRole('button', { name: 'Start' }).click();
    await expect(window.getByTestId('live-status')).toHaveText('Waiting for something to be played');
    await window.getByTestId('command-play.toggle').click();
    await expect(window.getByTestId('live-status')).toHaveText('Listening');
    await expect.poll(async () => takenSec(await window.getByTestId('live-taken').textContent())).toBeGreaterThan(1);
    await expect(window.getByTestId('live-lost')).toHaveText('0 blocks');
    await launched.screenshot('views/live-playback');
    launched.expectNoErrors();
  } finally {
    await launched.close();
  }
});
