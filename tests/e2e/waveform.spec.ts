/** Samples drawn by hand, several ranges at once, mix paste and channels, with the mouse and by keys alone, measured in the samples of the project. */
import { expect, test, type Page } from '@playwright/test';
import { openTone, shownLength, soundOf } from '../harness/editedTone.ts';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import { dismissNotices, focusLane, notices, pointIn, runFromPalette, typeInto } from '../harness/studioPage.ts';
import { attachStudioCaller } from '../harness/watchedApp.ts';

let launched: LaunchedApp;
let window: Page;

test.beforeAll(async () => {
  launched = await launchApp();
  window = launched.window;
  await openTone(launched);
  await attachStudioCaller(window);
});
test.afterAll(async () => {
  launched.expectNoErrors();
  await launched.close();
});

const said = () => window.getByTestId('said');
const undone = () => window.getByTestId('command-edit.undo').getAttribute('aria-label');
const lane = () => window.getByTestId('lane-waveform-0-surface');
const length = () => shownLength(window);
const ranges = () => window.getByTestId('selected-ranges');

async function undo(): Promise<void> {
  await focusLane(window);
  await window.keyboard.press('Control+z');
  await expect(said()).toContainText('Undone');
}

async function select(from: string, to: string): Promise<void> {
  await focusLane(window);
  await window.keyboard.press('Escape');
  await typeInto(window, 'selection-start', from);
  await typeInto(window, 'selection-end', to);
  await focusLane(window);
}

const differing = (a: Float64Array, b: Float64Array): number[] =>
  [...a].flatMap((value, n) => (value === b[n] ? [] : [n]));

test.describe.serial('samples by hand', () => {
  test('the mouse draws a line over samples, which changes these and no others', async () => {
    await focusLane(window);
    await typeInto(window, 'transport-time', '1');
    await focusLane(window);
    await window.keyboard.press('Alt+d');
    await expect(window.getByTestId('lane-waveform-0-pencil')).toContainText('Zoom in until single samples show');
    await window.keyboard.press('1');
    await expect(window.getByTestId('lane-waveform-0-pencil')).toContainText('Press or draw');
    const before = await soundOf(window);
    const from = await pointIn(lane(), 0.4, 0.25);
    const to = await pointIn(lane(), 0.6, 0.75);
    await window.mouse.move(from.x, from.y);
    await expect(window.getByTestId('lane-waveform-0-pencil')).toContainText(/n = \d+ · 0\.\d+ · −\d+\.\d+ dBFS/);
    await window.mouse.down();
    await window.mouse.move(to.x, to.y, { steps: 5 });
    await expect(window.getByTestId('drag-text')).toContainText('dBFS');
    await window.mouse.up();
    await expect.poll(undone).toMatch(/^Undo Draw \d+ samples at 1\.00\d s$/);
    const after = await soundOf(window);
    const changed = differing(before, after);
    expect(changed.length).toBeGreaterThan(5);
    expect(changed.at(-1)! - changed[0]! + 1).toBeLessThan(changed.length + 3); // one stretch
    expect(after[changed[0]!]).toBeCloseTo(0.5, 1);
    expect(after[changed.at(-1)!]).toBeCloseTo(-0.5, 1);
    await undo();
    await expect.poll(async () => differing(before, await soundOf(window))).toEqual([]);
  });

  test('Escape in the middle of a drag leaves the samples as they are', async () => {
    const at = await pointIn(lane(), 0.5, 0.3);
    await window.mouse.move(at.x, at.y);
    await window.mouse.down();
    await window.mouse.move(at.x + 30, at.y + 30, { steps: 3 });
    await window.keyboard.press('Escape');
    await window.mouse.up();
    await expect(window.getByTestId('command-edit.undo')).toBeDisabled();
  });

  test('keys change the sample at the cursor by steps, and its value is typed', async () => {
    await typeInto(window, 'transport-time', '1');
    await focusLane(window);
    const before = await soundOf(window);
    const start = before[16_000]!;
    await window.keyboard.press('ArrowUp');
    await expect(said()).toContainText('n = 16000 · ');
    await window.keyboard.press('Shift+ArrowUp');
    await window.keyboard.press('Alt+ArrowDown');
    await expect.poll(async () => (await soundOf(window))[16_000]).toBeCloseTo(start + 0.01 + 0.1 - 0.001, 6);
    await window.keyboard.press('ArrowRight');
    await window.keyboard.press('Alt+v');
    await expect(window.getByTestId('edit-prompt')).toContainText('dBFS');
    await typeInto(window, 'edit-prompt-field', '-0.25');
    await expect.poll(async () => (await soundOf(window))[16_001]).toBe(-0.25);
    expect(differing(before, await soundOf(window))).toEqual([16_000, 16_001]);
    for (let i = 0; i < 4; i++) await undo();
    await expect.poll(async () => differing(before, await soundOf(window))).toEqual([]);
  });

  test('a click of one sample is smoothed', async () => {
    await focusLane(window);
    await window.keyboard.press('Alt+v');
    await typeInto(window, 'edit-prompt-field', '0.9');
    await expect.poll(undone).toMatch(/^Undo Draw a sample/);
    await window.keyboard.press('Escape'); // leaves the pencil
    await expect(window.getByTestId('lane-waveform-0-pencil')).toBeHidden();
    const peaked = await soundOf(window);
    const at = peaked.indexOf(Math.fround(0.9));
    await select(String((at - 3) / 16_000), String((at + 4) / 16_000));
    await window.keyboard.press('Alt+Shift+d');
    await expect(said()).toHaveText('Smoothed 7 samples');
    expect((await soundOf(window))[at]).toBeLessThan(0.7);
    await undo();
    await undo();
    await window.keyboard.press('f');
  });
});

test.describe.serial('several ranges', () => {
  test('Ctrl and a drag add one, a Ctrl click takes it away, and Delete takes them all as one edit', async () => {
    await select('0.5', '1');
    const from = await pointIn(lane(), 0.5, 0.5);
    const to = await pointIn(lane(), 0.625, 0.5);
    await window.keyboard.down('Control');
    await window.mouse.move(from.x, from.y);
    await window.mouse.down();
    await window.mouse.move(to.x, to.y, { steps: 4 });
    await window.mouse.up();
    await window.keyboard.up('Control');
    await expect(ranges()).toHaveText('2 ranges');
    await expect(window.getByTestId('other-ranges').locator('div')).toHaveCount(1);
    await expect(window.getByTestId('command-edit.undo')).toBeDisabled();
    await focusLane(window);
    await window.keyboard.press('Delete');
    await expect(said()).toHaveText(/^Delete (0\.99\d|1\.00\d) s in 2 ranges$/);
    await expect.poll(length).toMatch(/^0:0(3\.00|2\.99)\d$/);
    await undo();
    await expect.poll(length).toBe('0:04.000');
    await expect(ranges()).toHaveText('2 ranges');
    const inside = await pointIn(lane(), 0.56, 0.5);
    await window.keyboard.down('Control');
    await window.mouse.click(inside.x, inside.y);
    await window.keyboard.up('Control');
    await expect(ranges()).toBeHidden();
    await expect(window.getByTestId('selection-start')).toHaveValue('0:00.500');
  });

  test('by keys: ranges are kept, silenced, copied and pasted joined, inverted, and left', async () => {
    await select('1', '1.25');
    await window.keyboard.press('Alt+q');
    await expect(said()).toHaveText('One range is kept: select one more');
    await typeInto(window, 'selection-start', '2');
    await typeInto(window, 'selection-end', '2.5');
    await focusLane(window);
    await expect(ranges()).toContainText('2 ranges');
    await window.keyboard.press('Control+c');
    await expect(said()).toHaveText('Copied 750 ms from 2 ranges');
    await window.keyboard.press('Control+l');
    await expect(said()).toHaveText('Silence 0.750 s in 2 ranges');
    const silenced = await soundOf(window);
    const isSilent = (sec: number) => silenced.slice(sec * 16_000, sec * 16_000 + 100).every((value) => value === 0);
    expect([0.9, 1.1, 1.5, 2.2, 2.6].map(isSilent)).toEqual([false, true, false, true, false]);
    await undo();
    await expect(ranges()).toHaveText('2 ranges');
    await window.keyboard.press('Alt+j');
    await expect(window.getByTestId('selection-start')).toHaveValue('0:02.000');
    await window.keyboard.press('Alt+t');
    await expect(ranges()).toHaveText('3 ranges');
    await expect(window.getByTestId('selection-end')).toHaveValue('0:01.000');
    await window.keyboard.press('Escape');
    await expect(ranges()).toBeHidden();
    await window.keyboard.press('End');
    await window.keyboard.press('Control+v');
    await expect.poll(length).toBe('0:04.750');
    await undo();
  });

  test('what needs one range says so', async () => {
    await select('1', '1.25');
    await window.keyboard.press('Alt+q');
    await typeInto(window, 'selection-start', '2');
    await focusLane(window);
    const at = await pointIn(lane(), 0.28, 0.7);
    await window.mouse.click(at.x, at.y, { button: 'right' });
    const trim = window.getByTestId('lane-menu').getByRole('menuitem', { name: /^Trim to the selection/ });
    await expect(trim).toContainText('2 ranges are selected: this takes one');
    await window.keyboard.press('Escape');
    await focusLane(window);
    await window.keyboard.press('Escape');
  });
});

test('mix paste adds the clipboard to what is there, and says what lies above full scale', async () => {
  await select('0', '0.5');
  await window.keyboard.press('Control+c');
  await window.keyboard.press('Escape');
  await typeInto(window, 'transport-time', '1');
  await focusLane(window);
  const before = await soundOf(window);
  await window.keyboard.press('Control+Alt+Shift+V');
  await expect(window.getByTestId('effects-panel')).toContainText('Clipboard');
  await expect(window.getByTestId('effect-place')).toHaveText('0:01.000 to 0:01.500 of tone.wav');
  await typeInto(window, 'effect-pasted-gain', '6');
  await typeInto(window, 'effect-gain', '-6');
  await window.getByTestId('effect-apply').click();
  await expect.poll(undone).toBe('Undo Mix paste 0.500 s at +6 dB');
  const after = await soundOf(window);
  for (const n of [16_003, 20_000, 23_999])
    expect(after[n]).toBeCloseTo(before[n]! * 10 ** -0.3 + before[n - 16_000]! * 10 ** 0.3, 6);
  expect(after.slice(0, 16_000)).toEqual(before.slice(0, 16_000));
  expect(after.slice(24_000)).toEqual(before.slice(24_000));
  await expect(notices(window).first()).toContainText(/\d+ samples are above full scale, the first at 0:01\.0/);
  await dismissNotices(window);
  await undo();
});

test('channels: two tracks are joined, swapped, mixed down and taken apart again', async () => {
  await select('0', '4');
  await window.keyboard.press('Control+c');
  await runFromPalette(window, 'Paste into new tracks');
  await expect(window.getByTestId('lane-waveform-1')).toBeVisible();
  await window.keyboard.press('Escape');
  await focusLane(window);
  await runFromPalette(window, 'Join with the track below as channels of one');
  await expect.poll(undone).toBe('Undo Join 2 tracks');
  await expect(window.getByTestId('lane-waveform-1')).toContainText('Right');
  const at = await pointIn(lane(), 0.5, 0.7);
  await window.mouse.click(at.x, at.y, { button: 'right' });
  await window.getByTestId('lane-menu').getByRole('menuitem', { name: 'Mix down to mono' }).click();
  await expect.poll(undone).toMatch(/^Undo Mix down to mono/);
  await expect(window.getByTestId('lane-waveform-1')).toBeHidden();
  await undo();
  await runFromPalette(window, 'Split channels into tracks');
  await expect.poll(undone).toMatch(/^Undo Split channels of/);
  await expect(window.getByTestId('lane-waveform-1')).toContainText('right');
});
