/** What is drawn is what the formulas say: rows, columns, colours and read-outs of sounds that are known beforehand. */
import { expect, test, type Page } from '@playwright/test';
import { brightestColumn, brightestRow, brightness, canvasPixels } from '../harness/canvasPixels.ts';
import { rowOf, scaleFormulas } from '../harness/frequencyScales.ts';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import type { Picture } from '../harness/readPng.ts';
import { choose, pointIn, readField, runFromPalette, typeInto, waitForLanes } from '../harness/studioPage.ts';
import {
  clickSample,
  nyquistHz,
  onToneStage,
  openTone,
  sampleRateHz,
  showAroundClick,
  showInGrey,
  spectrogramPicture,
  spectrogramSurface,
  toneColumn,
  toneDb,
  toneHz,
  toneRow,
} from '../harness/toneStage.ts';

const surface = spectrogramSurface;

let launched: LaunchedApp;
let window: Page;

onToneStage((stage) => {
  launched = stage;
  window = stage.window;
});

const picture = () => spectrogramPicture(window);

for (const scale of Object.keys(scaleFormulas)) {
  test(`on the ${scale} scale a tone of 1 kHz lies on the row of 1 kHz`, async () => {
    await choose(window, 'spectrogram-scale', scale);
    await expect
      .poll(async () => {
        const drawn = await picture();
        // Pixel y reaches from y to y + 1.
        return Math.abs(brightestRow(drawn, toneColumn(drawn)) + 0.5 - toneRow(drawn, scale));
      })
      .toBeLessThanOrEqual(1.5);
  });
}

test('a click lies on the column of its sample, at every zoom', async () => {
  for (const shownSec of [1, 0.5, 0.125, 0.04]) {
    await showAroundClick(window, shownSec);
    await expect
      .poll(async () => {
        const drawn = await picture();
        const samplesPerPixel = (shownSec * sampleRateHz) / drawn.width;
        const row = Math.round(rowOf('mel', 5000, { fMinHz: 0, fMaxHz: nyquistHz, height: drawn.height }));
        const predicted = (clickSample - (await leftmostSample())) / samplesPerPixel;
        return Math.abs(brightestColumn(drawn, row) + 0.5 - predicted);
      })
      .toBeLessThanOrEqual(1.5);
  }
});

/** What the lanes show at their left edge, by hovering there. */
async function leftmostSample(): Promise<number> {
  const at = await pointIn(window.getByTestId('lane-waveform-0-surface'), 0, 0.5);
  await window.mouse.move(at.x + 4, at.y);
  await window.mouse.move(at.x, at.y);
  return hoveredSample();
}

async function hoveredSample(): Promise<number> {
  return Number.parseInt((await window.getByTestId('status-bar').innerText()).match(/(\d+) smp/)?.[1] ?? '', 10);
}

/** The level that the status bar reads on a row of the spectrogram, once it has been computed. */
async function levelAtRow(row: number): Promise<number> {
  const box = await window.getByTestId(surface).boundingBox();
  if (box === null) throw new Error('the spectrogram is not visible');
  await window.mouse.move(box.x + Math.round(box.width / 4) - 3, box.y + row);
  await window.mouse.move(box.x + Math.round(box.width / 4), box.y + row);
  const text = await window.getByTestId('status-db').innerText();
  return Number(text.replace('−', '-').replace(' dB', ''));
}

test('a tone of −20 dB reads −20 dB, and what pre-emphasis leaves of it', async () => {
  const drawn = await picture();
  const row = Math.floor(toneRow(drawn));
  await expect.poll(async () => Math.abs((await levelAtRow(row)) - toneDb)).toBeLessThanOrEqual(0.5);
  // |1 − a·e^(−jω)| of y[n] = x[n] − a·x[n−1] at 1 kHz.
  const omega = (2 * Math.PI * toneHz) / sampleRateHz;
  const gainDb = 10 * Math.log10(1 + 0.97 ** 2 - 2 * 0.97 * Math.cos(omega));
  await typeInto(window, 'spectrogram-pre-emphasis', '0.97');
  await expect.poll(async () => Math.abs((await levelAtRow(row)) - (toneDb + gainDb))).toBeLessThanOrEqual(0.5);
});

test('the read-out under the pointer is time, Hz, mel and note of that pixel', async () => {
  const drawn = await picture();
  const box = await window.getByTestId(surface).boundingBox();
  if (box === null) throw new Error('the spectrogram is not visible');
  const x = Math.round(box.width * 0.4);
  const y = Math.round(rowOf('mel', 440, { fMinHz: 0, fMaxHz: nyquistHz, height: drawn.height }));
  await window.mouse.move(box.x + x, box.y + y);
  const text = (await window.getByTestId('status-hz').innerText()).replaceAll(',', '');
  const hz = Number(/^([\d.]+) Hz/.exec(text)?.[1]);
  // Slaney's mel back to Hz: linear below 1 kHz.
  const expectedHz = (1 - y / drawn.height) * (scaleFormulas['mel']?.(nyquistHz) ?? 0) * (200 / 3);
  expect(Math.abs(hz - expectedHz)).toBeLessThanOrEqual(5);
  expect(Math.abs(Number(/([\d.]+) mel/.exec(text)?.[1]) - 2595 * Math.log10(1 + hz / 700))).toBeLessThanOrEqual(2);
  const cents = 1200 * Math.log2(hz / 440);
  expect(text).toContain('A4');
  expect(Math.abs(Number(/A4 ([+−]\d+) ct/.exec(text)?.[1]?.replace('−', '-') ?? '0') - cents)).toBeLessThanOrEqual(5);
  const shownSec = Number(/:(\d+\.\d+)/.exec(await window.getByTestId('status-time').innerText())?.[1]);
  expect(Math.abs(shownSec - x / drawn.width)).toBeLessThanOrEqual(0.002);
});

test('the status bar says Δf = fs/N, Δt = N/fs and the window’s −3 dB width', async () => {
  const resolution = window.getByTestId('status-resolution');
  // −3 dB widths in bins: Harris (1978), table 1.
  const widths: Readonly<Record<string, number>> = {
    rect: 0.89,
    bartlett: 1.28,
    hann: 1.44,
    hamming: 1.3,
    blackman: 1.68,
    'blackman-harris': 1.9,
  };
  for (const length of [512, 1024]) {
    await typeInto(window, 'spectrogram-win-length', String(length));
    const deltaHz = sampleRateHz / length;
    for (const [name, bins] of Object.entries(widths)) {
      await choose(window, 'spectrogram-window', name);
      await expect(resolution).toContainText(`Δf ${String(Number(deltaHz.toPrecision(4)))} Hz`);
      await expect(resolution).toContainText(`Δt ${String(length / 16)} ms`);
      await expect
        .poll(async () => {
          const widthHz = Number(/−3 dB ([\d.]+) Hz/.exec(await resolution.innerText())?.[1]);
          return Math.abs(widthHz / deltaHz - bins);
        })
        .toBeLessThanOrEqual(0.05);
    }
  }
});

test('zoomed in to samples, each is a dot on a stem at its value', async () => {
  await window.keyboard.press('1');
  await expect.poll(() => readField(window, 'zoom-length')).toBe('4 ms');
  const lane = window.getByTestId('lane-waveform-0-surface');
  const amplitude = 10 ** (toneDb / 20);
  await expect
    .poll(async () => {
      const drawn = await canvasPixels(window, 'lane-waveform-0-surface');
      const pxPerSample = drawn.width / 64;
      const hits = [4, 12, 20, 28].filter((n) => {
        const x = n * pxPerSample;
        const value = amplitude * Math.sin((2 * Math.PI * toneHz * n) / sampleRateHz);
        const y = (drawn.height / 2) * (1 - value);
        const halfWay = Math.round((y + drawn.height / 2) / 2);
        const isStem = (column: number) => isMarked(drawn, Math.floor(column - 0.5), halfWay);
        const isDot = brightness(drawn, Math.round(x), Math.round(y)) > 400;
        return isDot && isStem(x) && !isStem(x - pxPerSample / 2) && !isStem(x + pxPerSample / 2);
      });
      return hits.length;
    })
    .toBe(4);
  const box = await lane.boundingBox();
  if (box === null) throw new Error('the waveform is not visible');
  await window.mouse.move(box.x + (box.width / 64) * 4, box.y + box.height / 2);
  await expect(window.getByText('n = 4 · 0.10000')).toBeVisible();
});

/** Whether something is drawn there; the lane's ground is see-through. */
function isMarked({ rgba, width }: Picture, x: number, y: number): boolean {
  return (rgba[(y * width + x) * 4 + 3] ?? 0) > 0;
}

test('wheel and keys zoom and scroll, fit shows everything', async () => {
  const middle = await pointIn(window.getByTestId('lane-waveform-0-surface'), 0.5, 0.5);
  await window.mouse.move(middle.x, middle.y);
  const anchor = await hoveredSample();
  await window.mouse.wheel(0, -500);
  await expect.poll(() => readField(window, 'zoom-length')).not.toBe('1.000 s');
  await window.mouse.move(middle.x + 1, middle.y);
  await window.mouse.move(middle.x, middle.y);
  expect(Math.abs((await hoveredSample()) - anchor)).toBeLessThanOrEqual(8);

  const start = await leftmostSample();
  await window.keyboard.down('Shift');
  await window.mouse.wheel(0, 200);
  await window.keyboard.up('Shift');
  await expect.poll(leftmostSample).toBeGreaterThan(start + 100);
  const scrolled = await leftmostSample();
  await window.keyboard.press('Control+ArrowLeft');
  await expect.poll(leftmostSample).toBeLessThan(scrolled);

  const shown = await readField(window, 'zoom-length');
  await window.keyboard.press('=');
  await expect.poll(() => readField(window, 'zoom-length')).not.toBe(shown);
  await window.keyboard.press('f');
  await expect.poll(() => readField(window, 'zoom-length')).toBe('1.000 s');
  await expect.poll(leftmostSample).toBe(0);
});

test('the ruler has at least eight labelled ticks at every zoom', async () => {
  const labels = window.getByTestId('ruler').locator('canvas');
  for (const shown of ['1 s', '0.7 s', '300 ms', '110 ms', '40 ms', '9 ms', '4 ms']) {
    await typeInto(window, 'zoom-length', shown);
    await expect
      .poll(async () => Number(await labels.getAttribute('data-labels')), { message: `${shown} shown` })
      .toBeGreaterThanOrEqual(8);
  }
});

test('WebGL2 draws the same picture as the 2D path', async () => {
  test.setTimeout(120_000);
  await expect(window.getByTestId(surface)).toHaveAttribute('data-path', '2d');
  const gl = await launchApp({ gpu: true });
  try {
    await openTone(gl);
    // By itself the app takes the 2D path where graphics are emulated.
    await runFromPalette(gl.window, 'Draw spectrograms on the graphics hardware (WebGL2)');
    await showInGrey(gl.window);
    await waitForLanes(gl.window);
    await expect(gl.window.getByTestId(surface)).toHaveAttribute('data-path', 'webgl2');
    await expect
      .poll(async () => {
        const [flat, drawn] = [await picture(), await canvasPixels(gl.window, surface)];
        expect([drawn.width, drawn.height]).toEqual([flat.width, flat.height]);
        const differing = drawn.rgba.filter((value, i) => Math.abs(value - (flat.rgba[i] ?? 0)) > 2).length;
        return differing / drawn.rgba.length;
      })
      .toBeLessThan(0.001);
    gl.expectNoErrors();
  } finally {
    await gl.close();
  }
});

test('nothing went wrong meanwhile', () => {
  launched.expectNoErrors();
});
