/** Pitch and durations edited as points: with the mouse in the lanes, and again with the keyboard alone. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import type { ProjectInfo } from '../../preload/contract/project.ts';
import { killHost, waitForNewHost } from '../harness/hostProcesses.ts';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import {
  fileIn,
  focusLane,
  notices,
  openFromOutside,
  pointIn,
  readField,
  runFromPalette,
  typeInto,
  waitForLanes,
  waitForRecording,
} from '../harness/studioPage.ts';
import { monoWav } from '../harness/testSounds.ts';
import { glideSamples } from '../harness/voiceSounds.ts';
import { attachStudioCaller, callStudio } from '../harness/watchedApp.ts';
import { showTheme, themes } from '../harness/workbenchViews.ts';

const sampleRateHz = 16_000;
const durationSec = 4;
const axis = { minHz: 50, maxHz: 500 };

let launched: LaunchedApp;
let window: Page;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  launched = await launchApp();
  window = launched.window;
  await waitForRecording(window, 'jfk.flac');
  const glide = glideSamples({ fromHz: 120, toHz: 240 }, { sampleRateHz, durationSec });
  const path = await fileIn(launched, 'glide.wav', monoWav(glide, sampleRateHz));
  await openFromOutside(launched, path);
  await waitForRecording(window, path);
  await waitForLanes(window);
  await attachStudioCaller(window);
});
test.afterAll(async () => {
  launched.expectNoErrors();
  await launched.close();
});

const pitch = () => window.getByTestId('lane-spectrogram-0-pitch-points');
const duration = () => window.getByTestId('lane-waveform-0-duration-points');
const spectrogram = () => window.getByTestId('lane-spectrogram-0-surface');
const waveform = () => window.getByTestId('lane-waveform-0-surface');
const panel = () => window.getByTestId('points-panel');
const dragText = () => window.getByTestId('drag-text');
const undoTitle = () => window.getByTestId('command-edit.undo').getAttribute('aria-label');
/** Over the spectrogram: seconds of the view, which shows all, and a pitch on the axis of the contour. */
const atPitch = (sec: number, hz: number, total = durationSec) =>
  pointIn(spectrogram(), sec / total, 1 - (hz - axis.minHz) / (axis.maxHz - axis.minHz));

interface Melody {
  readonly timesSec: Float64Array;
  readonly hz: Float64Array;
}

async function lengthSamples(): Promise<number> {
  const { documents } = await callStudio<ProjectInfo>(window, 'projects.get', {});
  return documents.at(-1)?.lengthSamples ?? 0;
}

/** Pitch of what the project holds now, by the app's own analysis of all of it. */
async function measured(): Promise<{ timeSec: number; hz: number }[]> {
  const { documents } = await callStudio<ProjectInfo>(window, 'projects.get', {});
  const document = documents.at(-1);
  const request = {
    sourceId: document?.tracks[0]?.sourceId,
    channel: 0,
    startSample: 0,
    endSample: document?.lengthSamples,
    pitch: {
      ...{ method: 'raw-ac', timeStepSec: 0, floorHz: 75, ceilingHz: 600, maxCandidates: 15, veryAccurate: false },
      ...{ silenceThreshold: 0.03, voicingThreshold: 0.45 },
      ...{ octaveCost: 0.01, octaveJumpCost: 0.35, voicedUnvoicedCost: 0.14 },
    },
  };
  return window.evaluate(async (input) => {
    const page = globalThis as unknown as { studioCall(method: string, asked: unknown): Promise<Melody> };
    const { timesSec, hz } = await page.studioCall('contours.melody', input);
    return [...timesSec].map((timeSec, i) => ({ timeSec, hz: hz[i] ?? 0 }));
  }, request);
}

async function drag(from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await window.mouse.move(from.x, from.y);
  await window.mouse.down();
  await window.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 3 });
  await window.mouse.move(to.x, to.y, { steps: 3 });
}

test('with the mouse: points of the analysed pitch, dragged, added, heard, applied as one edit', async () => {
  await focusLane(window);
  await runFromPalette(window, 'Edit pitch and durations');
  await expect(pitch()).toHaveAttribute('data-ready', 'true');
  // A straight glide needs its ends alone.
  await expect(pitch()).toHaveAttribute('data-count', '2');
  await expect(duration()).toHaveAttribute('data-count', '0');
  const middle = await atPitch(2, 180);
  await window.mouse.dblclick(middle.x, middle.y);
  await expect(pitch()).toHaveAttribute('data-count', '3');
  await expect(pitch()).toHaveAttribute('data-picked', '1');
  const lower = await atPitch(2, 130);
  await drag(middle, lower);
  await expect(dragText()).toContainText(/\d\.\d{3} s · 1(2|3)\d\.\d Hz · \+[45]\.\d\d st/);
  await window.mouse.up();
  await expect.poll(() => readField(window, 'points-value')).toMatch(/^1(2|3)\d(\.\d+)? Hz$/);
  await launched.screenshot('manipulation-points');

  // Escape gives the drag back.
  await drag(lower, middle);
  await window.keyboard.press('Escape');
  await window.mouse.up();
  await expect.poll(() => readField(window, 'points-value')).toMatch(/^1(2|3)\d/);

  await window.getByTestId('points-hear-effect').click();
  await expect(window.getByTestId('points-hear-effect')).toHaveAttribute('aria-pressed', 'true');
  await typeInto(window, 'points-value', '150 Hz'); // what is heard follows
  await expect(window.getByTestId('points-hear-effect')).toHaveAttribute('aria-pressed', 'true');
  await window.getByTestId('points-hear-original').click();
  await expect(window.getByTestId('points-hear-original')).toHaveAttribute('aria-pressed', 'true');
  await window.getByTestId('command-play.stop').first().click();

  await window.getByTestId('points-apply').click();
  await expect.poll(undoTitle).toContain('Change pitch');
  await expect(pitch()).toBeHidden();
  const frames = await measured();
  const near = frames.filter(({ timeSec }) => Math.abs(timeSec - 2) < 0.05);
  expect(near.length).toBeGreaterThan(5);
  for (const { hz } of near) expect(Math.abs(hz / 150 - 1)).toBeLessThan(0.04); // a corner, rounded by the window
});

test('durations are dragged on the waveform', async () => {
  await window.getByTestId('command-edit.undo').click();
  await focusLane(window);
  await runFromPalette(window, 'Edit pitch and durations');
  await expect(pitch()).toHaveAttribute('data-ready', 'true');
  await window.getByTestId('points-clear-pitch').click();
  await expect(pitch()).toHaveAttribute('data-count', '0');
  await expect(window.getByTestId('points-problem')).toContainText('there is no point');
  const place = await pointIn(waveform(), 0.5, 0.5);
  await window.mouse.dblclick(place.x, place.y);
  await expect(duration()).toHaveAttribute('data-count', '1');
  const up = await pointIn(waveform(), 0.5, 0.2);
  await drag(place, up);
  await expect(dragText()).toContainText(/× \d\.\d{3}/);
  await window.mouse.up();
  await typeInto(window, 'points-value', '1.5');
  await window.getByTestId('points-apply').click();
  await expect.poll(undoTitle).toContain('Change durations');
  await expect.poll(lengthSamples).toBe(1.5 * durationSec * sampleRateHz);
  const frames = await measured();
  const at3 = frames.filter(({ timeSec }) => Math.abs(timeSec - 3) < 0.05); // was 2 s
  for (const { hz } of at3) expect(Math.abs(hz / 180 - 1)).toBeLessThan(0.01);
  await window.getByTestId('command-edit.undo').click();
});

test('with the keyboard alone: pick, move, add, remove, change all, hear, apply, cancel', async () => {
  await focusLane(window, 'lane-spectrogram-0');
  await window.keyboard.press('Home');
  await window.keyboard.press('Alt+e');
  await expect(pitch()).toHaveAttribute('data-count', '2');
  await window.keyboard.press('Alt+ArrowRight');
  await expect(pitch()).toHaveAttribute('data-picked', '1');
  const hz = async () => Number.parseFloat(await readField(window, 'points-value'));
  const start = await hz();
  await window.keyboard.press('ArrowUp');
  await expect.poll(async () => Math.round(1200 * Math.log2((await hz()) / start))).toBe(50);
  await window.keyboard.press('Shift+ArrowUp');
  await expect.poll(async () => Math.round(1200 * Math.log2((await hz()) / start))).toBe(60);
  await window.keyboard.press('Alt+z');
  await window.keyboard.press('Alt+z');
  await expect.poll(async () => (await hz()) / start).toBeCloseTo(1, 4);
  const sec = async () => Number.parseFloat(await readField(window, 'points-time'));
  const before = await sec();
  await window.keyboard.press('ArrowRight');
  await expect.poll(async () => (await sec()) - before).toBeCloseTo(0.01, 4);
  await window.keyboard.press('Shift+ArrowLeft');
  await expect.poll(async () => (await sec()) - before).toBeCloseTo(0.009, 4);
  await window.keyboard.press('End');
  await window.keyboard.press('Enter'); // a point where there was one is refused, or one more at the end
  await window.keyboard.press('Control+a');
  await expect.poll(async () => Number(await pitch().getAttribute('data-picked'))).toBeGreaterThan(1);
  await window.keyboard.press('Delete');
  await expect(pitch()).toHaveAttribute('data-count', '0');
  await window.keyboard.press('Delete'); // nothing picked: the sound stays
  await expect.poll(lengthSamples).toBe(durationSec * sampleRateHz);
  await runFromPalette(window, 'Make pitch points anew');
  await expect(pitch()).toHaveAttribute('data-count', '2');

  // By the fields: everything on one pitch.
  await typeInto(window, 'points-monotoneHz', '160 Hz');
  await window.getByTestId('points-monotoneHz-run').focus();
  await window.keyboard.press('Enter');
  await focusLane(window, 'lane-spectrogram-0');
  await window.keyboard.press('h');
  await expect(window.getByTestId('points-hear-effect')).toHaveAttribute('aria-pressed', 'true');
  await window.keyboard.press('h');
  await expect(window.getByTestId('points-hear-original')).toHaveAttribute('aria-pressed', 'true');
  await window.keyboard.press('Space');
  await window.keyboard.press('Alt+Enter');
  await expect.poll(undoTitle).toContain('Change pitch');
  const frames = (await measured()).filter(({ timeSec }) => timeSec > 0.1 && timeSec < durationSec - 0.1);
  expect(frames.length).toBeGreaterThan(300);
  for (const { hz: found } of frames) expect(Math.abs(found / 160 - 1)).toBeLessThan(0.01);

  // Cancel keeps nothing.
  await window.keyboard.press('Alt+e');
  await expect(pitch()).toHaveAttribute('data-ready', 'true');
  await runFromPalette(window, 'Drop the edited pitch and durations');
  await expect(pitch()).toBeHidden();
  expect(await undoTitle()).toContain('Change pitch');
  await window.keyboard.press('Control+z');
});

test('the panel says what will not work, and reads well in both themes, and its points outlive the studio process', async () => {
  await focusLane(window, 'lane-spectrogram-0');
  await window.keyboard.press('Alt+e');
  await expect(pitch()).toHaveAttribute('data-ready', 'true');
  await typeInto(window, 'points-shiftSt', '15');
  await window.getByTestId('points-shiftSt-run').click();
  await expect(window.getByTestId('points-warnings')).toContainText('More than an octave');
  for (const theme of themes) {
    await showTheme(launched, theme);
    await launched.screenshot(`manipulation-${theme}`);
    const { violations } = await new AxeBuilder({ page: window })
      .setLegacyMode(true)
      .include('[data-testid="points-panel"]')
      .analyze();
    expect(violations).toEqual([]);
  }
  await expect(panel()).toBeVisible();

  // A host that dies takes no point along.
  const pid = await killHost(launched, 'studio');
  await waitForNewHost(launched, 'studio', pid);
  await expect(window.getByTestId('engine-chip')).toHaveText('Engine ready', { timeout: 15_000 });
  await expect(pitch()).toHaveAttribute('data-count', '2');
  await window.getByTestId('points-apply').click();
  await expect.poll(undoTitle).toContain('Change pitch');
  await expect(pitch()).toBeHidden();
  await expect(notices(window).filter({ hasText: 'points' })).toHaveCount(0);
});
