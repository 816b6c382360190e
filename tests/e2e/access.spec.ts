/** The workbench without a mouse and without seeing it: axe, keys alone, order of the focus, what is said aloud. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { join } from 'node:path';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import { focusLane, readField, runFromPalette, waitForLanes, waitForRecording } from '../harness/studioPage.ts';
import { closeProject, prepareProject, projectViews, showTheme, themes } from '../harness/workbenchViews.ts';

/** In the order of the layout. */
const regions = ['toolbar', 'rail', 'lanes', 'bottom-panel', 'side-panel', 'status-bar'];

test.describe('axe finds nothing', () => {
  let launched: LaunchedApp;

  test.beforeAll(async () => {
    launched = await launchApp();
    await prepareProject(launched);
  });
  test.afterAll(async () => {
    await launched.close();
  });

  /** Legacy mode: Electron lets no test open the blank page that the other one needs. */
  const builder = () => new AxeBuilder({ page: launched.window }).setLegacyMode(true);

  async function violations(axe = builder()): Promise<string[]> {
    const found = await axe.analyze();
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  }

  test('in any view', async () => {
    test.slow();
    await showTheme(launched, 'dark');
    for (const view of projectViews) {
      await view.show(launched);
      expect.soft(await violations(), view.name).toEqual([]);
      await view.leave(launched);
    }
  });

  test('in the colours of the light theme', async () => {
    await showTheme(launched, 'light');
    for (const view of projectViews) {
      await view.show(launched);
      const contrast = builder().withRules('color-contrast').include(view.part);
      expect.soft(await violations(contrast), view.name).toEqual([]);
      await view.leave(launched);
    }
  });

  test('without a project, in both themes', async () => {
    await closeProject(launched);
    for (const theme of themes) {
      await showTheme(launched, theme);
      expect.soft(await violations(), theme).toEqual([]);
    }
  });
});

test.describe('by keys alone', () => {
  test.describe.configure({ mode: 'serial' }); // one person's way through the window
  let launched: LaunchedApp;
  let window: Page;

  test.beforeAll(async () => {
    launched = await launchApp();
    window = launched.window;
    await waitForRecording(window, 'jfk.flac');
    await waitForLanes(window);
    await window.evaluate(() => {
      addEventListener('pointerdown', () => (document.body.dataset['pointer'] = 'used'), true);
    });
  });
  test.afterAll(async () => {
    await launched.close();
  });
  test.afterEach(async () => {
    await expect(window.locator('body')).not.toHaveAttribute('data-pointer');
  });

  const press = (...keys: readonly string[]) =>
    keys.reduce((before, key) => before.then(() => window.keyboard.press(key)), Promise.resolve());

  /** Tab until the field has the focus. */
  async function tabTo(testId: string): Promise<void> {
    for (let i = 0; i < 40; i++) {
      if ((await focused()).testId === testId) return;
      await press('Tab');
    }
    throw new Error(`Tab does not lead to ${testId}`);
  }

  function focused() {
    return window.evaluate((parts) => {
      const { activeElement } = document;
      return {
        testId: activeElement?.getAttribute('data-testid') ?? null,
        role: activeElement?.getAttribute('role') ?? null,
        laneKey: activeElement?.getAttribute('data-lane-key') ?? null,
        region: parts.find((id) => activeElement?.closest(`[data-testid="${id}"]`)) ?? null,
      };
    }, regions);
  }

  const announcer = () => window.getByTestId('announcer');

  test('play, select, zoom, mark, rename, set, detect and save', async () => {
    await press('Control+F6');
    expect((await focused()).laneKey).toMatch(/^waveform:/);

    await press('Space');
    await expect(window.getByTestId('playhead')).toBeVisible();
    const startedAt = await readField(window, 'transport-time');
    await expect.poll(() => readField(window, 'transport-time')).not.toBe(startedAt);
    await press('Space');
    await expect(window.getByTestId('playhead')).toBeHidden();

    await press('Home', ...Array.from({ length: 40 }, () => 'ArrowRight'));
    await press(...Array.from({ length: 60 }, () => 'Shift+ArrowRight'));
    const length = await readField(window, 'selection-length');
    expect(length).toMatch(/^0:00\.\d{3}$/);
    await expect(announcer()).toContainText(/^Selected 0:00\.\d+ to 0:01\.\d+, \d+\.?\d* m?s\. Value [+−]?0\.\d{4}$/);

    await press('e');
    await expect
      .poll(async () => Number.parseFloat(await readField(window, 'zoom-length')))
      .toBeCloseTo(Number(length.split(':')[1]) * 1000, -1);

    await press('m');
    await expect(window.getByRole('button', { name: /^Marker 1 at/ })).toBeVisible();
    await press('F2');
    await expect(window.getByRole('textbox', { name: 'Name of 1' })).toBeFocused();
    await window.keyboard.type('First word');
    await press('Enter');
    await expect(window.getByRole('textbox', { name: 'Name of First word' })).toBeFocused();

    await press('F6');
    expect(await focused()).toMatchObject({ region: 'side-panel', role: 'tab' });
    await tabTo('spectrogram-win-length');
    await press('ArrowUp');
    expect(await readField(window, 'spectrogram-win-length')).toBe('2048');
    await expect(window.getByTestId('status-resolution')).toContainText('Δf 21.53 Hz · Δt 46.44 ms');

    await press('Control+d');
    await expect(window.getByTestId('lane-tier-1')).toBeVisible({ timeout: 20_000 });
    await expect(announcer()).toHaveText('Detect speech in jfk.flac: done');

    const path = join(launched.userDataDir, 'by-keys.phono');
    await launched.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
    await press('Control+s');
    await expect(window.getByTestId('save-state')).toHaveText('Saved');
    launched.expectNoErrors();
  });

  test('Ctrl+F6 goes from lane to lane and back to the first, F6 through the parts', async () => {
    await press('Control+F6');
    const first = (await focused()).laneKey;
    const lanes = await window.evaluate(() =>
      [...document.querySelectorAll('[data-lane-key]')].map((lane) => lane.getAttribute('data-lane-key')),
    );
    expect(lanes.length).toBe(6);
    const order = [...lanes.slice(lanes.indexOf(first)), ...lanes.slice(0, lanes.indexOf(first))];
    for (const lane of [...order.slice(1), first]) {
      await press('Control+F6');
      expect((await focused()).laneKey).toBe(lane);
    }
    await press('Control+Shift+F6');
    expect((await focused()).laneKey).toBe(order.at(-1));

    for (const region of ['bottom-panel', 'side-panel', 'toolbar', 'rail', 'lanes']) {
      await press('F6');
      expect((await focused()).region).toBe(region);
    }
    await press('Shift+F6');
    expect((await focused()).region).toBe('rail');
  });

  test('lanes have a role, a name, and say what is at the cursor', async () => {
    await focusLane(window);
    const lanes = window.locator('[data-lane-key]');
    for (const lane of await lanes.all()) {
      await expect(lane).toHaveRole('application');
      await expect(lane).toHaveAccessibleName(/^(Waveform|Spectrogram) (Left|Right)$|^Tier (Markers|Speech)$/);
    }
    const says: Readonly<Record<string, RegExp>> = {
      'lane-waveform-1': /^Value [+−]?0\.\d{4} Arrow keys move the cursor/,
      'lane-spectrogram-0': /^Strongest [\d.,]+ k?Hz, −[\d.]+ dB Arrow keys/,
      'lane-tier-1': /^speech, 0:\d\d\.\d{3} to 0:\d\d\.\d{3} Arrow keys/,
    };
    for (const [testId, description] of Object.entries(says)) {
      await focusLane(window, testId);
      await expect(window.getByTestId(testId).locator('[data-lane-key]')).toHaveAccessibleDescription(description);
    }
    await expect(announcer()).toContainText(/^Selected .+\. speech, /);
    await focusLane(window);
    await press('Escape', 'Home');
    await expect(announcer()).toHaveText(/^Cursor at 0:00\.000\. Value [+−]?0\.\d{4}$/);
  });

  test('Tab follows the layout: part after part, each from its start to its end', async () => {
    await window.getByTestId('command-file.open').focus();
    const stops: { part: number; x: number }[] = [];
    for (;;) {
      const stop = await window.evaluate(
        (parts) => {
          const element = document.activeElement;
          if (element === null || element === document.body) return null;
          const part = parts.findIndex((id) => element.closest(`[data-testid="${id}"]`) !== null);
          const isSeparator = element.matches('[role="separator"]'); // lies between two parts
          return { part, x: element.getBoundingClientRect().left, isSeparator };
        },
        [...regions, 'status-bar'],
      );
      if (stop === null || (stop.part === 0 && (stops.at(-1)?.part ?? 0) > 0)) break;
      if (!stop.isSeparator) stops.push(stop);
      await press('Tab');
    }
    expect(new Set(stops.map(({ part }) => part))).toEqual(new Set([0, 1, 2, 3, 4, 5]));
    expect(stops.map(({ part }) => part)).toEqual(stops.map(({ part }) => part).sort((a, b) => a - b));
    const toolbar = stops.filter(({ part }) => part === 0).map(({ x }) => x);
    expect(toolbar).toEqual([...toolbar].sort((a, b) => a - b));
  });

  test('Escape gives the focus back', async () => {
    await focusLane(window, 'lane-spectrogram-0');
    const { laneKey } = await focused();
    await press('Control+k');
    await expect(window.getByTestId('palette').getByRole('combobox')).toBeFocused();
    await press('Escape');
    expect((await focused()).laneKey).toBe(laneKey);

    await press('Shift+F10');
    await expect(window.getByTestId('lane-menu')).toBeVisible();
    await press('ArrowDown', 'Escape');
    await expect(window.getByTestId('lane-menu')).toBeHidden();
    await expect.poll(async () => (await focused()).laneKey).toBe(laneKey);

    await runFromPalette(window, 'Keys: Praat');
    await focusLane(window);
    await press('Tab');
    await expect(window.getByTestId('playhead')).toBeVisible();
    await press('Escape'); // stops
    await expect(window.getByTestId('playhead')).toBeHidden();
    await press('Escape', 'Escape'); // no selection, then out of the lanes
    expect((await focused()).region).toBe('bottom-panel');
    await runFromPalette(window, 'Keys: Phonoscope');
  });

  test('with reduced motion a zoom is there at once', async () => {
    await window.emulateMedia({ reducedMotion: 'reduce' });
    await focusLane(window);
    await press('f');
    await window.evaluate(() => {
      const field = document.querySelector<HTMLInputElement>('[data-testid="zoom-length"]');
      const seen: string[] = [];
      const look = () => {
        if (field !== null && seen.at(-1) !== field.value) seen.push(field.value);
        document.body.dataset['zooms'] = seen.join('|');
        requestAnimationFrame(look);
      };
      look();
    });
    await press('=');
    await expect(window.locator('body')).toHaveAttribute('data-zooms', /\|/);
    await waitForLanes(window);
    expect((await window.locator('body').getAttribute('data-zooms'))?.split('|')).toEqual(['11.000 s', '7.778 s']);
    expect(await window.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--ease'))).toBe(
      '0ms',
    );
    expect(await window.evaluate(() => document.getAnimations().length)).toBe(0);
  });

  test('rows of lists have menus, by the menu key too', async () => {
    await runFromPalette(window, 'Recordings');
    await window.getByRole('list', { name: 'Recordings' }).getByRole('button').first().focus();
    await press('Shift+F10');
    await expect(window.getByRole('menu')).toBeVisible();
    await window.keyboard.type('Ren');
    await press('Enter');
    await expect(window.getByRole('textbox', { name: 'Name of jfk.flac' })).toBeFocused();
    await press('Escape');
    await runFromPalette(window, 'Inspector');

    await window.getByTestId('markers-table').getByRole('button', { name: 'Delete First word' }).focus();
    await press('Shift+F10', 'Enter'); // the first entry: go there
    await expect(window.getByRole('menu')).toBeHidden();
    await expect(window.getByTestId('markers-table').getByRole('button', { name: 'Delete First word' })).toBeFocused();
    await press('Shift+F10');
    await window.keyboard.type('Ren');
    await press('Enter');
    await expect(window.getByRole('textbox', { name: 'Name of First word' })).toBeFocused();
    launched.expectNoErrors();
  });
});
