/** Editing in the window: every action with the mouse and again with the keyboard alone. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
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
import { monoWav, toneSamples } from '../harness/testSounds.ts';

const sampleRateHz = 16_000;

let launched: LaunchedApp;
let window: Page;

test.beforeAll(async () => {
  launched = await launchApp();
  window = launched.window;
  await waitForRecording(window, 'jfk.flac');
  const tone = toneSamples({ frequencyHz: 1000, levelDb: -6 }, { sampleRateHz, durationSec: 4 });
  const path = await fileIn(launched, 'tone.wav', monoWav(tone, sampleRateHz));
  await openFromOutside(launched, path);
  await waitForRecording(window, path);
  await waitForLanes(window);
});
test.afterAll(async () => {
  launched.expectNoErrors();
  await launched.close();
});

const said = () => window.getByTestId('said');
const undo = () => window.getByTestId('command-edit.undo');

/** What the window's Edit menu offers. */
const editMenu = () =>
  launched.app.evaluate(({ Menu }) => {
    const edit = Menu.getApplicationMenu()?.items.find(({ label }) => label === '&Edit');
    return (edit?.submenu?.items ?? []).map(({ label, enabled }) => `${enabled ? '' : '– '}${label}`);
  });

test('undo and redo are named, greyed where there is nothing, and said', async () => {
  await expect(undo()).toBeDisabled();
  await expect.poll(editMenu).toEqual(expect.arrayContaining(['– Undo', '– Redo']));
  await focusLane(window);
  await window.keyboard.press('m');
  const marker = window.getByRole('button', { name: /^Marker 1 at/ });
  await expect(marker).toBeVisible();
  await expect(undo()).toBeEnabled();
  await expect.poll(async () => (await editMenu())[0]).toMatch(/^Undo Mark /);

  await window.keyboard.press('Control+z');
  await expect(marker).toBeHidden();
  await expect(said()).toContainText(/^Undone: Mark /);
  await window.keyboard.press('Control+y');
  await expect(marker).toBeVisible();
  await expect(said()).toContainText(/^Done again: Mark /);
  await undo().click();
  await expect(marker).toBeHidden();
  await window.keyboard.press('Control+Shift+Z');
  await expect(marker).toBeVisible();
  await runFromPalette(window, 'Undo Mark');
  await expect(marker).toBeHidden();
});

test('a text field keeps its own undo', async () => {
  const field = window.getByTestId('transport-time');
  await field.fill('0:01');
  await field.press('Control+z');
  await expect(said()).toContainText(/^Undone: Mark /); // of the test before: nothing new
  await field.press('Escape');
  await typeInto(window, 'transport-time', '0');
});

const length = async () => (await window.getByTestId('status-format').innerText()).split(' · ').at(-1);
const whole = '0:04.000';

async function select(from: string, to: string): Promise<void> {
  await focusLane(window);
  await window.keyboard.press('Escape');
  await typeInto(window, 'selection-start', from);
  await typeInto(window, 'selection-end', to);
  await focusLane(window);
}

/** Right click in the lane, then the entry. */
async function chooseInLane(title: string): Promise<void> {
  const at = await pointIn(window.getByTestId('lane-waveform-0-surface'), 0.3, 0.7);
  await window.mouse.click(at.x, at.y, { button: 'right' });
  await window.getByTestId('lane-menu').getByRole('menuitem', { name: title, exact: true }).first().click();
}

interface Action {
  readonly title: string; // in the menu
  readonly key: string;
  readonly says: RegExp;
  readonly length: string; // afterwards
}

const overSelection: readonly Action[] = [
  { title: 'Cut Ctrl+X', key: 'Control+x', says: /^Cut 1\.000 s$/, length: '0:03.000' },
  { title: 'Delete Del', key: 'Delete', says: /^Delete 1\.000 s$/, length: '0:03.000' },
  { title: 'Silence the selection Ctrl+L', key: 'Control+l', says: /^Silence 1\.000 s$/, length: whole },
  { title: 'Trim to the selection Ctrl+T', key: 'Control+t', says: /^Trim to 1\.000 s$/, length: '0:02.000' },
  { title: 'Split Ctrl+I', key: 'Control+i', says: /^Split at 1\.000 s and 2\.000 s$/, length: whole },
  { title: 'Duplicate Shift+D', key: 'Shift+D', says: /^Duplicate 1\.000 s$/, length: '0:05.000' },
  { title: 'Reverse Ctrl+Alt+R', key: 'Control+Alt+r', says: /^Reverse 1\.000 s$/, length: whole },
  { title: 'Invert Ctrl+Alt+I', key: 'Control+Alt+i', says: /^Invert 1\.000 s$/, length: whole },
  { title: 'Fade in Ctrl+Alt+↑', key: 'Control+Alt+ArrowUp', says: /^Fade in 1\.000 s$/, length: whole },
  { title: 'Fade out Ctrl+Alt+↓', key: 'Control+Alt+ArrowDown', says: /^Fade out 1\.000 s$/, length: whole },
];

for (const action of overSelection) {
  test(`${action.says.source.slice(1, -1)}: by key and with the mouse, and undone by each`, async () => {
    await select('1', '2');
    await window.keyboard.press(action.key);
    await expect(said()).toHaveText(action.says);
    await expect.poll(length).toBe(action.length);
    await window.keyboard.press('Control+z');
    await expect(said()).toContainText('Undone');
    await expect.poll(length).toBe(whole);

    await select('1', '2');
    await chooseInLane(action.title);
    await expect(said()).toHaveText(action.says);
    await expect.poll(length).toBe(action.length);
    await undo().click();
    await expect.poll(length).toBe(whole);
    await expect(window.getByTestId('selection-start')).toHaveValue('0:01.000');
    await expect(window.getByTestId('selection-end')).toHaveValue('0:02.000');
  });
}

test('what was copied is pasted: inserted, in place of the selection, over what is there, into new tracks', async () => {
  await select('1', '1.5');
  await window.keyboard.press('Control+c');
  await expect(said()).toHaveText('Copied 500 ms');
  await select('3', '3.25');
  await window.keyboard.press('Control+v');
  await expect(said()).toHaveText('Paste 0.500 s');
  await expect.poll(length).toBe('0:04.250');
  await window.keyboard.press('Control+z');
  await expect.poll(length).toBe(whole);
  await chooseInLane('Paste over what is there Ctrl+Shift+V');
  await expect.poll(() => undo().getAttribute('aria-label')).toBe('Undo Paste 0.500 s');
  await expect.poll(length).toBe(whole);
  await undo().click();
  await runFromPalette(window, 'Paste into new tracks');
  await expect(window.getByTestId('lane-waveform-1')).toBeVisible();
  await undo().click();
  await expect(window.getByTestId('lane-waveform-1')).toBeHidden();
});

test('gain, repeats and silence are asked for in a line, with what they would do', async () => {
  await select('1', '2');
  await window.keyboard.press('Control+g');
  const field = window.getByTestId('edit-prompt-field');
  await expect(field).toBeFocused();
  await field.fill('3 dB');
  await expect(window.getByTestId('edit-prompt')).toContainText('Peak −6.00 dBFS → −3.00 dBFS');
  await launched.screenshot('editing-gain');
  await field.fill('80');
  await expect(window.getByTestId('edit-prompt')).toContainText('must be at most');
  await window.keyboard.press('Escape');
  await expect(field).toBeHidden();
  await window.keyboard.press('Control+g');
  await field.fill('+3 dB');
  await window.keyboard.press('Enter');
  await expect(said()).toHaveText('Gain +3 dB');
  await expect(window.getByTestId('measurements')).toContainText('−3.00');
  await window.keyboard.press('Control+z');

  await select('1', '2');
  await chooseInLane('Repeat…');
  await expect(window.getByTestId('edit-prompt')).toContainText('1.000 s becomes 3.000 s');
  await window.getByRole('button', { name: 'Repeat', exact: true }).click();
  await expect.poll(length).toBe('0:06.000');
  await undo().click();
  await select('1', '2');
  await window.keyboard.press('Control+Shift+L');
  await field.fill('250 ms');
  await window.keyboard.press('Enter');
  await expect.poll(length).toBe('0:04.250');
  await expect(window.getByTestId('selection-end')).toHaveValue('0:01.250');
  await window.keyboard.press('Control+z');
  await expect.poll(length).toBe(whole);
});

test('ripple is seen in the status bar, switched by it, by key and in the inspector, and obeyed', async () => {
  const ripple = window.getByTestId('ripple-switch');
  await expect(ripple).toHaveText('Ripple: all');
  await ripple.click();
  await expect(ripple).toHaveText('Ripple: off');
  await select('1', '2');
  await window.keyboard.press('Delete');
  await expect(said()).toHaveText('Silence 1.000 s');
  await expect.poll(length).toBe(whole);
  await window.keyboard.press('Control+z');
  await window.keyboard.press('Shift+R');
  await expect(ripple).toHaveText('Ripple: track');
  await window.getByTestId('editing-ripple').selectOption('document');
  await expect(ripple).toHaveText('Ripple: all');
  await focusLane(window);
});

test('what cannot run says why', async () => {
  await focusLane(window);
  await window.keyboard.press('Home');
  await window.keyboard.press('Escape');
  const at = await pointIn(window.getByTestId('lane-waveform-0-surface'), 0.3, 0.7);
  await window.mouse.click(at.x, at.y, { button: 'right' });
  await expect(window.getByTestId('lane-menu').getByRole('menuitem', { name: /^Cut/ })).toContainText(
    'select something first',
  );
  await launched.screenshot('editing-menu');
  await window.keyboard.press('Escape');
});

/** Only rows near what is in view are there. */
const toTop = (panel: Locator) =>
  panel.getByRole('region', { name: 'History' }).evaluate((element) => {
    element.scrollTop = 0;
  });

test('the history lists every edit, keeps the branch that was left, goes anywhere, and is saved as JSON', async () => {
  await select('1', '2');
  await window.keyboard.press('Delete');
  await expect.poll(length).toBe('0:03.000');
  await window.keyboard.press('Control+z');
  await expect(said()).toHaveText('Undone: Delete 1.000 s');
  await expect.poll(length).toBe(whole);
  await window.keyboard.press('Control+Alt+i');
  await expect(said()).toHaveText('Invert 1.000 s');
  await window.keyboard.press('Control+Shift+H');
  const panel = window.getByTestId('history-panel');
  await expect(panel.locator('tr[aria-current="step"]')).toContainText('Invert 1.000 s');
  const left = panel.locator('tr[data-state="left"]').filter({ hasText: 'Delete 1.000 s' });
  await expect(left.last()).toBeVisible();
  await expect(panel).toContainText('Audio kept for undo: 0 B');
  await launched.screenshot('editing-history');
  await left.last().getByRole('button').click();
  await expect.poll(length).toBe('0:03.000');
  await expect(said()).toHaveText('Now at: Delete 1.000 s');
  await toTop(panel);
  await panel.getByRole('button', { name: 'As it was made' }).focus();
  await window.keyboard.press('Enter');
  await expect.poll(length).toBe(whole);
  await expect(panel.locator('tr[aria-current="step"]')).toContainText('As it was made');

  const path = join(launched.userDataDir, 'history.json');
  await launched.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  await panel.getByRole('button', { name: 'Save as JSON' }).click();
  await expect.poll(() => readFile(path, 'utf8').catch(() => '')).toContain('"format": "phonoscope-provenance"');
  const found = await new AxeBuilder({ page: window })
    .setLegacyMode(true)
    .include('[data-testid="history-panel"]')
    .analyze();
  expect(found.violations).toEqual([]);
  await focusLane(window);
  await window.keyboard.press('Control+Shift+H');
  await expect(panel).toBeHidden();
});

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
