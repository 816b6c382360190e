/** Drawing where it is hard: a graphics context that is lost, 32 channels, one sample, extreme rates; and figures. */
import { expect, test, type Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import { readPng } from '../harness/readPng.ts';
import {
  fileIn,
  notices,
  openFromOutside,
  runFromPalette,
  waitForLanes,
  waitForRecording,
} from '../harness/studioPage.ts';
import { monoWav, toneSamples } from '../harness/testSounds.ts';
import { openTone, settledPicture, showInGrey, spectrogramSurface } from '../harness/toneStage.ts';
import { wavBytes } from '../harness/wavBytes.ts';

test('a WebGL context that is lost is made anew, and the same picture is drawn', async () => {
  test.slow();
  const launched = await launchApp({ gpu: true });
  const { window } = launched;
  try {
    await openTone(launched);
    await showInGrey(window);
    await waitForLanes(window);
    const worker = window.workers().find((each) => each.url().includes('rasteriser'));
    if (worker === undefined) throw new Error('the rasteriser does not run');
    await worker.evaluate(() => {
      const made: WebGL2RenderingContext[] = [];
      Object.assign(globalThis, { made });
      const original = OffscreenCanvas.prototype.getContext;
      OffscreenCanvas.prototype.getContext = function (this: OffscreenCanvas, ...args: unknown[]) {
        const context = Reflect.apply(original, this, args) as WebGL2RenderingContext;
        if (args[0] === 'webgl2') made.push(context);
        return context;
      } as typeof original;
    });
    const contexts = () => worker.evaluate(() => (globalThis as unknown as { made: unknown[] }).made.length);
    await runFromPalette(window, 'Draw spectrograms on the graphics hardware (WebGL2)');
    await expect(window.getByTestId(spectrogramSurface)).toHaveAttribute('data-path', 'webgl2');
    const before = await settledPicture(window);
    for (const lost of [1, 2]) {
      expect(await contexts()).toBe(lost);
      await worker.evaluate(() => {
        (globalThis as unknown as { made: WebGL2RenderingContext[] }).made
          .at(-1)
          ?.getExtension('WEBGL_lose_context')
          ?.loseContext();
      });
      await expect.poll(contexts).toBe(lost + 1);
      await expect(window.getByTestId(spectrogramSurface)).toHaveAttribute('data-path', 'webgl2');
      expect(Buffer.compare((await settledPicture(window)).rgba, before.rgba)).toBe(0);
    }
    launched.expectNoErrors();
  } finally {
    await launched.close();
  }
});

test.describe('in one window', () => {
  let launched: LaunchedApp;
  let window: Page;
  test.beforeAll(async () => {
    launched = await launchApp();
    window = launched.window;
    await waitForRecording(window, 'jfk.flac');
  });
  test.afterAll(async () => {
    launched.expectNoErrors();
    await launched.close();
  });

  const open = async (name: string, bytes: Uint8Array) => {
    const path = await fileIn(launched, name, bytes);
    await openFromOutside(launched, path);
    await waitForRecording(window, path);
  };

  test('of 32 channels the lanes near what is scrolled into view are drawn, and others when they come there', async () => {
    const channels = Array.from({ length: 32 }, (_, c) =>
      toneSamples({ frequencyHz: 200 * (c + 1), levelDb: -20 }, { sampleRateHz: 16_000, durationSec: 1 }),
    );
    await open('many.wav', wavBytes(channels, { sampleRateHz: 16_000 }));
    await expect(window.getByTestId('lane-waveform-31')).toBeAttached();
    const surfaces = window.getByTestId('lanes').locator('[data-testid$="-surface"]');
    expect(await surfaces.count()).toBeLessThan(40);
    await expect(window.getByTestId('lane-spectrogram-31-surface')).toHaveCount(0);
    await window.getByTestId('lane-spectrogram-31').scrollIntoViewIfNeeded();
    await expect(window.getByTestId('lane-spectrogram-31-surface')).toHaveAttribute('data-missing', '0');
    await expect(window.getByTestId('lane-waveform-0-surface')).toHaveCount(0);
    await window.getByTestId('lane-waveform-0').scrollIntoViewIfNeeded();
    await expect(window.getByTestId('lane-waveform-0-surface')).toBeVisible();
  });

  test('a channel that was looked at is not asked of a recording without it', async () => {
    await window.getByTestId('lane-waveform-1').locator('[data-lane-key]').focus();
    await runFromPalette(window, 'Spectrum');
    await window.getByLabel('Channel', { exact: true }).selectOption('1');
    await open('mono.wav', monoWav(new Float32Array(16_000).fill(0.1), 16_000));
    await runFromPalette(window, 'Move to the nearest zero crossing');
    await expect(window.getByTestId('spectrum-panel').locator('.scatterlayer .trace').first()).toBeVisible();
    await expect(notices(window)).toHaveCount(0);
  });

  for (const [name, sampleRateHz, nSamples] of [
    ['one sample', 44_100, 1],
    ['8 kHz', 8_000, 8_000],
    ['384 kHz', 384_000, 96_000],
  ] as const)
    test(`a recording of ${name} is drawn, magnified and measured`, async () => {
      await open(`${name}.wav`, monoWav(new Float32Array(nSamples).fill(0.25), sampleRateHz));
      await runFromPalette(window, 'Zoom to single samples');
      await runFromPalette(window, 'Magnify the waveform');
      await runFromPalette(window, 'Select all');
      await expect(window.getByTestId('measurements')).toContainText('0.25000');
      await waitForLanes(window);
      await expect(notices(window)).toHaveCount(0);
    });

  test('on a screen with twice the pixels the canvases have twice the pixels, in the same room', async () => {
    const canvas = window.getByTestId('overview').locator('canvas');
    const sizes = () => canvas.evaluate((c: HTMLCanvasElement) => [c.width / c.clientWidth, c.clientWidth]);
    const [ratio = NaN, clientWidth = NaN] = await sizes();
    const session = await window.context().newCDPSession(window);
    const { width, height } = await window.evaluate(() => ({ width: innerWidth, height: innerHeight }));
    const screen = { width, height, deviceScaleFactor: 2 * ratio, mobile: false };
    await session.send('Emulation.setDeviceMetricsOverride', screen);
    await expect.poll(sizes).toEqual([2 * ratio, clientWidth]);
    await session.send('Emulation.clearDeviceMetricsOverride');
    await expect.poll(sizes).toEqual([ratio, clientWidth]);
    await session.detach();
  });

  test('the spectrum is saved as an SVG and a PNG that show its curves', async () => {
    await open(
      'tone.wav',
      monoWav(toneSamples({ frequencyHz: 1000, levelDb: -20 }, { sampleRateHz: 16_000, durationSec: 1 }), 16_000),
    );
    await expect(window.getByTestId('spectrum-panel').locator('.scatterlayer .trace').first()).toBeVisible();
    for (const format of ['SVG', 'PNG'] as const) {
      const path = join(launched.userDataDir, `figure.${format.toLowerCase()}`);
      const saved = launched.app.evaluate(
        ({ session }, savePath) =>
          new Promise<string>((resolve) => {
            session.defaultSession.once('will-download', (_event, item) => {
              item.setSavePath(savePath);
              item.once('done', (_done, state) => {
                resolve(state);
              });
            });
          }),
        path,
      );
      await window.getByTestId('spectrum-panel').getByRole('button', { name: format, exact: true }).click();
      expect(await saved).toBe('completed');
      const bytes = await readFile(path);
      if (format === 'SVG') {
        expect(bytes.toString('utf8')).toMatch(/^<svg[^>]*width="1200"[\s\S]*Frequency \(Hz\)[\s\S]*dB re FS sine/);
      } else {
        const { width, height } = readPng(bytes);
        expect([width, height]).toEqual([2400, 1200]);
      }
    }
  });
});
