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
  waveform: 'lane-waveform-0-surface',
  format: 'status-format',
  pointerTime: 'status-time',
  clock: 'transport-time',
  selectionStart: 'selection-start',
  selectionEnd: 'selection-end',
  saved: 'save-state',
  notices: 'notices',
  rawForm: 'raw-pcm-form',
} as const;

/** Those that are input fields: they are read by their value. */
const fields: readonly string[] = [hooks.clock, hooks.selectionStart, hooks.selectionEnd];

const openTimeoutMs = 30_000;
const changeTimeoutMs = 5_000;
/** For easing and hover read-outs to come to rest. */
const settleMs = 300;

export const tourSteps: readonly TourStep[] = [
  { name: 'open', run: open },
  { name: 'zoom', run: zoom },
  { name: 'select', run: select },
  { name: 'play', run: play },
  { name: 'save', run: save },
];

async function open({ window }: TourStage): Promise<string> {
  const refusal = window.getByTestId(hooks.rawForm).or(window.getByTestId(hooks.notices)).getByRole('alert').first();
  await waveform(window).or(refusal).first().waitFor({ state: 'visible', timeout: openTimeoutMs });
  if (await refusal.isVisible()) throw new ScriptError(`the file was not opened: ${await refusal.innerText()}`);
  return `opened the recording: ${await steadyText(window, hooks.format)}`;
}

async function zoom({ window }: TourStage): Promise<string> {
  const before = await timeAtLeftEdge(window);
  await pointAt(window, 0.5);
  await window.mouse.wheel(0, -600);
  await sleep(settleMs);
  const after = await timeAtLeftEdge(window);
  if (after === before) throw new ScriptError(`the view still begins at ${before} after zooming in at its middle`);
  return `zoomed in at the middle: near its left edge the pointer now reads ${after}, before ${before}`;
}

async function select({ window }: TourStage): Promise<string> {
  await pointAt(window, 0.3);
  await window.mouse.down();
  await pointAt(window, 0.45);
  await pointAt(window, 0.6);
  await window.mouse.up();
  const start = await changedText(window, hooks.selectionStart, '');
  return `selected by dragging: ${start} to ${await text(window, hooks.selectionEnd)}`;
}

async function play({ window }: TourStage): Promise<string> {
  const before = await text(window, hooks.clock);
  await window.keyboard.press('Space');
  const during = await changedText(window, hooks.clock, before);
  const later = await changedText(window, hooks.clock, during);
  return `played the selection: clock at ${before}, then ${during}, then ${later}`;
}

async function save({ app, window, folder }: TourStage): Promise<string> {
  const file = join(folder, 'tour.phono');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  const before = await text(window, hooks.saved);
  await window.keyboard.press('Control+s');
  const sizeBytes = await fileSize(file);
  const after = await changedText(window, hooks.saved, before);
  return `saved the project: ${(sizeBytes / 1000).toFixed(0)} kB; the app said “${before}”, now “${after}”`;
}

function waveform(window: Page): Locator {
  return window.getByTestId(hooks.waveform);
}

async function timeAtLeftEdge(window: Page): Promise<string> {
  await pointAt(window, 0.005);
  await sleep(settleMs);
  return text(window, hooks.pointerTime);
}

async function text(window: Page, testId: string): Promise<string> {
  const element = window.getByTestId(testId);
  const raw = fields.includes(testId) ? await element.inputValue() : await element.innerText();
  return raw.replace(/\s+/g, ' ').trim();
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

/** What an element reads once it has stayed the same for a second: a recording grows while it is read in. */
async function steadyText(window: Page, testId: string): Promise<string> {
  const deadlineMs = Date.now() + openTimeoutMs;
  for (let now = await text(window, testId); Date.now() < deadlineMs;) {
    await sleep(1_000);
    const later = await text(window, testId);
    if (later === now) return now;
    now = later;
  }
  throw new ScriptError(`${testId} still changes after ${String(openTimeoutMs / 1000)} s`);
}

/** Moves the pointer to a fraction of the first waveform's width, at half its height. */
async function pointAt(window: Page, fraction: number): Promise<void> {
  const box = await waveform(window).boundingBox();
  if (!box) throw new ScriptError('the waveform is not visible');
  await window.mouse.move(box.x + box.width * fraction, box.y + box.height / 2, { steps: 4 });
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
