/** What keeps a project from being opened or written is said in plain words, with what can be done; nothing is lost. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, readFile, readdir, rename, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { inProject } from '../../scripts/projectPaths.ts';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import { openFromOutside, typeInto, focusLane, waitForLanes, waitForRecording } from '../harness/studioPage.ts';

let launched: LaunchedApp;
let window: Page;
let project: string;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  launched = await launchApp();
  window = launched.window;
  await waitForRecording(window, 'jfk.flac');
  await waitForLanes(window);
  project = join(launched.userDataDir, 'kept.phono');
  await chooseFile(project);
  await window.keyboard.press('Control+Shift+s');
  await expect(window.getByTestId('save-state')).toHaveText('Saved');
});
test.afterAll(async () => {
  launched.expectNoErrors();
  await launched.close();
});

async function chooseFile(path: string): Promise<void> {
  await launched.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
  }, path);
}

const trouble = () => window.getByTestId('trouble');
const damaged = () => window.getByTestId('dialog-rescue');
const locked = () => window.getByTestId('dialog-locked');

async function deleteOneSecond(): Promise<void> {
  await typeInto(window, 'selection-start', '1 s');
  await typeInto(window, 'selection-end', '2 s');
  await focusLane(window);
  await window.keyboard.press('Delete');
}

test('a file that is taken away is told, refuses edits instead of losing them, and is gone on with when it is back', async () => {
  await rename(project, `${project}.away`);
  await expect(trouble()).toContainText('not there any more', { timeout: 15_000 });
  await deleteOneSecond();
  await expect(window.getByTestId('notices')).toContainText('moved or deleted while it was open');
  await expect(window.getByTestId('status-format')).toContainText('0:11.000');
  const found = await new AxeBuilder({ page: window }).setLegacyMode(true).include('[data-testid="trouble"]').analyze();
  expect(found.violations).toEqual([]);
  await launched.screenshot('file-gone');
  await rename(`${project}.away`, project);
  await trouble().getByRole('button', { name: 'Look again' }).click();
  await expect(trouble()).toBeHidden();
  await deleteOneSecond();
  await expect(window.getByTestId('status-format')).toContainText('0:10.000');
  await window.keyboard.press('Control+z');
  await expect(window.getByTestId('status-format')).toContainText('0:11.000');
});

test('what is still at hand is saved as another file, by keys alone', async () => {
  await rename(project, `${project}.away`);
  await expect(trouble()).toBeVisible({ timeout: 15_000 });
  project = join(launched.userDataDir, 'elsewhere.phono');
  await chooseFile(project);
  await window.keyboard.press('Control+Shift+s');
  await expect(window.getByTestId('save-state')).toHaveAttribute('title', project);
  await expect(trouble()).toBeHidden({ timeout: 15_000 });
  await expect(window.getByTestId('status-format')).toContainText('0:11.000');
});

test('a project that is open in another process is said to be, and opens when it is closed there', async () => {
  const other = join(launched.userDataDir, 'other.phono');
  await copyFile(`${join(launched.userDataDir, 'kept.phono')}.away`, other);
  const script = `import { openProjectStore } from './main/store/openProjectStore.ts';
    const store = openProjectStore(process.argv[1]); process.stdout.write('open');
    process.stdin.once('data', () => { store.close(); process.exit(); });`;
  const child = spawn(inProject('node_modules/.bin/node'), ['--input-type=module', '-e', script, other], {
    cwd: inProject('.'),
  });
  await once(child.stdout, 'data');
  await openFromOutside(launched, other);
  await expect(locked()).toContainText(`open in another Phonoscope on this computer (process ${String(child.pid)}`);
  await launched.screenshot('project-locked');
  await locked().getByRole('button', { name: 'Try again' }).click();
  await expect(locked()).toBeVisible();
  child.stdin.write('close\n');
  await once(child, 'exit');
  await locked().getByRole('button', { name: 'Try again' }).click();
  await expect(window.getByTestId('save-state')).toHaveAttribute('title', other);
});

test('a damaged project is read, what is lost is told, and it is opened as a new one', async () => {
  const broken = join(launched.userDataDir, 'broken.phono');
  await copyFile(`${join(launched.userDataDir, 'kept.phono')}.away`, broken);
  const bytes = await readFile(broken);
  await truncate(broken, Math.round(bytes.length * 0.8));
  const before = await readFile(broken);
  await openFromOutside(launched, broken);
  await expect(damaged()).toContainText('broken.phono is damaged');
  await expect(damaged()).toContainText('Open as a new project', { timeout: 20_000 });
  await expect(damaged()).toContainText(/The end of the file is missing/);
  await expect(damaged()).toContainText(/the sound is lost at [\d.]+–[\d.]+ s and is silent now/);
  for (const theme of ['dark', 'light'] as const) {
    await window.evaluate((name) => {
      document.documentElement.dataset['theme'] = name;
    }, theme);
    const found = await new AxeBuilder({ page: window })
      .setLegacyMode(true)
      .include('[data-testid="dialog-rescue"]')
      .analyze();
    expect(found.violations).toEqual([]);
    await launched.screenshot(`damaged-${theme}`);
  }
  const folder = join(launched.userDataDir, 'sound');
  await mkdir(folder);
  await chooseFile(folder);
  await damaged().getByRole('button', { name: 'Export sound as WAV…' }).click();
  await expect.poll(() => readdir(folder)).toEqual(['jfk.wav']);
  await damaged().getByRole('button', { name: 'Open as a new project' }).click();
  await expect(window.getByTestId('save-state')).toHaveText('Recovered');
  await expect(window.getByTestId('notices')).toContainText('the damaged file is as it was');
  await waitForRecording(window, 'jfk.flac');
  expect((await readFile(broken)).equals(before)).toBe(true);
});

test('by keys alone a damaged project is left as it is, and what was open stays', async () => {
  const title = await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
  await openFromOutside(launched, join(launched.userDataDir, 'broken.phono'));
  await expect(damaged()).toContainText('Open as a new project', { timeout: 20_000 });
  await window.keyboard.press('Escape');
  await expect(damaged()).toBeHidden();
  expect(await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle())).toBe(title);
  await expect.poll(() => readdir(join(launched.userDataDir, 'rescued'))).toEqual([]);
});
