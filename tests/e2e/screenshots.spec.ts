/** Every view at two sizes in both themes, as pictures to look at, with nothing cut off and no scroll bar out of place. */
import { expect, test } from '@playwright/test';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import { layoutProblems } from '../harness/layoutProblems.ts';
import {
  emptyView,
  prepareProject,
  projectViews,
  showSize,
  showTheme,
  themes,
  type WorkbenchView,
} from '../harness/workbenchViews.ts';

const sizes = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
] as const;
const lanesShare = 0.7; // of what toolbar and status bar leave, at the smaller size

let launched: LaunchedApp;

test.beforeAll(async () => {
  launched = await launchApp();
  await prepareProject(launched);
});
test.afterAll(async () => {
  await launched.close();
});

for (const { width, height } of sizes) {
  const size = `${String(width)}x${String(height)}`;
  for (const theme of themes) {
    const picture = async (view: WorkbenchView) => {
      await launched.screenshot(`views/${view.name}-${size}-${theme}`);
      expect.soft(await layoutProblems(launched.window), `${view.name} at ${size}`).toEqual([]);
    };
    test(`views at ${size}, ${theme}`, async () => {
      await showSize(launched, width, height);
      await showTheme(launched, theme);
      for (const view of projectViews) {
        await view.show(launched);
        await picture(view);
        await view.leave(launched);
      }
      launched.expectNoErrors();
    });
    test(`without a project at ${size}, ${theme}`, async () => {
      await emptyView.show(launched);
      await picture(emptyView);
      await emptyView.leave(launched);
      await prepareProject(launched);
    });
  }
}

test('the lanes have the room', async () => {
  const [{ width, height }] = sizes;
  await showSize(launched, width, height);
  const share = await launched.window.evaluate(() => {
    const box = (testId: string) => document.querySelector(`[data-testid="${testId}"]`)?.getBoundingClientRect();
    const [toolbar, lanes, status] = [box('toolbar'), box('lanes'), box('status-bar')];
    if (toolbar === undefined || lanes === undefined || status === undefined) return 0;
    return (lanes.width * lanes.height) / (innerWidth * (status.top - toolbar.bottom));
  });
  expect(share).toBeGreaterThanOrEqual(lanesShare);
});
