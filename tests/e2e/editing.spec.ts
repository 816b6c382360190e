/** Editing in the window: every action with the mouse and again with the keyboard alone. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openTone, shownLength, toTop } from '../harness/editedTone.ts';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import { focusLane, pointIn, runFromPalette, typeInto } from '../harness/studioPage.ts';

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

const length = () => shownLength(window);
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

test('a fade has the shape that was chosen, in the inspector or by command', async () => {
  const shape = window.getByTestId('editing-fade-shape');
  await shape.selectOption('sCurve');
  await select('1', '2');
  await window.keyboard.press('Control+Alt+ArrowUp');
  await expect(said()).toHaveText('Fade in 1.000 s');
  await window.keyboard.press('Control+Shift+H');
  await expect(window.getByTestId('history-panel').locator('tr[aria-current="step"]')).toContainText('shape S-curve');
  await window.keyboard.press('Control+Shift+H');
  await focusLane(window);
  await window.keyboard.press('Control+z');
  await runFromPalette(window, 'Fade shape: linear');
  await expect(shape).toHaveValue('linear');
  await focusLane(window);
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
