/** What hands meet besides selecting: magnifying, pinching, drags that are given up, and where the focus goes. */
import { expect, test, type Page } from '@playwright/test';
import { brightness, canvasPixels } from '../harness/canvasPixels.ts';
import { killHost, waitForNewHost } from '../harness/hostProcesses.ts';
import type { LaunchedApp } from '../harness/launchApp.ts';
import type { Picture } from '../harness/readPng.ts';
import { focusLane, pointIn, readField, runFromPalette, typeInto, waitForLanes } from '../harness/studioPage.ts';
import { onToneStage, toneDb } from '../harness/toneStage.ts';

let launched: LaunchedApp;
let window: Page;

onToneStage((stage) => {
  launched = stage;
  window = stage.window;
});
test.beforeEach(async () => {
  await window.keyboard.press('Alt+0');
});

const waveform = () => window.getByTestId('lane-waveform-0-surface');
const isFocused = () =>
  window.evaluate(() => ({
    lane: document.activeElement?.getAttribute('data-lane-key') ?? null,
    tag: document.activeElement?.tagName ?? '',
    text: document.activeElement?.textContent ?? '',
  }));

/** Highest row of the waveform that is drawn on, away from the click, as a share of the upper half. */
async function reach(): Promise<number> {
  const drawn = await canvasPixels(window, 'lane-waveform-0-surface');
  const x = Math.round(drawn.width * 0.25);
  for (let y = 0; y < drawn.height / 2; y++) if (isWave(drawn, x, y)) return 1 - y / (drawn.height / 2);
  return 0;
}

/** The wave is drawn in blue, the grid in grey. */
function isWave({ rgba, width }: Picture, x: number, y: number): boolean {
  const at = (y * width + x) * 4;
  return (rgba[at + 2] ?? 0) - (rgba[at] ?? 0) > 60;
}

test('the waveform is magnified by key, its axis follows, and a double click beside it goes back', async () => {
  const amplitude = 10 ** (toneDb / 20);
  await expect.poll(reach).toBeCloseTo(amplitude, 1);
  await window.keyboard.press('Alt+=');
  await window.keyboard.press('Alt+=');
  await expect.poll(reach).toBeCloseTo(4 * amplitude, 1);
  const lane = window.getByTestId('lane-waveform-0');
  await expect(lane).toContainText('×4');
  await expect(waveform()).toHaveAttribute('aria-label', /magnified ×4/);
  await expect(window.getByTestId('waveform-zoom')).toHaveValue('×4');
  await window.keyboard.press('d');
  // 12 dB higher on an axis of 60 dB: −20 dBFS lies 8 dB below its end.
  await expect.poll(reach).toBeCloseTo(1 - 8 / 60, 1);
  await window.keyboard.press('d');
  await lane.locator('header').dblclick({ position: { x: 60, y: 30 } });
  await expect(window.getByTestId('waveform-zoom')).toHaveValue('×1');
  await expect.poll(reach).toBeCloseTo(amplitude, 1);
});

test('Ctrl+Shift and the wheel magnify the waveform under the pointer, from ×1 to ×64', async () => {
  const at = await pointIn(waveform(), 0.5, 0.5);
  const shown = await readField(window, 'zoom-length');
  await window.mouse.move(at.x, at.y);
  await window.keyboard.down('Control');
  await window.keyboard.down('Shift');
  await window.mouse.wheel(0, -400);
  await expect.poll(() => readField(window, 'waveform-zoom')).toMatch(/^×[2-9]/);
  await window.mouse.wheel(0, -9000);
  await expect.poll(() => readField(window, 'waveform-zoom')).toBe('×64');
  await window.mouse.wheel(0, 99_000);
  await expect.poll(() => readField(window, 'waveform-zoom')).toBe('×1');
  await window.keyboard.up('Shift');
  await window.keyboard.up('Control');
  expect(await readField(window, 'zoom-length')).toBe(shown);
});

test('the magnification is typed as it is shown, and emptied it goes back', async () => {
  await typeInto(window, 'waveform-zoom', '×2.5');
  await expect(window.getByTestId('waveform-zoom')).toHaveValue('×2.5');
  await typeInto(window, 'waveform-zoom', '65');
  await expect(window.getByRole('alert')).toContainText('×65 must be at most ×64');
  await typeInto(window, 'waveform-zoom', '');
  await expect(window.getByTestId('waveform-zoom')).toHaveValue('×1');
});

/** What is hovered at a fraction of the lane's width. */
async function sampleAt(fraction: number): Promise<number> {
  const at = await pointIn(waveform(), fraction, 0.5);
  await window.mouse.move(Math.round(at.x) + 2, at.y);
  await window.mouse.move(Math.round(at.x), at.y);
  return Number((await window.getByTestId('status-bar').innerText()).match(/(\d+) smp/)?.[1] ?? NaN);
}

test('a pinch of the trackpad zooms around the pointer', async () => {
  const before = await sampleAt(0.75);
  await window.keyboard.down('Control'); // as Chromium tells a pinch
  for (let i = 0; i < 12; i++) await window.mouse.wheel(0, -10);
  await window.keyboard.up('Control');
  await expect.poll(async () => Number.parseFloat(await readField(window, 'zoom-length'))).toBeLessThan(300);
  expect(Math.abs((await sampleAt(0.75)) - before)).toBeLessThanOrEqual(20);
});

test('two fingers on a touch screen zoom around their middle and select nothing', async () => {
  const session = await window.context().newCDPSession(window);
  const left = await pointIn(waveform(), 0.45, 0.5);
  const right = await pointIn(waveform(), 0.55, 0.5);
  const middle = await sampleAt(0.5);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(({ x, y }, id) => ({ x, y, id })) });
  await touch('touchStart', [left]);
  await touch('touchStart', [left, right]);
  for (const spread of [20, 50, 90])
    await touch('touchMove', [
      { ...left, x: left.x - spread },
      { ...right, x: right.x + spread },
    ]);
  await touch('touchEnd', []);
  await session.detach();
  await expect.poll(async () => Number.parseFloat(await readField(window, 'zoom-length'))).toBeLessThan(500);
  expect(Math.abs((await sampleAt(0.5)) - middle)).toBeLessThanOrEqual(40);
  await expect(window.getByTestId('selection')).toBeHidden();
});

test('the lanes move under a pointer that rests, and the read-out follows', async () => {
  await window.keyboard.press('=');
  await window.keyboard.press('=');
  const before = await sampleAt(0.5);
  await window.keyboard.press('Control+ArrowRight');
  await expect
    .poll(async () => Number((await window.getByTestId('status-bar').innerText()).match(/(\d+) smp/)?.[1] ?? NaN))
    .toBeGreaterThan(before + 100);
});

for (const [name, testId, to] of [
  ['ruler', 'ruler', { x: 40, y: 60 }],
  ['overview', 'overview-window', { x: 60, y: 0 }],
] as const)
  test(`a drag on the ${name} shows what is in view, and Escape takes it back`, async () => {
    await typeInto(window, 'zoom-length', '400 ms');
    await expect.poll(() => readField(window, 'zoom-length')).toBe('400 ms');
    const start = await sampleAt(0);
    const at = await pointIn(window.getByTestId(testId), 0.5, 0.6);
    await window.mouse.move(at.x, at.y);
    await window.mouse.down();
    await window.mouse.move(at.x + to.x / 2, at.y + to.y / 2);
    await window.mouse.move(at.x + to.x, at.y + to.y);
    await expect(window.getByTestId('drag-text')).toContainText(/^0:00\.\d{3} – 0:0\d\.\d{3} · \d/);
    await window.keyboard.press('Escape');
    await expect(window.getByTestId('drag-text')).toBeHidden();
    await window.mouse.move(at.x - 30, at.y);
    await window.mouse.up();
    await expect.poll(() => readField(window, 'zoom-length')).toBe('400 ms');
    expect(await sampleAt(0)).toBe(start);
  });

test('a lane keeps the focus when it is folded, unfolded and moved by keys', async () => {
  const { lane } = await isFocused();
  expect(lane).toMatch(/^waveform:/);
  await window.keyboard.press('Control+Shift+F');
  await expect(waveform()).toBeHidden();
  expect((await isFocused()).lane).toBe(lane);
  await window.keyboard.press('Control+Shift+F');
  await expect(waveform()).toBeVisible();
  await window.keyboard.press('Control+Shift+ArrowDown');
  await expect.poll(async () => (await isFocused()).lane).toBe(lane);
  await window.keyboard.press('Control+Shift+ArrowUp');
  await expect.poll(async () => (await isFocused()).lane).toBe(lane);
});

test('Space presses the button of a lane that has the focus, and plays from the lane itself', async () => {
  const fold = window.getByRole('button', { name: 'Fold Waveform Mono' });
  await fold.focus();
  await window.keyboard.press('Space');
  await expect(waveform()).toBeHidden();
  await expect(window.getByTestId('playhead')).toBeHidden();
  await window.keyboard.press('Space');
  await expect(waveform()).toBeVisible();
});

test('letters typed in a list find an entry and run no command', async () => {
  const list = window.getByTestId('spectrogram-window');
  await list.focus();
  await window.keyboard.type('bl'); // B alone hides weaker sounds
  await expect(list).toHaveValue('blackman');
  await expect(window.getByTestId('spectrogram-floor')).toHaveValue('−120 dB');
});

test('Tab does not leave the palette', async () => {
  await window.keyboard.press('Control+k');
  await window.keyboard.press('Tab');
  await expect(window.getByTestId('palette').getByRole('combobox')).toBeFocused();
  await window.keyboard.press('Escape');
});

test('a key that is waited for is given up when the sheet is left: keys go on working', async () => {
  await window.getByRole('tab', { name: 'Keys' }).click();
  await window.getByRole('button', { name: /^Zoom in: =.+Press to change$/ }).click();
  await window.getByRole('tab', { name: 'Inspector' }).click();
  await focusLane(window);
  await window.keyboard.press('=');
  await expect.poll(() => readField(window, 'zoom-length')).not.toBe('1.000 s');
});

test('a recording that was renamed has the focus again', async () => {
  await window.getByRole('tab', { name: 'Recordings' }).click();
  const row = window.getByRole('list', { name: 'Recordings' }).getByRole('button', { name: /^tone\.wav/ });
  await row.focus();
  await window.keyboard.press('F2');
  await window.keyboard.type('Tone');
  await window.keyboard.press('Enter');
  await expect.poll(async () => (await isFocused()).text).toMatch(/^Tone/);
  await window.keyboard.press('F2');
  await window.keyboard.press('Escape');
  await expect.poll(async () => (await isFocused()).text).toMatch(/^Tone/);
  await window.getByRole('tab', { name: 'Inspector' }).click();
});

test('right click anywhere lists what can be done there', async () => {
  const titles: Readonly<Record<string, string>> = {
    ruler: 'Next time format',
    overview: 'Fit recording',
    'status-bar': 'Copy the read-out',
    toolbar: 'Play faster (pitch follows)',
    rail: 'Theme: light',
  };
  for (const [testId, title] of Object.entries(titles)) {
    const at = await pointIn(window.getByTestId(testId), { rail: 0.5, toolbar: 0.7 }[testId] ?? 0.4, 0.5);
    await window.mouse.click(at.x, at.y, { button: 'right' });
    await expect(window.getByTestId('window-menu').getByRole('menuitem', { name: title })).toBeVisible();
    await window.keyboard.press('Escape');
    await expect(window.getByTestId('window-menu')).toBeHidden();
  }
});

test('a host that dies in the middle of a drag leaves the drag and the selection at work', async () => {
  const from = await pointIn(waveform(), 0.3, 0.5);
  const to = await pointIn(waveform(), 0.6, 0.5);
  await window.mouse.move(from.x, from.y);
  await window.mouse.down();
  await window.mouse.move(to.x - 40, to.y);
  const dead = await killHost(launched, 'studio');
  await window.mouse.move(to.x, to.y);
  await expect(window.getByTestId('drag-text')).toBeVisible();
  await waitForNewHost(launched, 'studio', dead);
  await window.mouse.move(to.x + 10, to.y);
  await window.mouse.up();
  await expect(window.getByTestId('selection')).toBeVisible();
  await expect(window.getByTestId('measurements')).toBeVisible();
  await waitForLanes(window);
  const drawn = await canvasPixels(window, 'lane-waveform-0-surface');
  expect(brightness(drawn, Math.round(drawn.width / 4), Math.round(drawn.height / 2))).toBeGreaterThan(0);
  await runFromPalette(window, 'Select nothing');
});
