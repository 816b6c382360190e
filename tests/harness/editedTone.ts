/** An edited document as a person sees it. */
import type { Locator, Page } from '@playwright/test';
import { fileIn, openFromOutside, waitForLanes, waitForRecording } from './studioPage.ts';
import type { ProjectInfo } from '../../preload/contract/project.ts';
import type { LaunchedApp } from './launchApp.ts';
import { monoWav, toneSamples } from './testSounds.ts';
import { callStudio } from './watchedApp.ts';

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

/** A channel of the recording that was opened last, as the project holds it now; needs attachStudioCaller. */
export async function soundOf(window: Page, track = 0, channel = 0): Promise<Float64Array> {
  const { documents } = await callStudio<ProjectInfo>(window, 'projects.get', {});
  const document = documents.at(-1);
  const request = {
    sourceId: document?.tracks[track]?.sourceId,
    channel,
    startSample: 0,
    count: document?.lengthSamples,
  };
  const numbers = await window.evaluate(async (input) => {
    const page = globalThis as unknown as {
      studioCall(method: string, asked: unknown): Promise<{ readonly samples: Float32Array }>;
    };
    return [...(await page.studioCall('audio.samples', input)).samples];
  }, request);
  return Float64Array.from(numbers);
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
