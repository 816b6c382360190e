/** The app's window as a person works with it: opening files, typing into fields, reading what is shown. */
import { expect, type Locator, type Page } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { LaunchedApp } from './launchApp.ts';

const openTimeoutMs = 20_000;

/** As a second start of the program with file arguments does it: main tells the window. */
export async function openFromOutside({ app }: LaunchedApp, ...paths: readonly string[]): Promise<void> {
  await app.evaluate(({ app: electronApp }, files) => {
    electronApp.emit('second-instance', {}, [process.execPath, ...files], '/');
  }, paths);
}

/** As a file manager does it: over the window, then let go. */
export async function dropFiles({ window }: LaunchedApp, ...paths: readonly string[]): Promise<void> {
  const session = await window.context().newCDPSession(window);
  const place = await window.evaluate(() => ({ x: Math.round(innerWidth / 2), y: Math.round(innerHeight / 2) }));
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, ...place, data });
  await session.detach();
}

export interface ShownRecording {
  readonly name: string;
  readonly rate: string;
  readonly channels: number;
  readonly nSamples: number;
  readonly warnings: readonly string[];
}

/** The recording that the inspector describes; null while there is none or it is still coming: its hash is told last. */
export async function shownRecording(window: Page): Promise<ShownRecording | null> {
  return window.evaluate(() => {
    const section = [...document.querySelectorAll('section')].find(
      (s) => s.querySelector('button[aria-expanded]')?.textContent === 'Recording',
    );
    const spans = [...(section?.querySelectorAll(':scope > div > span') ?? [])].map((span) => span.textContent);
    if (section === undefined || !spans.includes('Content hash')) return null;
    const after = (name: string) => spans[spans.indexOf(name) + 1] ?? '';
    const count = spans.find((text) => text.endsWith(' smp')) ?? '0';
    return {
      name: after('Name'),
      rate: after('Rate'),
      channels: Number(after('Channels')),
      nSamples: Number(count.replace(/\D/g, '')),
      warnings: [...section.querySelectorAll('[data-testid="asset-warning"]')].map((p) => p.textContent),
    };
  });
}

/** Waits until a recording of this file name is shown and read to its end. */
export async function waitForRecording(window: Page, path: string): Promise<ShownRecording> {
  const name = basename(path);
  await expect
    .poll(async () => (await shownRecording(window))?.name, { timeout: openTimeoutMs, message: `${name} is shown` })
    .toBe(name);
  const shown = await shownRecording(window);
  if (shown === null) throw new Error(`${name} is not shown any more`);
  return shown;
}

/** Waits until something is drawn of the active document. */
export async function waitForLanes(window: Page): Promise<void> {
  await window.getByTestId('lane-waveform-0-surface').waitFor({ timeout: openTimeoutMs });
  await expect(window.getByTestId('lane-spectrogram-0-surface')).toHaveAttribute('data-missing', '0', {
    timeout: openTimeoutMs,
  });
}

/** Writes the bytes beside the profile, so that they go with it. */
export async function fileIn({ userDataDir }: LaunchedApp, name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(userDataDir, name);
  await writeFile(path, bytes);
  return path;
}

/** Types into a field and takes it with Enter. */
export async function typeInto(window: Page, testId: string, text: string): Promise<void> {
  const field = window.getByTestId(testId);
  await field.fill(text);
  await field.press('Enter');
}

export async function choose(window: Page, testId: string, value: string): Promise<void> {
  await window.getByTestId(testId).selectOption(value);
}

/** The keyboard back to the lanes: fields take letters for text. */
export async function focusLane(window: Page, testId = 'lane-waveform-0'): Promise<void> {
  await window.getByTestId(testId).locator('[data-lane-key]').focus();
}

export function notices(window: Page): Locator {
  return window.getByTestId('notices').getByRole('alert');
}

export async function dismissNotices(window: Page): Promise<void> {
  const buttons = window.getByTestId('notices').getByRole('button');
  while ((await buttons.count()) > 0) await buttons.first().click();
}

/** A point of an element by fractions of its width and height. */
export async function pointIn(element: Locator, x: number, y: number): Promise<{ x: number; y: number }> {
  const box = await element.boundingBox();
  if (box === null) throw new Error('the element is not visible');
  return { x: box.x + box.width * x, y: box.y + box.height * y };
}

export async function readField(window: Page, testId: string): Promise<string> {
  return window.getByTestId(testId).inputValue();
}

/** Finds a command by its title in the palette and runs it. */
export async function runFromPalette(window: Page, title: string): Promise<void> {
  await window.keyboard.press('Control+k');
  const palette = window.getByTestId('palette');
  await palette.getByRole('combobox').fill(title);
  await expect(palette.getByRole('option', { selected: true })).toContainText(title);
  await window.keyboard.press('Enter');
  await expect(palette).toBeHidden();
}
