import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page } from 'playwright';
import { ScriptError } from './runtime/report.ts';
import type { TourStage } from './tour.ts';

export interface TourStep {
  readonly name: string;
  /** Does the step and answers one line: what was done, and what the app shows for it. */
  run(stage: TourStage): Promise<string>;
}

/** What the tour touches and reads, by the app's test ids. */
const hooks = {
  waveform: 'lane-waveform',
  status: 'status-bar',
  zoom: 'zoom-readout',
  selection: 'selection-readout',
  time: 'time-readout',
  saved: 'save-state',
} as const;

const openTimeoutMs = 30_000;
const changeTimeoutMs = 5_000;

export const tourSteps: readonly TourStep[] = [
  { name: 'open', run: open },
  { name: 'zoom', run: zoom },
  { name: 'select', run: select },
  { name: 'play', run: play },
  { name: 'save', run: save },
];

async function open({ window }: TourStage): Promise<string> {
  await waveform(window).waitFor({ state: 'visible', timeout: openTimeoutMs });
  const status = await changedText(window, hooks.status, '', openTimeoutMs);
  return `opened the recording: ${status}`;
}

async function zoom({ window }: TourStage): Promise<string> {
  const before = await text(window, hooks.zoom);
  const { x, y } = await pointIn(waveform(window), 0.5);
  await window.mouse.move(x, y);
  await window.mouse.wheel(0, -600);
  return `zoomed in at the middle: ${before} → ${await changedText(window, hooks.zoom, before)}`;
}

async function select({ window }: TourStage): Promise<string> {
  const before = await text(window, hooks.selection);
  const from = await pointIn(waveform(window), 0.3);
  const to = await pointIn(waveform(window), 0.6);
  await window.mouse.move(from.x, from.y);
  await window.mouse.down();
  await window.mouse.move((from.x + to.x) / 2, from.y, { steps: 4 });
  await window.mouse.move(to.x, to.y, { steps: 4 });
  await window.mouse.up();
  return `selected by dragging: ${await changedText(window, hooks.selection, before)}`;
}

async function play({ window }: TourStage): Promise<string> {
  const before = await text(window, hooks.time);
  await window.keyboard.press('Space');
  const during = await changedText(window, hooks.time, before);
  const later = await changedText(window, hooks.time, during);
  await window.keyboard.press('Space');
  return `played the selection: clock at ${before}, then ${during}, then ${later}`;
}

async function save({ app, window, folder }: TourStage): Promise<string> {
  const file = join(folder, 'tour.phono');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await window.keyboard.press('Control+s');
  const sizeBytes = await fileSize(file);
  return `saved the project: ${(sizeBytes / 1000).toFixed(0)} kB, the app says “${await text(window, hooks.saved)}”`;
}

function waveform(window: Page): Locator {
  return window.getByTestId(hooks.waveform).first();
}

async function text(window: Page, testId: string): Promise<string> {
  return (await window.getByTestId(testId).first().innerText()).replace(/\s+/g, ' ').trim();
}

/** Waits until an element reads otherwise than before, and answers what it then reads. */
async function changedText(
  window: Page,
  testId: string,
  before: string,
  timeoutMs: number = changeTimeoutMs,
): Promise<string> {
  const deadlineMs = Date.now() + timeoutMs;
  while (Date.now() < deadlineMs) {
    const now = await text(window, testId);
    if (now !== before) return now;
    await sleep(50);
  }
  throw new ScriptError(`${testId} still reads “${before}” after ${String(timeoutMs / 1000)} s`);
}

async function pointIn(lane: Locator, fraction: number): Promise<{ x: number; y: number }> {
  const box = await lane.boundingBox();
  if (!box) throw new ScriptError(`${hooks.waveform} is not visible`);
  return { x: box.x + box.width * fraction, y: box.y + box.height / 2 };
}

/** The size of a file once it is there and no longer empty. */
async function fileSize(path: string): Promise<number> {
  const deadlineMs = Date.now() + changeTimeoutMs;
  while (Date.now() < deadlineMs) {
    const size = await stat(path).then(
      (s) => s.size,
      () => 0,
    );
    if (size > 0) return size;
    await sleep(50);
  }
  throw new ScriptError(`no project file appeared at ${path}`);
}
