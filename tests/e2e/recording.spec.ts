/** Recording as a page asks for it: the sound is in the project when it stops, and none is lost when the host dies. */
import { expect, test, type Page } from '@playwright/test';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProjectInfo } from '../../preload/contract/project.ts';
import type { UnfinishedTake } from '../../preload/contract/recording.ts';
import { killHost, waitForNewHost } from '../harness/hostProcesses.ts';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import { waitForRecording } from '../harness/studioPage.ts';
import { attachStudioCaller, callStudio } from '../harness/watchedApp.ts';

const sampleRateHz = 48_000;
const blockFrames = sampleRateHz / 10;
const format = { name: 'Interview', sampleRateHz, channels: 1, device: 'Desk microphone' };

let launched: LaunchedApp;
let window: Page;

test.beforeAll(async () => {
  launched = await launchApp();
  window = launched.window;
  await waitForRecording(window, 'jfk.flac');
  await attachStudioCaller(window);
});
test.afterAll(async () => {
  await launched.close();
});

/** Blocks of a tone, each as soon as the one before is on the disk. @returns frames that were acknowledged */
async function record(takeId: string, nBlocks: number): Promise<number> {
  return window.evaluate(
    async ({ id, count, frames, rateHz }) => {
      const page = window as unknown as { studioCall(method: string, input: unknown): Promise<{ nFrames: number }> };
      let nFrames = 0;
      for (let i = 0; i < count; i++) {
        const startFrame = i * frames;
        const sine = (n: number) => 0.5 * Math.sin((2 * Math.PI * 1000 * (startFrame + n)) / rateHz);
        const channels = [Float32Array.from({ length: frames }, (_, n) => sine(n))];
        const block = { takeId: id, startFrame, stampMs: Date.now(), channels };
        ({ nFrames } = await page.studioCall('recording.append', block));
      }
      return nFrames;
    },
    { id: takeId, count: nBlocks, frames: blockFrames, rateHz: sampleRateHz },
  );
}

const start = () => callStudio<{ takeId: string }>(window, 'recording.start', format);

const project = () => callStudio<ProjectInfo>(window, 'projects.get', {});

test('a take is a recording of the project when it stops', async () => {
  const { takeId } = await start();
  expect(await record(takeId, 20)).toBe(20 * blockFrames);
  await callStudio(window, 'recording.stop', { takeId });
  await expect.poll(() => readdir(join(launched.userDataDir, 'recordings'))).toEqual([]);
  expect(await callStudio(window, 'recording.unfinished', { recordingTakeId: null })).toEqual([]);
  const { documents, assets } = await project();
  expect(documents.at(-1)).toMatchObject({ name: 'Interview', lengthSamples: 20 * blockFrames });
  expect(assets.at(-1)).toMatchObject({ container: 'recording', sampleFormat: 'f32', warnings: [] });
});

test('the studio host is killed: what was acknowledged is found and recovered', async () => {
  const { takeId } = await start();
  const acknowledged = await record(takeId, 7);
  await waitForNewHost(launched, 'studio', await killHost(launched, 'studio'));
  await expect(window.getByTestId('save-state')).not.toHaveText('Reconnecting');
  await attachStudioCaller(window);
  const [take, ...others] = await callStudio<UnfinishedTake[]>(window, 'recording.unfinished', {
    recordingTakeId: null,
  });
  expect(others).toEqual([]);
  expect(take).toMatchObject({ takeId, name: 'Interview', nFrames: acknowledged, lostFrames: 0, problem: null });
  await callStudio(window, 'recording.recover', { takeId });
  await expect.poll(() => readdir(join(launched.userDataDir, 'recordings'))).toEqual([]);
  expect(await callStudio(window, 'recording.unfinished', { recordingTakeId: null })).toEqual([]);
  const { documents } = await project();
  expect(documents.at(-1)).toMatchObject({ name: 'Interview', lengthSamples: acknowledged });
});
