/** Pitch and pulses corrected by hand: with the mouse in the lane, and again with the keyboard alone. */
import { expect, test, type Page } from '@playwright/test';
import { canvasPixels, colourAt } from '../harness/canvasPixels.ts';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import {
  fileIn,
  focusLane,
  openFromOutside,
  pointIn,
  runFromPalette,
  typeInto,
  waitForLanes,
  waitForRecording,
} from '../harness/studioPage.ts';
import { monoWav } from '../harness/testSounds.ts';
import { glideSamples } from '../harness/voiceSounds.ts';

const sampleRateHz = 16_000;
const durationSec = 4;
const glide = { fromHz: 100, toHz: 300 }; // 200 Hz after two seconds
const axis = { minHz: 50, maxHz: 500 };

let launched: LaunchedApp;
let window: Page;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  launched = await launchApp();
  window = launched.window;
  await waitForRecording(window, 'jfk.flac');
  const path = await fileIn(
    launched,
    'glide.wav',
    monoWav(glideSamples(glide, { sampleRateHz, durationSec }), sampleRateHz),
  );
  await openFromOutside(launched, path);
  await waitForRecording(window, path);
  await waitForLanes(window);
  await focusLane(window);
});
test.afterAll(async () => {
  launched.expectNoErrors();
  await launched.close();
});

const spectrogram = () => window.getByTestId('lane-spectrogram-0-surface');
const waveform = () => window.getByTestId('lane-waveform-0-surface');
const tag = () => window.getByTestId('lane-spectrogram-0-correcting');
const candidates = () => window.getByTestId('lane-spectrogram-0-candidates');
const pulses = () => window.getByTestId('lane-waveform-0-pulses');
const dragText = () => window.getByTestId('drag-text');
const corrected = (which: 'pitch' | 'pulses') => window.getByTestId(`${which}-corrected`);
const undoTitle = () => window.getByTestId('command-edit.undo').getAttribute('aria-label');

/** Shows a stretch of time from edge to edge. */
async function show(from: string, to: string): Promise<void> {
  await focusLane(window);
  await window.keyboard.press('Control+a');
  await typeInto(window, 'selection-start', from);
  await typeInto(window, 'selection-end', to);
  await window.getByTestId('command-view.zoomToSelection').click();
  await focusLane(window);
}

async function select(from: string, to: string): Promise<void> {
  await focusLane(window);
  await window.keyboard.press('Control+a');
  await typeInto(window, 'selection-start', from);
  await typeInto(window, 'selection-end', to);
  await focusLane(window);
}

/** Over the spectrogram, a share of the view and a pitch on the contour's own axis. */
const at = (x: number, hz: number) => pointIn(spectrogram(), x, 1 - (hz - axis.minHz) / (axis.maxHz - axis.minHz));

/** What the status bar reads there. */
async function pitchAt(x: number): Promise<string> {
  const { x: px, y } = await at(x, 420);
  await window.mouse.move(px + 1, y);
  await window.mouse.move(px, y);
  return (await window.getByTestId('status-contours').textContent()) ?? '';
}
const expectPitchAt = (x: number, pitch: RegExp) => expect.poll(() => pitchAt(x)).toMatch(pitch);

async function isUnderlined(x: number): Promise<boolean> {
  const picture = await canvasPixels(window, 'lane-spectrogram-0-contours');
  const [r, g, b] = colourAt(picture, Math.floor(x * picture.width), picture.height - 2);
  return b > 150 && g > 120 && r < 140;
}

async function drag(from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await window.mouse.move(from.x, from.y);
  await window.mouse.down();
  await window.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await window.mouse.move(to.x, to.y, { steps: 4 });
}

const asGlide = /f0 (19|20)\d\.\d Hz/;
const octaveBelow = /f0 (9[5-9]|10[0-5])\.\d Hz/;
const unvoiced = /f0 unvoiced/;

test('the tool is switched on in the inspector, says so in the lane, and asks for a closer view', async () => {
  await focusLane(window);
  await window.keyboard.press('Shift+P');
  const button = window.getByTestId('command-contours.correct-pitch');
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await expect(tag()).toContainText('Zoom in to choose candidates');
  await drag(await at(0.3, 200), await at(0.5, 200));
  await window.mouse.up();
  await expect(window.getByTestId('selection')).toBeVisible(); // there a plain drag selects as ever
  await focusLane(window);
  await window.keyboard.press('Escape');
  await expect(tag()).toBeHidden();
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await button.click();
  await show('1.9 s', '2.1 s');
  await expect.poll(async () => Number(await candidates().getAttribute('data-frames'))).toBeGreaterThan(15);
  await expect(tag()).toContainText('Click or drag takes candidates');
});

test('the pointer reads time, pitch and strength of a candidate; a click takes it; undo and redo', async () => {
  const below = await at(0.5, 105);
  await window.mouse.move(below.x, below.y);
  await expect(tag()).toContainText(/0:0(1\.99|2\.00)\d · (99|100)\.\d Hz · strength [01]\.\d\d/);
  await window.mouse.click(below.x, below.y);
  await expect(corrected('pitch')).toContainText('Pitch corrected by hand: 1');
  expect(await undoTitle()).toMatch(/Pitch (99|100)\.\d Hz at (1\.99|2\.00)\d s/);
  await expectPitchAt(0.5, octaveBelow);
  await expectPitchAt(0.8, asGlide);
  await focusLane(window);
  await window.keyboard.press('Control+z');
  await expectPitchAt(0.5, asGlide);
  await expect(corrected('pitch')).toBeHidden();
  await focusLane(window);
  await window.keyboard.press('Control+y');
  await expectPitchAt(0.5, octaveBelow);
  await focusLane(window);
  await window.keyboard.press('Control+z');
  await expectPitchAt(0.5, asGlide);
});

test('a drag draws a path as one edit and shows its value; Escape takes it back', async () => {
  await drag(await at(0.3, 110), await at(0.7, 110));
  await expect(dragText()).toContainText(/\d+\.\d Hz · strength/);
  await window.keyboard.press('Escape');
  await window.mouse.up();
  await expect(tag()).toBeVisible(); // the drag was left, not the tool
  await expect(corrected('pitch')).toBeHidden();
  await expectPitchAt(0.5, asGlide);
  await drag(await at(0.3, 110), await at(0.7, 110));
  await window.mouse.up();
  await expect.poll(undoTitle).toMatch(/Draw pitch over 0\.0[789]\d s/);
  for (const x of [0.35, 0.5, 0.65]) await expectPitchAt(x, octaveBelow);
  for (const x of [0.2, 0.8]) await expectPitchAt(x, asGlide);
  // What was corrected is underlined at the foot of the lane, and nothing else is.
  for (const x of [0.35, 0.5, 0.65]) expect(await isUnderlined(x)).toBe(true);
  for (const x of [0.2, 0.8]) expect(await isUnderlined(x)).toBe(false);
});

test('with Alt a drag unvoices, with Shift it voices', async () => {
  await window.keyboard.down('Alt');
  await drag(await at(0.1, 200), await at(0.6, 200));
  await expect(dragText()).toContainText(/Unvoice 1\d\d(\.\d)? ms|Unvoice 9\d\.?\d* ms/);
  await window.mouse.up();
  await window.keyboard.up('Alt');
  for (const x of [0.2, 0.5]) await expectPitchAt(x, unvoiced);
  await window.keyboard.down('Shift');
  await drag(await at(0.1, 200), await at(0.3, 200));
  await expect(dragText()).toContainText('Voice');
  await window.mouse.up();
  await window.keyboard.up('Shift');
  await expectPitchAt(0.2, asGlide);
  await expectPitchAt(0.5, unvoiced);
});

test('corrections are taken back where they are counted, and that is an edit too', async () => {
  await corrected('pitch').getByRole('button', { name: 'Take back corrections of pitch' }).click();
  await expect(corrected('pitch')).toBeHidden();
  await expectPitchAt(0.5, asGlide);
  expect(await undoTitle()).toBe('Undo Reset pitch');
  await focusLane(window);
  await window.keyboard.press('Escape');
  await expect(tag()).toBeHidden();
  await window.keyboard.press('Alt+p');
  await expect(tag()).toBeVisible();
  await window.keyboard.press('Shift+P'); // without the curve there is nothing to correct
  await window.keyboard.press('Shift+P');
  await expect(tag()).toBeHidden();
});

test('the keyboard alone: octaves and voicing of the selection, candidates frame by frame', async () => {
  await show('1.9 s', '2.1 s');
  await window.keyboard.press('Alt+Shift+O');
  await expect(window.getByTestId('said')).toContainText('Octave down');
  await expect.poll(undoTitle).toBe('Undo Octave down 0.200 s');
  await window.keyboard.press('Escape');
  for (const x of [0.1, 0.9]) await expectPitchAt(x, octaveBelow);
  await select('1.9 s', '2.1 s');
  await window.keyboard.press('Alt+o');
  await window.keyboard.press('Escape');
  await expectPitchAt(0.5, asGlide);
  await select('1.95 s', '2.05 s');
  await window.keyboard.press('Alt+u');
  await expectPitchAt(0.5, unvoiced);
  await expectPitchAt(0.1, asGlide);
  await focusLane(window);
  await window.keyboard.press('Alt+Shift+U');
  await expectPitchAt(0.5, asGlide);

  const before = await undoTitle();
  await window.keyboard.press('Alt+Shift+U'); // voiced it is already: that is told, and is no edit
  await expect(window.getByTestId('notices')).toContainText('No frame there has another candidate to take');
  expect(await undoTitle()).toBe(before);

  await select('2 s', '2.01 s');
  await window.keyboard.press('Escape');
  await window.keyboard.press('Alt+n');
  await window.keyboard.press('Alt+Shift+ArrowDown');
  await expect(window.getByTestId('said')).toContainText(/100\.\d Hz/);
  await window.keyboard.press('Alt+Shift+ArrowUp');
  await expect(window.getByTestId('said')).toContainText(/20\d\.\d Hz/);
  await runFromPalette(window, 'Take back corrections of pitch');
  await expect(corrected('pitch')).toBeHidden();
});

test('pulses: a click adds, a click on one removes, a drag moves, and Escape takes it back', async () => {
  await show('2 s', '2.05 s');
  await window.keyboard.press('Escape');
  await window.getByTestId('command-contours.correct-pulses').click();
  await expect(window.getByTestId('lane-waveform-0-correcting')).toContainText('Click adds or removes');
  await expect.poll(async () => Number(await pulses().getAttribute('data-count'))).toBeGreaterThan(100);
  const count = Number(await pulses().getAttribute('data-count'));
  const free = await freePlace();
  await window.mouse.click(free.x, free.y);
  await expect(pulses()).toHaveAttribute('data-count', String(count + 1));
  await expect(pulses()).toHaveAttribute('data-by-hand', '1');
  expect(await undoTitle()).toMatch(/Add pulse at 2\.0\d\d s/);
  await window.mouse.move(free.x + 1, free.y);
  await expect(window.getByTestId('lane-waveform-0-correcting')).toContainText(/Pulse at 3\d{4}\.\d\d smp, 2\.0\d+ s/);
  await drag(free, { x: free.x + 30, y: free.y });
  await expect(dragText()).toContainText('Move pulse to 0:02.0');
  await window.keyboard.press('Escape');
  await window.mouse.up();
  await expect(corrected('pulses')).toContainText('Pulses corrected by hand: 1');
  await drag(free, { x: free.x + 30, y: free.y });
  await window.mouse.up();
  await expect(corrected('pulses')).toContainText('Pulses corrected by hand: 3');
  expect(await undoTitle()).toMatch(/Move pulse to 2\.0\d\d s/);
  await expect(pulses()).toHaveAttribute('data-count', String(count + 1));
  await window.mouse.click(free.x + 30, free.y);
  await expect(pulses()).toHaveAttribute('data-count', String(count));
  await expect(pulses()).toHaveAttribute('data-by-hand', '0');
  await corrected('pulses').getByRole('button').click();
  await expect(corrected('pulses')).toBeHidden();
});

/** A place of the waveform where the tag reads no pulse, nor to its right. */
async function freePlace(): Promise<{ x: number; y: number }> {
  for (let x = 0.3; x < 0.7; x += 0.01) {
    const place = await pointIn(waveform(), x, 0.5);
    let isFree = true;
    for (const right of [-6, 0, 6, 24, 30, 36]) {
      await window.mouse.move(place.x + right, place.y);
      if ((await window.getByTestId('lane-waveform-0-correcting').textContent())?.includes('Pulse at') === true)
        isFree = false;
    }
    if (isFree) return place;
  }
  throw new Error('there is a pulse everywhere');
}

test('pulses by keys: added, moved and removed at the cursor, removed in the selection', async () => {
  await focusLane(window);
  await window.keyboard.press('Escape');
  await expect(window.getByTestId('lane-waveform-0-correcting')).toBeHidden();
  const count = Number(await pulses().getAttribute('data-count'));
  await select('2.022 s', '2.03 s');
  await window.keyboard.press('Escape');
  await window.keyboard.press('Alt+a');
  await expect(pulses()).toHaveAttribute('data-count', String(count + 1));
  await window.keyboard.press('Alt+ArrowRight');
  await window.keyboard.press('Alt+m');
  await expect.poll(undoTitle).toMatch(/Move pulse to 2\.022 s/);
  await window.keyboard.press('Alt+x');
  await expect(pulses()).toHaveAttribute('data-count', String(count));
  await select('2.01 s', '2.04 s');
  await window.keyboard.press('Alt+x');
  await expect.poll(undoTitle).toMatch(/Remove [5-7] pulses/);
  await window.keyboard.press('Control+z');
  await expect(pulses()).toHaveAttribute('data-count', String(count));
});
