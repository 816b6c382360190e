/** The spectrogram of a whole hour: how soon there is a first picture, and the exact one, also after a change of settings. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { treeCpuSec } from '../harness/processTree.ts';
import { callStudio } from '../harness/watchedApp.ts';
import { createBenchReport } from './benchReport.ts';
import { launchOn, withHour } from './hourApp.ts';

const report = createBenchReport('hourSpectrogram');
await withHour(async (file) => {
  const launched = await launchOn(file);
  const { app, window } = launched;
  const root = app.process().pid!;
  try {
    await sleep(20_000); // the page's own tiles first
    for (const [name, winLength] of [
      ['usual', 1024],
      ['longer window', 2048],
    ] as const)
      for (const quality of ['preview', 'exact']) {
        const cpuBefore = treeCpuSec(root);
        const { firstTileMs, pictureMs } = await wholePicture(window, winLength, quality);
        report.add(`${name}.${quality}`, { firstTileMs, pictureMs, cpuSec: treeCpuSec(root) - cpuBefore });
      }
  } finally {
    await launched.close();
    report.write();
  }
});

/** Asks for all tiles of one channel that a window of 1200 pixels shows, as the page does: four at a time. */
async function wholePicture(window: Page, winLength: number, quality: string) {
  const project = await callStudio<{
    documents: readonly { lengthSamples: number; tracks: readonly { sourceId: string }[] }[];
  }>(window, 'projects.get', {});
  const { lengthSamples, tracks } = project.documents.at(-1)!;
  const hopLength = 256;
  const level = Math.floor(Math.log2(lengthSamples / 1200 / hopLength));
  const nTiles = Math.ceil(lengthSamples / hopLength / 2 ** level / 64);
  const fftSize = 2 * winLength;
  const params = { window: 'hamming', winLength, fftSize, hopLength, preEmphasis: 0, reduce: 'max' };
  const startedMs = performance.now();
  let firstTileMs = NaN;
  let next = 0;
  const worker = async () => {
    while (next < nTiles) {
      const index = next++;
      const input = { sourceId: tracks[0]!.sourceId, channel: 0, params, level, index, quality };
      await window.evaluate(async (request) => {
        const page = window as unknown as { studioCall(method: string, input: unknown): Promise<unknown> };
        await page.studioCall('analysis.spectrogramTile', request);
      }, input);
      if (Number.isNaN(firstTileMs)) firstTileMs = performance.now() - startedMs;
    }
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  return { firstTileMs, pictureMs: performance.now() - startedMs };
}
