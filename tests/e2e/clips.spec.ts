/** Clips and tracks in the lanes, with the mouse and by keys. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { openTone, shownLength, toTop } from '../harness/editedTone.ts';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import { focusLane, runFromPalette, typeInto } from '../harness/studioPage.ts';

let launched: LaunchedApp;
let window: Page;

test.beforeAll(async () => {
  launched = await launchApp();
  window = launched.window;
  await openTone(launched);
});
test.afterAll(async () => {
  launched.expectNoErrors();
  await launched.close();
});

const said = () => window.getByTestId('said');
const length = () => shownLength(window);
const whole = '0:04.000';

const clips = () => window.getByTestId('lane-waveform-0').getByTestId('clip-name');

async function undoAll(): Promise<void> {
  await window.keyboard.press('Control+Shift+H');
  const panel = window.getByTestId('history-panel');
  await toTop(panel);
  await panel.getByRole('button', { name: 'As it was made' }).click();
  await expect.poll(length).toBe(whole);
  await window.keyboard.press('Control+Shift+H');
  await focusLane(window);
  await window.keyboard.press('Escape');
  await window.keyboard.press('f');
}

/** Presses at a point of an element and drags by pixels; what happens before the button is let go is `finish`. */
async function dragBy(
  target: Locator,
  [dx, dy]: readonly [number, number],
  finish: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const box = await target.boundingBox();
  if (box === null) throw new Error('there is nothing to drag');
  const [x, y] = [box.x + Math.min(box.width / 2, 40), box.y + box.height / 2];
  await window.mouse.move(x, y);
  await window.mouse.down();
  await window.mouse.move(x + dx / 2, y + dy / 2);
  await window.mouse.move(x + dx, y + dy);
  await finish();
  await window.mouse.up();
}

async function splitAtTwo(): Promise<void> {
  await undoAll();
  await typeInto(window, 'transport-time', '2');
  await focusLane(window);
  await window.keyboard.press('Control+i');
  await expect(clips()).toHaveCount(2);
}

const dragText = () => window.getByTestId('drag-text');

test('a clip is dragged, shows where it goes, holds on to edges but with Alt, and Escape takes it back', async () => {
  await splitAtTwo();
  await typeInto(window, 'transport-time', '0');
  await focusLane(window);
  const width = (await window.getByTestId('lane-waveform-0-surface').boundingBox())?.width ?? NaN;
  const pxPerSec = width / 4;
  await dragBy(clips().nth(1), [-pxPerSec / 2, 0], async () => {
    await expect(dragText()).toHaveText(/^Move clip −\d+(\.\d+)? ms to 0:01\.(49|50)/);
    await expect(window.getByTestId('clip-ghost')).toBeVisible();
    await launched.screenshot('editing-clip-drag');
    await window.keyboard.press('Escape');
  });
  await expect(window.getByTestId('clip-ghost')).toBeHidden();
  await expect.poll(length).toBe(whole);
  // Within eight pixels of where it was, the edge of its neighbour holds it; with Alt nothing does.
  await dragBy(clips().nth(1), [6, 0], async () => {
    await expect(dragText()).toHaveText(/^Move clip \+0 ms to 0:02\.000$/);
  });
  await window.keyboard.down('Alt');
  await dragBy(clips().nth(1), [6, 0], async () => {
    await expect(dragText()).toHaveText(/^Move clip \+\d+(\.\d+)? ms to 0:02\.0/);
  });
  await window.keyboard.up('Alt');
  await expect(said()).toContainText('Move clip');
  await expect.poll(length).not.toBe(whole);
});

test('ends and fades of a clip are dragged by its handles', async () => {
  await splitAtTwo();
  const lane = window.getByTestId('lane-waveform-0');
  const width = (await window.getByTestId('lane-waveform-0-surface').boundingBox())?.width ?? NaN;
  await dragBy(lane.getByTestId('clip-end').nth(1), [-width / 8, 0], async () => {
    await expect(dragText()).toContainText(/^Clip to 0:03\.(49|50)/);
  });
  await expect(said()).toContainText('Trim clip to 1.');
  await expect.poll(length).toMatch(/^0:03\.(49|50)/);
  await dragBy(lane.getByTestId('clip-fadeIn').nth(0), [width / 8, 0], async () => {
    await expect(dragText()).toContainText(/^Fade in \d/);
  });
  await expect(said()).toContainText(/^Fade in 0\.[45]/);
  await launched.screenshot('editing-clips');
  await window.keyboard.press('Control+z');
  await window.keyboard.press('Control+z');
  await expect.poll(length).toBe(whole);
});

test('clips by keys: selected, nudged, trimmed and faded at the cursor', async () => {
  await splitAtTwo();
  await window.keyboard.press('Control+j');
  await expect(said()).toHaveText('Join clips');
  await expect(clips()).toHaveCount(1);
  await window.keyboard.press('Control+z');
  await expect(clips()).toHaveCount(2);
  await typeInto(window, 'transport-time', '2');
  await focusLane(window);
  await window.keyboard.press('Alt+s');
  await expect(window.getByTestId('selection-start')).toHaveValue('0:02.000');
  await expect(window.getByTestId('selection-end')).toHaveValue('0:04.000');
  await window.keyboard.press('Control+Alt+Shift+ArrowRight');
  await expect(said()).toHaveText('Move clip by 0.001 s');
  await expect.poll(length).toBe('0:04.001');
  await window.keyboard.press('Control+Alt+ArrowRight');
  await expect.poll(length).not.toBe('0:04.001');
  await typeInto(window, 'transport-time', '3');
  await focusLane(window);
  await window.keyboard.press('Alt+]');
  await expect.poll(length).toBe('0:03.000');
  await typeInto(window, 'transport-time', '2.5');
  await focusLane(window);
  await window.keyboard.press('Alt+,');
  await expect(said()).toContainText('Fade in 0.');
  await window.keyboard.press('Alt+.');
  await expect(said()).toContainText('Fade out 0.500 s');
  await window.keyboard.press('Alt+[');
  await expect(said()).toContainText('Trim clip to 0.500 s');
});

test('tracks are added, named, moved, muted, heard alone and removed; a clip goes from one to the other', async () => {
  await splitAtTwo();
  await window.keyboard.press('Control+Alt+n');
  const second = window.getByTestId('lane-waveform-1');
  await expect(second).toBeVisible();
  await expect(said()).toHaveText('Add track "Track 2"');
  await focusLane(window, 'lane-waveform-1');
  await runFromPalette(window, 'Rename the track');
  await window.getByTestId('edit-prompt-field').fill('Second');
  await window.keyboard.press('Enter');
  await expect(second).toHaveAttribute('aria-label', /Second/);

  const from = await clips().nth(1).boundingBox();
  const to = await second.boundingBox();
  await dragBy(clips().nth(1), [0, (to?.y ?? 0) + 20 - (from?.y ?? 0)]);
  await expect(said()).toHaveText('Move clip to another track');
  await expect(second.getByTestId('clip-name')).toHaveCount(1);
  await expect(clips()).toHaveCount(1);
  await launched.screenshot('editing-tracks');
  await focusLane(window, 'lane-waveform-1');
  await typeInto(window, 'transport-time', '3');
  await focusLane(window, 'lane-waveform-1');
  await window.keyboard.press('Control+Alt+PageUp');
  await expect(clips()).toHaveCount(2);

  const header = second.getByTestId('track-header');
  await header.getByRole('button', { name: 'Mute Second' }).click();
  await expect(header.getByRole('button', { name: 'Mute Second' })).toHaveAttribute('aria-pressed', 'true');
  await focusLane(window, 'lane-waveform-1');
  await window.keyboard.press('Shift+U');
  await expect(header.getByRole('button', { name: 'Mute Second' })).toHaveAttribute('aria-pressed', 'false');
  await window.keyboard.press('Shift+O');
  await expect(header.getByRole('button', { name: 'Hear Second alone' })).toHaveAttribute('aria-pressed', 'true');
  await header.getByRole('button', { name: 'Hear Second alone' }).click();
  await header.getByRole('button', { name: /^Gain of Second/ }).click();
  await window.getByTestId('edit-prompt-field').fill('-3');
  await window.keyboard.press('Enter');
  await expect(header.getByRole('button', { name: /^Gain of Second/ })).toHaveText('−3.0');

  await focusLane(window, 'lane-waveform-1');
  await runFromPalette(window, 'Move the track up');
  await expect(window.getByTestId('lane-waveform-0')).toHaveAttribute('aria-label', /Second/);
  await focusLane(window, 'lane-waveform-0');
  await runFromPalette(window, 'Remove the track');
  await expect(second).toBeHidden();
  const found = await new AxeBuilder({ page: window })
    .setLegacyMode(true)
    .include('[data-testid="timeline"]')
    .analyze();
  expect(found.violations).toEqual([]);
  await undoAll();
});
