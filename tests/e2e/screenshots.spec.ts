/** Every view at two sizes in both themes, as pictures to look at, with nothing cut off and no scroll bar out of place. */
import { expect, test } from '@playwright/test';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import { layoutProblems } from '../harness/layoutProblems.ts';
import { closeProject, prepareProject, projectViews, showSize, showTheme, themes } from '../harness/workbenchViews.ts';

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

async function picture(name: string): Promise<void> {
  await launched.screenshot(`views/${name}`);
  expect.soft(await layoutProblems(launched.window), name).toEqual([]);
}

for (const { width, height } of sizes)
  for (const theme of themes)
    test(`views at ${String(width)}×${String(height)}, ${theme}`, async () => {
      await showSize(launched, width, height);
      await showTheme(launched, theme);
      for (const view of projectViews) {
        await view.show(launched);
        await picture(`${view.name}-${String(width)}x${String(height)}-${theme}`);
        await view.leave(launched);
      }
      launched.expectNoErrors();
    });

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

test('without a project, at both sizes and in both themes', async () => {
  await closeProject(launched);
  for (const theme of themes) {
    await showTheme(launched, theme);
    for (const { width, height } of sizes) {
      await showSize(launched, width, height);
      await picture(`empty-${String(width)}x${String(height)}-${theme}`);
    }
  }
});
