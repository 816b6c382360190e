/** Recording as a person does it, from a microphone that plays a tone: by mouse, then by keys alone, then with kills. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProjectInfo } from '../../preload/contract/project.ts';
import { killApp } from '../harness/appProcesses.ts';
import { killHost, waitForNewHost } from '../harness/hostProcesses.ts';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import { microphoneToneHz, toneMicrophone } from '../harness/liveStage.ts';
import {
  choose,
  dismissNotices,
  notices,
  focusLane,
  runFromPalette,
  typeInto,
  waitForLanes,
  waitForRecording,
} from '../harness/studioPage.ts';
import { attachStudioCaller, callStudio } from '../harness/watchedApp.ts';
import { showTheme, themes } from '../harness/workbenchViews.ts';

const mostLostSec = 0.25;

let folder: string;
let profile: string;
let microphone: string[];
let launched: LaunchedApp;
let window: Page;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'phonoscope-recording-'));
  profile = await mkdtemp(join(tmpdir(), 'phonoscope-profile-'));
  microphone = await toneMicrophone(join(folder, 'tone.wav'));
  launched = await launchApp({ args: microphone, userDataDir: profile });
  window = launched.window;
  await waitForRecording(window, 'jfk.flac');
  await attachStudioCaller(window);
});
test.afterAll(async () => {
  await launched.close().catch(() => undefined); // killed
  for (const path of [folder, profile]) await rm(path, { recursive: true, force: true });
});

const status = () => window.getByTestId('record-status');
const bar = () => window.getByTestId('record-bar');
const frames = async () => Number(await window.getByTestId('record-time').getAttribute('data-frames'));
const project = () => callStudio<ProjectInfo>(window, 'projects.get', {});
const shownDocument = async () => (await project()).documents[0]!;

/** Until so many frames more are in the take. */
async function recordFor(sec: number): Promise<void> {
  const from = await frames();
  await expect.poll(frames, { timeout: 20_000 }).toBeGreaterThan(from + sec * 44_100);
}

async function kept(): Promise<void> {
  await expect(bar()).toBeHidden({ timeout: 20_000 });
}

/** How far the loudest frequency of a clip's sound is from the tone, and its peak. */
async function toneOf(sourceId: string, startSample: number, count: number) {
  const { samples } = await callStudio<{ samples: number[] }>(window, 'audio.samples', {
    ...{ sourceId, channel: 0, startSample, count },
  });
  let crossings = 0;
  let peak = 0;
  for (let n = 1; n < samples.length; n++) {
    if (samples[n - 1]! < 0 !== samples[n]! < 0) crossings++;
    peak = Math.max(peak, Math.abs(samples[n]!));
  }
  return { hz: (crossings / 2) * (44_100 / samples.length), peak };
}

test('by mouse: a take with a marker becomes a track, one undo step', async () => {
  await window.getByTestId('command-record.toggle').first().click();
  await expect(status()).toHaveText('Recording', { timeout: 15_000 });
  await expect(window.getByTestId('record-lane')).toBeVisible();
  await expect(window.getByTestId('record-target')).toHaveText('into “Take 1”, a new track');
  await expect(window.getByTestId('record-device')).toContainText('no processing');
  await expect(window.getByTestId('record-disk')).toHaveText(/^room for /);
  await recordFor(0.5);
  await bar().getByTestId('command-mark.add').click();
  await expect(window.getByTestId('record-meter')).toHaveAttribute('aria-valuetext', /^peak −?-?[67]\.\d dBFS$/);
  await bar().getByTestId('command-play.pause').click();
  await expect(status()).toHaveText('Paused');
  await expect(window.getByTestId('record-meter')).toHaveAttribute('aria-valuetext', /^peak/); // the input is still heard
  let paused = 0;
  for (const theme of themes) {
    await showTheme(launched, theme);
    paused ||= await frames(); // what came before is counted by now
    const { violations } = await new AxeBuilder({ page: window })
      .setLegacyMode()
      .include('[data-testid="record-bar"]')
      .analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    await launched.screenshot(`recording-${theme}`);
  }
  await showTheme(launched, 'dark');
  expect(await frames()).toBe(paused);
  await bar().getByTestId('command-play.pause').click();
  await recordFor(0.3);
  await bar().getByTestId('command-record.toggle').click();
  await kept();
  const { tracks, tiers } = await shownDocument();
  expect(tracks.map(({ name }) => name)).toEqual(['jfk.flac', 'Take 1']);
  expect(tiers).toMatchObject([{ name: 'Markers', kind: 'point', nItems: 1 }]);
  const [clip] = tracks[1]!.clips;
  expect(clip?.startSample).toBe(0);
  const { hz, peak } = await toneOf(tracks[1]!.sourceId, 4410, 13_230);
  expect(Math.abs(hz - microphoneToneHz)).toBeLessThan(5);
  expect(peak).toBeGreaterThan(0.45);
  await expect(window.getByTestId('command-edit.undo')).toBeEnabled();
  await window.getByTestId('command-edit.undo').click();
  await expect.poll(async () => (await shownDocument()).tracks.length).toBe(1);
  expect((await shownDocument()).tiers).toEqual([]);
  launched.expectNoErrors();
});

test('by keys alone: a punch-in over the selection of the armed track, after a pre-roll', async () => {
  await runFromPalette(window, 'Recording settings');
  await typeInto(window, 'record-pre-roll', '1');
  await choose(window, 'record-channels', 'stereo');
  await typeInto(window, 'selection-start', '2 s');
  await typeInto(window, 'selection-end', '3.5 s');
  const before = (await shownDocument()).tracks[0]!;
  await focusLane(window);
  await window.keyboard.press('Alt+r');
  await expect(window.getByRole('button', { name: 'Record into jfk.flac' })).toHaveAttribute('aria-pressed', 'true');
  await window.keyboard.press('r');
  await expect(status()).toHaveText('Playing up to the place', { timeout: 15_000 });
  await expect(status()).toHaveText('Recording', { timeout: 15_000 });
  await expect(window.getByTestId('lane-waveform-0-take')).toBeVisible();
  await kept(); // by itself
  const track = (await shownDocument()).tracks[0]!;
  expect(track.clips.map(({ startSample, lengthSamples }) => [startSample, startSample + lengthSamples])).toEqual([
    [0, 88_200],
    [88_200, 154_350],
    [154_350, before.clips[0]!.lengthSamples],
  ]);
  const { hz } = await toneOf(track.sourceId, 90_000, 60_000);
  expect(Math.abs(hz - microphoneToneHz)).toBeLessThan(5);
  await window.keyboard.press('Control+z');
  await expect.poll(async () => (await shownDocument()).tracks[0]!.sourceId).toBe(before.sourceId);
  await window.keyboard.press('Escape');
  await focusLane(window);
  await window.keyboard.press('Alt+r');
  launched.expectNoErrors();
});

test('the input is taken away: what was recorded is kept, and it is said what to do', async () => {
  await runFromPalette(window, 'Recording settings');
  await typeInto(window, 'record-pre-roll', '0');
  await window.evaluate(() => {
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await open(constraints);
      addEventListener('unplug', () => stream.getAudioTracks()[0]?.dispatchEvent(new Event('ended')), { once: true });
      return stream;
    };
  });
  await focusLane(window);
  await window.keyboard.press('r');
  await expect(status()).toHaveText('Recording', { timeout: 15_000 });
  await recordFor(0.5);
  await window.evaluate(() => dispatchEvent(new Event('unplug')));
  await kept();
  await expect(notices(window)).toHaveText(
    /^Record Fake .* was taken away after 0:0\d\.\d{3}\. What was recorded until/,
  );
  await dismissNotices(window);
  expect((await shownDocument()).tracks).toHaveLength(2);
  await focusLane(window);
  await window.keyboard.press('Control+z');
  await expect.poll(async () => (await shownDocument()).tracks.length).toBe(1);
  launched.expectNoErrors();
});

test('an input that is refused or not there is said, and nothing is left', async () => {
  for (const [name, text] of [
    ['NotAllowedError', 'does not let Phonoscope use the microphone'],
    ['NotFoundError', 'No microphone is connected'],
  ] as const) {
    await window.evaluate((errorName) => {
      const { mediaDevices } = navigator;
      const open = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = () => {
        mediaDevices.getUserMedia = open;
        return Promise.reject(new DOMException('no', errorName));
      };
    }, name);
    await window.keyboard.press('r');
    await expect(notices(window)).toContainText(text);
    await expect(bar()).toBeHidden();
    await dismissNotices(window);
    await focusLane(window);
  }
  expect((await shownDocument()).tracks).toHaveLength(1);
  launched.expectNoErrors();
});

test('the studio host is killed while it records: the take goes on, and nothing of it is lost', async () => {
  await window.keyboard.press('r');
  await expect(status()).toHaveText('Recording', { timeout: 15_000 });
  await recordFor(0.5);
  const before = await frames();
  await waitForNewHost(launched, 'studio', await killHost(launched, 'studio'));
  await expect(window.getByTestId('save-state')).not.toHaveText('Reconnecting', { timeout: 15_000 });
  await expect(window.getByTestId('record-problem')).toBeHidden({ timeout: 15_000 });
  await recordFor(0.5);
  const recorded = await frames();
  expect(recorded).toBeGreaterThan(before);
  await window.keyboard.press('Space');
  await kept();
  await attachStudioCaller(window);
  const take = (await project()).assets.at(-1)!;
  expect(take.nSamples).toBeGreaterThanOrEqual(recorded);
  expect(take.warnings).toEqual([]);
  await window.keyboard.press('Control+z');
  await expect.poll(async () => (await shownDocument()).tracks.length).toBe(1);
});

test('the page is lost while it records: the take is offered, and goes when it is discarded', async () => {
  await window.keyboard.press('r');
  await expect(status()).toHaveText('Recording', { timeout: 15_000 });
  await recordFor(0.3);
  await window.reload();
  const offer = window.getByTestId('unfinished-takes');
  await expect(offer).toContainText(/Take \d was cut short/, { timeout: 20_000 });
  await offer.getByRole('button', { name: 'Discard' }).click();
  await offer.getByRole('button', { name: 'Discard for good' }).click();
  await expect(offer).toBeHidden();
});

test('the app is killed while it records: at most a quarter of a second is gone, and the rest is kept', async ({}, info) => {
  await waitForLanes(window);
  await window.keyboard.press('r');
  await expect(status()).toHaveText('Recording', { timeout: 15_000 });
  await recordFor(1);
  const recordedSec = (await frames()) / 44_100;
  const readMs = Date.now();
  await killHost(launched, 'studio'); // first what writes, so that nothing is saved while the others end
  const killedMs = Date.now();
  await killApp(launched);
  const again = await launchApp({ args: microphone, userDataDir: launched.userDataDir });
  try {
    const offer = again.window.getByTestId('unfinished-takes');
    await expect(offer).toContainText(/Take \d was cut short/, { timeout: 20_000 });
    await offer.getByRole('button', { name: 'Keep' }).click();
    await expect(offer).toBeHidden({ timeout: 15_000 });
    await attachStudioCaller(again.window);
    const kept = () => callStudio<ProjectInfo>(again.window, 'projects.get', {});
    await expect.poll(async () => (await kept()).documents[0]?.tracks.at(-1)?.name).toMatch(/^Take \d$/);
    const { nSamples } = (await kept()).assets.at(-1)!;
    const lostSec = recordedSec + (killedMs - readMs) / 1000 - nSamples / 44_100;
    await info.attach('lost.json', { body: JSON.stringify({ lostSec }), contentType: 'application/json' });
    expect(lostSec).toBeLessThanOrEqual(mostLostSec);
  } finally {
    await again.close();
  }
});
