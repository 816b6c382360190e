/** The live spectrogram in the real app: of a microphone that plays a tone of 1 kHz, and of what is played. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brightestRow } from '../harness/canvasPixels.ts';
import { rowOf, scaleFormulas } from '../harness/frequencyScales.ts';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import { layoutProblems } from '../harness/layoutProblems.ts';
import {
  listenFor,
  liveSpectrogram,
  lostBlocks,
  microphoneToneHz,
  soundToPicture,
  startListening,
  takenSec,
  toneMicrophone,
} from '../harness/liveStage.ts';
import { choose, waitForLanes, waitForRecording } from '../harness/studioPage.ts';
import { tracePageTasks, workPerFrame } from '../harness/tracePageTasks.ts';
import { quantile } from '../harness/watchedApp.ts';
import { showSize, showTheme, themes } from '../harness/workbenchViews.ts';

// The bench holds what is promised (8 ms, 50 ms); on a machine that runs other tests too it may be twice that.
const mostPageMs = 16;
const mostLatencyMs = 100;
const mostRowsOff = 4;

let folder: string;
let microphone: string[];

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'phonoscope-live-'));
  microphone = await toneMicrophone(join(folder, 'tone.wav'));
});
test.afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const button = (window: Page, name: string) => window.getByTestId('live-view').getByRole('button', { name });

async function stopListening(window: Page): Promise<void> {
  await button(window, 'Stop').click();
  await expect(window.getByTestId('live-status')).toHaveText('Stopped');
}

/** The row of the tone near the newest sound, and where its scale has it. */
async function toneRows(window: Page, scale: string): Promise<{ readonly row: number; readonly wanted: number }> {
  const picture = await liveSpectrogram(window);
  const rateKhz = Number.parseFloat((await window.getByTestId('live-format').textContent()) ?? '');
  const range = { fMinHz: scale === 'log' ? 20 : 0, fMaxHz: rateKhz * 500, height: picture.height };
  return { row: brightestRow(picture, picture.width - 60), wanted: rowOf(scale, microphoneToneHz, range) };
}

test.describe('a microphone', () => {
  let launched: LaunchedApp;
  let window: Page;

  test.beforeAll(async () => {
    launched = await launchApp({ args: microphone });
    window = launched.window;
    await waitForRecording(window, 'jfk.flac');
    await startListening(window);
    await listenFor(window, 2);
  });
  test.afterAll(async () => {
    await launched.close();
  });
  test.afterEach(() => {
    launched.expectNoErrors();
  });

  test('its tone lies on the row of 1 kHz in every scale, and no block is lost', async () => {
    for (const scale of Object.keys(scaleFormulas)) {
      await choose(window, 'spectrogram-scale', scale);
      await expect
        .poll(async () => {
          const { row, wanted } = await toneRows(window, scale);
          return Math.abs(row - wanted);
        }, scale)
        .toBeLessThanOrEqual(mostRowsOff);
    }
    await choose(window, 'spectrogram-scale', 'mel');
    expect(await lostBlocks(window)).toBe(0);
  });

  test('what it really delivers is told', async () => {
    await expect(window.getByTestId('live-format')).toHaveText(/^(44\.1|48) kHz · (mono|stereo)$/);
    await expect(window.getByTestId('live-device')).toContainText('Fake');
    for (const name of ['gain-control', 'echo-cancelling', 'denoising'])
      await expect(window.getByTestId(`live-${name}`)).toHaveText('off');
    await expect(window.getByTestId('status-format')).toHaveText(
      (await window.getByTestId('live-format').textContent()) ?? '',
    );
  });

  test('the cross reads time, frequency and level, by pointer and by keys', async () => {
    const surface = window.getByTestId('live-surface');
    const box = await surface.boundingBox();
    if (box === null) throw new Error('the live spectrogram is not shown');
    const { row } = await toneRows(window, 'mel');
    await window.mouse.move(box.x + box.width - 60, box.y + 81 + row);
    const read = async (testId: string) =>
      Number.parseFloat(((await window.getByTestId(testId).textContent()) ?? '').replaceAll(',', '').replace('−', '-'));
    await expect.poll(() => read('status-hz')).toBeGreaterThan(970);
    expect(await read('status-hz')).toBeLessThan(1030);
    expect(Math.abs((await read('status-db')) + 6)).toBeLessThan(1.5);
    await expect(window.getByTestId('live-cross')).toBeVisible();

    await window.mouse.move(box.x + box.width - 60, box.y + 40);
    await expect(window.getByTestId('status-db')).toHaveText(/^−[56]\.\d dB peak$/);
    await expect(window.getByTestId('status-hz')).toHaveText('— Hz');

    await window.mouse.move(box.x + 50, box.y - 60);
    await expect(window.getByTestId('live-cross')).toBeHidden();
    await surface.focus();
    await window.keyboard.press('End');
    await window.keyboard.press('Shift+ArrowLeft');
    await expect(window.getByTestId('live-said')).toHaveText(/^0:\d\d\.\d{3}, .* Hz .*, −.* dB$/);
    const before = await window.getByTestId('status-time').textContent();
    await expect.poll(() => window.getByTestId('status-time').textContent(), 'it moves by').not.toBe(before);
    await window.keyboard.press('Escape');
    await expect(window.getByTestId('live-cross')).toBeHidden();
  });

  test('the page is hardly at work, and pictures follow sound', async ({}, info) => {
    const { tasks } = await tracePageTasks(launched.app, () => listenFor(window, 3));
    const pageMs = quantile(workPerFrame(tasks, 'cpuMs'), 0.95);
    const latencyMs = await soundToPicture(window);
    await info.attach('live.json', { body: JSON.stringify({ pageMs, latencyMs }), contentType: 'application/json' });
    expect(pageMs).toBeLessThanOrEqual(mostPageMs);
    expect(latencyMs.p95).toBeLessThanOrEqual(mostLatencyMs);
  });

  test('frozen, the picture stands while sound is still taken', async () => {
    await window.keyboard.press('Shift+H');
    await window.waitForTimeout(200); // of the picture that was being drawn
    const before = await liveSpectrogram(window);
    await listenFor(window, 1);
    const after = await liveSpectrogram(window);
    expect(Buffer.compare(before.rgba, after.rgba)).toBe(0);
    await window.keyboard.press('Shift+H');
    await expect.poll(async () => Buffer.compare(before.rgba, (await liveSpectrogram(window)).rgba)).not.toBe(0);
  });

  test('nothing is lost while the window is hidden', async () => {
    const show = (isShown: boolean) =>
      launched.app.evaluate(({ BrowserWindow }, shown) => {
        const [first] = BrowserWindow.getAllWindows();
        if (shown) first?.show();
        else first?.hide();
        if (first?.isVisible() !== shown) throw new Error(`the window is ${shown ? 'hidden' : 'shown'} still`);
      }, isShown);
    await show(false);
    await listenFor(window, 3);
    await show(true);
    await listenFor(window, 1);
    expect(await lostBlocks(window)).toBe(0);
    const { row, wanted } = await toneRows(window, 'mel');
    expect(Math.abs(row - wanted)).toBeLessThanOrEqual(mostRowsOff);
  });

  test('axe finds nothing, and nothing is cut off at both sizes in both themes', async () => {
    test.slow();
    const { width, height } = await window.evaluate(() => ({ width: innerWidth, height: innerHeight }));
    for (const theme of themes) {
      await showTheme(launched, theme);
      const { violations } = await new AxeBuilder({ page: window }).setLegacyMode(true).analyze();
      expect
        .soft(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join()}`))
        .toEqual([]);
      for (const [w, h] of [
        [1280, 720],
        [1920, 1080],
      ] as const) {
        await showSize(launched, w, h);
        await listenFor(window, 0.5);
        const box = await window.getByTestId('live-surface').boundingBox();
        if (box !== null) await window.mouse.move(box.x + box.width * 0.9, box.y + box.height * 0.6);
        const name = `live-microphone-${w}x${h}-${theme}`;
        await launched.screenshot(`views/${name}`);
        expect.soft(await layoutProblems(window), name).toEqual([]);
      }
    }
    await showTheme(launched, 'dark');
    await showSize(launched, width, height);
  });
});

test.describe('what can go wrong with a microphone', () => {
  let launched: LaunchedApp;
  let window: Page;

  test.beforeEach(async () => {
    launched = await launchApp({ args: microphone });
    window = launched.window;
    await waitForRecording(window, 'jfk.flac');
  });
  test.afterEach(async () => {
    launched.expectNoErrors();
    await launched.close();
  });

  const problem = () => window.getByTestId('live-problem');

  test('it is unplugged: the picture stays and the person is told what to do', async () => {
    await window.evaluate(() => {
      const { mediaDevices } = navigator;
      const open = mediaDevices.getUserMedia.bind(mediaDevices);
      mediaDevices.getUserMedia = async (constraints) => {
        const stream = await open(constraints);
        addEventListener('unplug', () => stream.getAudioTracks()[0]?.dispatchEvent(new Event('ended')));
        return stream;
      };
    });
    await startListening(window);
    await listenFor(window, 1);
    await window.evaluate(() => dispatchEvent(new Event('unplug')));
    await expect(problem()).toHaveText(
      /^Fake .* was taken away after 0:0\d\.\d{3}\. .*Connect it again or choose another/,
    );
    await expect(window.getByTestId('live-status')).toHaveText('Stopped');
    const { row, wanted } = await toneRows(window, 'mel');
    expect(Math.abs(row - wanted)).toBeLessThanOrEqual(mostRowsOff);
    await button(window, 'Start').click();
    await expect(problem()).toBeHidden();
    await listenFor(window, 0.5);
  });

  test('the system suspends the sound: said, and a button goes on', async () => {
    await window.evaluate(() => {
      const { resume } = AudioContext.prototype;
      AudioContext.prototype.resume = function () {
        addEventListener('suspend', () => void this.suspend(), { once: true });
        return resume.call(this);
      };
    });
    await startListening(window);
    await listenFor(window, 0.5);
    await window.evaluate(() => dispatchEvent(new Event('suspend')));
    await expect(window.getByTestId('live-status')).toHaveText('Suspended by the system');
    await button(window, 'Resume').click();
    await expect(window.getByTestId('live-status')).toHaveText('Listening');
    await listenFor(window, 0.5);
    expect(await lostBlocks(window)).toBe(0);
  });

  test('it is refused: said, with what to do', async () => {
    await launched.app.evaluate(({ session }) => {
      session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => {
        decide(false);
      });
    });
    await window.keyboard.press('Shift+L');
    await expect(problem()).toContainText('does not let Phonoscope use the microphone');
    await expect(problem()).toContainText('privacy settings');
    await expect(window.getByTestId('live-status')).toHaveText('Stopped');
  });

  test('without shared memory sound comes over a port, and nothing is lost', async () => {
    await window.addInitScript(() => {
      Object.defineProperty(globalThis, 'crossOriginIsolated', { get: () => false });
    });
    await window.reload();
    await waitForRecording(window, 'jfk.flac');
    await startListening(window);
    await listenFor(window, 2);
    expect(await lostBlocks(window)).toBe(0);
    const { row, wanted } = await toneRows(window, 'mel');
    expect(Math.abs(row - wanted)).toBeLessThanOrEqual(mostRowsOff);
  });

  test('the list of inputs follows what is plugged in', async () => {
    await window.keyboard.press('Alt+2');
    const input = window.getByTestId('live-input');
    await expect(input.getByRole('option')).toHaveText(['Default', /^Fake/, /^Fake/]);
    await window.evaluate(() => {
      const { mediaDevices } = navigator;
      const list = mediaDevices.enumerateDevices.bind(mediaDevices);
      mediaDevices.enumerateDevices = async () => (await list()).filter(({ label }) => !label.endsWith('2'));
      mediaDevices.dispatchEvent(new Event('devicechange'));
    });
    await expect(input.getByRole('option')).toHaveText(['Default', /^Fake/]);
  });
});

test('the chosen input is remembered, also while it is not connected', async () => {
  const userDataDir = join(folder, 'profile');
  const second = /^Fake Audio Input 2/;
  let launched = await launchApp({ args: microphone, userDataDir });
  try {
    await waitForRecording(launched.window, 'jfk.flac');
    await startListening(launched.window);
    const options = launched.window.getByTestId('live-input').getByRole('option');
    await launched.window
      .getByTestId('live-input')
      .selectOption((await options.filter({ hasText: second }).getAttribute('value')) ?? '');
    await expect(launched.window.getByTestId('live-device')).toHaveText(second);
    await listenFor(launched.window, 0.3);
  } finally {
    await launched.close();
  }
  launched = await launchApp({ args: microphone, userDataDir });
  try {
    await expect(launched.window.getByTestId('save-state')).toBeVisible(); // the studio has answered
    await startListening(launched.window);
    await expect(launched.window.getByTestId('live-device')).toHaveText(second);
  } finally {
    await launched.close();
  }
  await writeFile(join(userDataDir, 'settings.json'), JSON.stringify({ inputDeviceId: 'unplugged since' }));
  launched = await launchApp({ args: microphone, userDataDir });
  const { window } = launched;
  try {
    await expect(window.getByTestId('save-state')).toBeVisible();
    await window.keyboard.press('Alt+2');
    await expect(window.getByTestId('live-input').locator('option:checked')).toHaveText('Not connected');
    await window.keyboard.press('Shift+L');
    await expect(window.getByTestId('live-problem')).toHaveText(
      'The chosen input is not connected any more. Choose another one.',
    );
    await window.getByTestId('live-input').selectOption('');
    await button(window, 'Start').click();
    await expect(window.getByTestId('live-status')).toHaveText('Listening');
    launched.expectNoErrors();
  } finally {
    await launched.close();
  }
});

test('without a microphone it says so; what is played is shown all the same', async () => {
  const launched = await launchApp();
  const { window } = launched;
  try {
    await waitForRecording(window, 'jfk.flac');
    await waitForLanes(window);
    await window.keyboard.press('Alt+2');
    await window.keyboard.press('Shift+L');
    await expect(window.getByTestId('live-problem')).toContainText('No microphone is connected');
    await window.getByTestId('live-source').selectOption('playback');
    await button(window, 'Start').click();
    await expect(window.getByTestId('live-status')).toHaveText('Waiting for something to be played');
    await window.getByTestId('command-play.toggle').click();
    await expect(window.getByTestId('live-status')).toHaveText('Listening');
    await expect.poll(() => takenSec(window)).toBeGreaterThan(1);
    expect(await lostBlocks(window)).toBe(0);
    await launched.screenshot('views/live-playback');
    await stopListening(window);
    launched.expectNoErrors();
  } finally {
    await launched.close();
  }
});
