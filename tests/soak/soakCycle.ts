/** One round of what a person does for half an hour: zooms, edits by key, plays, and takes every edit back. */
import { expect, type Page } from '@playwright/test';
import { focusLane, typeInto } from '../harness/studioPage.ts';
import { shownLength } from '../harness/editedTone.ts';
import { tourTimeline } from '../harness/timelineTour.ts';

const keys = ['Control+i', 'Control+Alt+r', 'Control+Alt+ArrowUp', 'Control+Alt+i', 'Control+l', 'Shift+D', 'Delete'];

export interface CycleReport {
  readonly events: number; // of the wheel
  readonly edits: number;
  readonly longTasksMs: readonly number[]; // while zooming
}

export interface CycleOptions {
  readonly n: number;
  readonly lane: string;
  readonly scrollSec: number;
  readonly playSec: number;
}

export async function soakCycle(window: Page, { n, lane, scrollSec, playSec }: CycleOptions): Promise<CycleReport> {
  const undo = window.getByTestId('command-edit.undo');
  const { events, longTasksMs } = await tourTimeline(window, lane, scrollSec);
  const length = await shownLength(window);
  let edits = 0;
  for (const [i, key] of keys.entries()) {
    const from = 1 + ((n * 7 + i * 3) % 40);
    await focusLane(window);
    await window.keyboard.press('Escape');
    await typeInto(window, 'selection-start', String(from));
    await typeInto(window, 'selection-end', String(from + 1));
    await focusLane(window);
    await window.keyboard.press(key);
    await expect(undo).toBeEnabled();
    edits++;
  }
  await window.keyboard.press('Escape');
  await typeInto(window, 'transport-time', '1');
  await focusLane(window);
  const play = window.getByTestId('command-play.toggle');
  await window.keyboard.press('Space');
  await expect(play).toHaveAttribute('aria-pressed', 'true', { timeout: 20_000 });
  await window.waitForTimeout(playSec * 1000);
  await window.keyboard.press('Space');
  await expect(play).toHaveAttribute('aria-pressed', 'false', { timeout: 20_000 });
  for (let left = 0; left < edits; left++) await window.keyboard.press('Control+z');
  await expect(undo).toBeDisabled();
  await expect.poll(() => shownLength(window)).toBe(length);
  return { events, edits, longTasksMs };
}
