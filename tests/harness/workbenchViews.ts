/** Every view of the window as a person reaches it, over the same project: for tests that look at all of them. */
import { expect, type Page } from '@playwright/test';
import { join } from 'node:path';
import { inProject } from '../../scripts/projectPaths.ts';
import type { LaunchedApp } from './launchApp.ts';
import {
  dismissNotices,
  dropFiles,
  fileIn,
  focusLane,
  notices,
  openFromOutside,
  pointIn,
  runFromPalette,
  typeInto,
  waitForLanes,
  waitForRecording,
} from './studioPage.ts';

export const themes = ['dark', 'light'] as const;
export type Theme = (typeof themes)[number];

export interface WorkbenchView {
  readonly name: string;
  /** What is new in it, as a selector. */
  readonly part: string;
  show(launched: LaunchedApp): Promise<void>;
  /** Back to the default layout. */
  leave(launched: LaunchedApp): Promise<void>;
}

const markers = [
  { time: '0.35 s', name: 'Breath' },
  { time: '3.28 s', name: 'Ask not' },
  { time: '8.1 s', name: 'Ask what' },
];

/** Two recordings, of which the sample is shown, with three named markers and a tier of detected speech. */
export async function prepareProject(launched: LaunchedApp): Promise<void> {
  const { window } = launched;
  await waitForRecording(window, 'jfk.flac');
  const second = inProject('tests/fixtures/jfk.wav');
  await openFromOutside(launched, second);
  await waitForRecording(window, second);
  await window.getByRole('tab', { name: 'Recordings' }).click();
  await window.getByRole('list', { name: 'Recordings' }).getByText('jfk.flac').click();
  await window.getByRole('tab', { name: 'Inspector' }).click();
  await waitForRecording(window, 'jfk.flac');
  for (const { time } of markers) {
    await typeInto(window, 'transport-time', time);
    await focusLane(window);
    await window.keyboard.press('m');
  }
  await runFromPalette(window, 'Markers table');
  for (const [index, { name }] of markers.entries()) {
    const field = window.getByTestId('markers-table').getByRole('textbox', { name: `Name of ${String(index + 1)}` });
    await field.fill(name);
    await field.press('Enter');
  }
  await runFromPalette(window, 'Markers table');
  await runFromPalette(window, 'Detect speech');
  await expect(window.getByTestId('lane-tier-1')).toBeVisible({ timeout: 20_000 });
  await focusLane(window);
  await window.keyboard.press('Home');
  await waitForLanes(window);
}

export async function showTheme({ window }: LaunchedApp, theme: Theme): Promise<void> {
  await runFromPalette(window, `Theme: ${theme}`);
  await expect(window.locator('html')).toHaveAttribute('data-theme', theme);
}

/** Of the page. Set in the page alone: a window as large as its screen is made a pixel smaller by Chromium. */
export async function showSize({ window }: LaunchedApp, width: number, height: number): Promise<void> {
  await window.setViewportSize({ width, height });
  await expect.poll(() => window.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height]);
}

/** A word of the sample recording, in the band of speech. */
export async function selectWord(window: Page): Promise<void> {
  await focusLane(window);
  await window.keyboard.press('Control+a');
  await typeInto(window, 'selection-start', '5.3 s');
  await typeInto(window, 'selection-end', '6.1 s');
  await typeInto(window, 'selection-low-hz', '200 Hz');
  await typeInto(window, 'selection-high-hz', '4000 Hz');
  await expect(window.getByTestId('measurements')).toBeVisible();
  await focusLane(window);
}

const byTestId = (testId: string) => `[data-testid="${testId}"]`;

const toggled = (name: string, title: string, testId: string, back = title): WorkbenchView => ({
  name,
  part: byTestId(testId),
  show: async ({ window }) => {
    await runFromPalette(window, title);
    await expect(window.getByTestId(testId)).toBeVisible();
    await waitForLanesIfShown(window);
  },
  leave: async ({ window }) => {
    await runFromPalette(window, back);
    await focusLane(window);
  },
});

const sideTab = (name: string, testId: string): WorkbenchView => ({
  name: name.toLowerCase(),
  part: byTestId(testId),
  show: async ({ window }) => {
    await window.getByRole('tab', { name, exact: true }).click();
    await expect(window.getByTestId(testId)).toBeVisible();
  },
  leave: async ({ window }) => {
    await window.getByRole('tab', { name: 'Inspector' }).click();
    await focusLane(window);
  },
});

async function waitForLanesIfShown(window: Page): Promise<void> {
  if (await window.getByTestId('lanes').isVisible()) await waitForLanes(window);
}

async function waitForCurve(window: Page): Promise<void> {
  await expect(window.getByTestId('spectrum-panel').locator('.scatterlayer .trace').first()).toBeVisible();
}

const spectrum = toggled('spectrum', 'Spectrum', 'spectrum-panel');

/** The views over an open project. */
export const projectViews: readonly WorkbenchView[] = [
  { name: 'document', part: 'body', show: ({ window }) => waitForLanes(window), leave: () => Promise.resolve() },
  {
    name: 'selection',
    part: byTestId('side-panel'),
    show: ({ window }) => selectWord(window),
    leave: async ({ window }) => {
      await window.keyboard.press('Escape');
      await expect(window.getByTestId('measurements')).toBeHidden();
    },
  },
  {
    name: 'palette',
    part: byTestId('palette'),
    show: async ({ window }) => {
      await window.keyboard.press('Control+k');
      await expect(window.getByTestId('palette').getByRole('option').first()).toBeVisible();
    },
    leave: async ({ window }) => {
      await window.keyboard.press('Escape');
      await expect(window.getByTestId('palette')).toBeHidden();
    },
  },
  sideTab('Keys', 'shortcut-sheet'),
  sideTab('Settings', 'settings-panel'),
  sideTab('Recordings', 'recordings'),
  toggled('models', 'Workspace: Models', 'models-view', 'Workspace: Inspect'),
  toggled('live', 'Workspace: Live', 'live-view', 'Workspace: Inspect'),
  toggled('jobs', 'Jobs', 'jobs-panel'),
  toggled('effects', 'Effects', 'effects-panel'),
  {
    ...spectrum,
    show: async (launched) => {
      await selectWord(launched.window);
      await spectrum.show(launched);
      await waitForCurve(launched.window);
    },
    leave: async (launched) => {
      await spectrum.leave(launched);
      await launched.window.keyboard.press('Escape');
    },
  },
  toggled('markers', 'Markers table', 'markers-table'),
  {
    name: 'tier',
    part: byTestId('side-panel'),
    show: async ({ window }) => {
      await focusLane(window, 'lane-tier-1');
      await runFromPalette(window, 'Markers table');
      await expect(window.getByTestId('markers-table')).toContainText('Speech');
      await waitForLanes(window);
    },
    leave: async ({ window }) => {
      await runFromPalette(window, 'Markers table');
      await focusLane(window);
    },
  },
  {
    name: 'labels',
    part: byTestId('labels-panel'),
    show: async ({ window }) => {
      await focusLane(window);
      await runFromPalette(window, 'Find and replace in labels');
      await window.getByTestId('labels-pattern').fill('(s|k)');
      await window.getByTestId('labels-replacement').fill('[$1]');
      await window.getByTestId('labels-scope').selectOption('all');
      await expect(window.getByTestId('labels-table')).toContainText('A[s][k] not');
      await waitForLanes(window);
    },
    leave: async ({ window }) => {
      await runFromPalette(window, 'Show or hide the bottom panel');
      await focusLane(window);
    },
  },
  {
    name: 'tier-label',
    part: byTestId('lane-tier-1'),
    show: async ({ window }) => {
      await focusLane(window, 'lane-tier-1');
      await window.keyboard.press('Home');
      await window.keyboard.press('Control+ArrowRight');
      await window.keyboard.press('Enter');
      await expect(window.getByTestId('tier-label')).toBeFocused();
      await waitForLanes(window);
    },
    leave: async ({ window }) => {
      await window.keyboard.press('Escape');
      await window.keyboard.press('Escape');
      await focusLane(window);
    },
  },
  {
    name: 'tier-menu',
    part: byTestId('lane-menu'),
    show: async ({ window }) => {
      await window
        .getByTestId('lane-tier-1')
        .locator('header')
        .click({ button: 'right', position: { x: 30, y: 8 } });
      await expect(window.getByTestId('lane-menu')).toBeVisible();
    },
    leave: async ({ window }) => {
      await window.keyboard.press('Escape');
      await expect(window.getByTestId('lane-menu')).toBeHidden();
    },
  },
  {
    name: 'lane-menu',
    part: byTestId('lane-menu'),
    show: async ({ window }) => {
      const at = await pointIn(window.getByTestId('lane-spectrogram-0-surface'), 0.2, 0.5);
      await window.mouse.click(at.x, at.y, { button: 'right' });
      await expect(window.getByTestId('lane-menu')).toBeVisible();
    },
    leave: async ({ window }) => {
      await window.keyboard.press('Escape');
      await expect(window.getByTestId('lane-menu')).toBeHidden();
    },
  },
  {
    name: 'raw-form',
    part: byTestId('raw-pcm-form'),
    show: async (launched) => {
      const text = 'not a sound at all, only words '.repeat(20);
      const files = ['field-notes.raw', 'radio.raw'].map((name) => fileIn(launched, name, text));
      await dropFiles(launched, ...(await Promise.all(files)));
      await expect(launched.window.getByTestId('raw-pcm-form')).toContainText('Next: radio.raw');
    },
    leave: async ({ window }) => {
      const form = window.getByTestId('raw-pcm-form');
      await form.getByRole('button', { name: 'Dismiss' }).click();
      await expect(form).not.toContainText('Next:');
      await form.getByRole('button', { name: 'Dismiss' }).click();
      await expect(form).toBeHidden();
      await expect(notices(window)).toHaveCount(0);
    },
  },
  {
    name: 'notices',
    part: byTestId('notices'),
    show: async (launched) => {
      const gone = join(launched.userDataDir, 'gone.wav');
      const empty = await fileIn(launched, 'empty.wav', '');
      await openFromOutside(launched, gone, empty);
      await expect(notices(launched.window)).toHaveCount(2);
    },
    leave: async ({ window }) => {
      await dismissNotices(window);
    },
  },
];

/** What is shown without a project; there is no way back but by opening one. */
export async function closeProject({ window }: LaunchedApp): Promise<void> {
  await runFromPalette(window, 'Close project');
  await expect(window.getByTestId('empty-state')).toBeVisible();
}
