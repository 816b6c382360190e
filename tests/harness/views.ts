/** Every view of the window, by what a person does to get there: for what must hold in all of them. */
import { expect, type Page } from '@playwright/test';
import { focusLane, runFromPalette } from './studioPage.ts';

export interface View {
  readonly name: string;
  show(window: Page): Promise<void>;
  /** Back to the document with the inspector beside it. */
  leave(window: Page): Promise<void>;
}

const sideTab = (name: string, tab: string): View => ({
  name,
  show: async (window) => {
    await window.getByRole('tab', { name: tab, exact: true }).click();
  },
  leave: async (window) => {
    await window.getByRole('tab', { name: 'Inspector' }).click();
  },
});

const bottomTab = (name: string, command: string): View => ({
  name,
  show: async (window) => {
    await runFromPalette(window, command);
    await expect(window.getByTestId('bottom-panel')).toBeVisible();
  },
  leave: async (window) => {
    await window.getByTestId('bottom-panel').getByTestId('command-view.toggleBottom').click();
    await expect(window.getByTestId('bottom-panel')).toBeHidden();
  },
});

/** The views of a project with a recording; `empty` has none and is reached by closing it. */
export const documentViews: readonly View[] = [
  { name: 'document', show: () => Promise.resolve(), leave: () => Promise.resolve() },
  sideTab('recordings', 'Recordings'),
  sideTab('settings', 'Settings'),
  sideTab('shortcuts', 'Keys'),
  bottomTab('jobs', 'Jobs'),
  {
    ...bottomTab('spectrum', 'Spectrum'),
    show: async (window) => {
      await runFromPalette(window, 'Spectrum');
      await window.getByTestId('spectrum-panel').locator('.main-svg').first().waitFor();
    },
  },
  bottomTab('markers', 'Markers table'),
  {
    name: 'samples',
    show: async (window) => {
      await runFromPalette(window, 'Zoom to single samples');
    },
    leave: async (window) => {
      await runFromPalette(window, 'Fit recording');
    },
  },
  {
    name: 'palette',
    show: async (window) => {
      await window.keyboard.press('Control+k');
      await window.getByTestId('palette').waitFor();
    },
    leave: async (window) => {
      await window.keyboard.press('Escape');
      await expect(window.getByTestId('palette')).toBeHidden();
    },
  },
  {
    name: 'menu',
    show: async (window) => {
      await window.getByTestId('lane-spectrogram-0-surface').click({ button: 'right', position: { x: 300, y: 40 } });
      await window.getByTestId('lane-menu').waitFor();
    },
    leave: async (window) => {
      await window.keyboard.press('Escape');
      await expect(window.getByTestId('lane-menu')).toBeHidden();
    },
  },
  {
    name: 'models',
    show: async (window) => {
      await window.getByTestId('command-workspace.models').click();
      await window.getByTestId('models-view').getByRole('article').first().waitFor();
    },
    leave: async (window) => {
      await window.getByTestId('command-workspace.inspect').click();
    },
  },
];

export const emptyView: View = {
  name: 'empty',
  show: async (window) => {
    await runFromPalette(window, 'Close project');
    await window.getByTestId('empty-state').waitFor();
  },
  leave: () => Promise.resolve(),
};

export async function useTheme(window: Page, theme: 'dark' | 'light'): Promise<void> {
  await runFromPalette(window, `Theme: ${theme}`);
  await expect(window.locator('html')).toHaveAttribute('data-theme', theme);
}

/** Speech found and two markers set: a document with every kind of lane. */
export async function fillDocument(window: Page): Promise<void> {
  await window.getByTestId('detect-speech').click();
  await expect(window.getByTestId('lane-tier-0')).toContainText('Speech', { timeout: 20_000 });
  for (const key of ['Home', 'm', 'End', 'm']) {
    await focusLane(window);
    await window.keyboard.press(key);
  }
  await expect(window.getByTestId('lane-tier-1')).toContainText('Markers');
  await window.keyboard.press('Home');
}
