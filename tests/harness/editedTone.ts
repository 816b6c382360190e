/** An edited document as a person sees it. */
import type { Locator, Page } from '@playwright/test';
import { fileIn, openFromOutside, waitForLanes, waitForRecording } from './studioPage.ts';
import type { LaunchedApp } from './launchApp.ts';
import { monoWav, toneSamples } from './testSounds.ts';

/** Four seconds of 1 kHz at 16 kHz, −6 dBFS. */
export async function openTone(launched: LaunchedApp): Promise<void> {
  const { window } = launched;
  await waitForRecording(window, 'jfk.flac');
  const sampleRateHz = 16_000;
  const tone = toneSamples({ frequencyHz: 1000, levelDb: -6 }, { sampleRateHz, durationSec: 4 });
  const path = await fileIn(launched, 'tone.wav', monoWav(tone, sampleRateHz));
  await openFromOutside(launched, path);
  await waitForRecording(window, path);
  await waitForLanes(window);
}

/** How long the document is, as the status bar says it. */
export async function shownLength(window: Page): Promise<string | undefined> {
  return (await window.getByTestId('status-format').innerText()).split(' · ').at(-1);
}

/** Only rows near what is in view are there. */
export function toTop(panel: Locator): Promise<void> {
  return panel.getByRole('region', { name: 'History' }).evaluate((element) => {
    element.scrollTop = 0;
  });
}
