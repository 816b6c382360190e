/** What is played: the right samples, in time, exactly as long as they last, with the play head where the sound is. */
import { expect, test, type Page } from '@playwright/test';
import { hostPid } from '../harness/hostProcesses.ts';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import {
  fileIn,
  focusLane,
  openFromOutside,
  readField,
  typeInto,
  waitForLanes,
  waitForRecording,
} from '../harness/studioPage.ts';
import { mixed, monoWav, toneSamples } from '../harness/testSounds.ts';

const sampleRateHz = 16_000;
const sound = { sampleRateHz, durationSec: 6 };
const low = { frequencyHz: 500, levelDb: -6 };
const high = { frequencyHz: 4000, levelDb: -40 };

let launched: LaunchedApp;
let window: Page;

test.beforeAll(async () => {
  launched = await launchApp();
  window = launched.window;
  await waitForRecording(window, 'jfk.flac');
  const samples = mixed(toneSamples(low, sound), toneSamples(high, sound));
  const path = await fileIn(launched, 'tones.wav', monoWav(samples, sampleRateHz));
  await openFromOutside(launched, path);
  await waitForRecording(window, path);
  await waitForLanes(window);
  // The first play opens the device; the measured ones find it open.
  await focusLane(window);
  await window.keyboard.press('Space');
  await expect.poll(() => readField(window, 'transport-time')).not.toBe('0:00.000');
  await window.keyboard.press('Space');
  await expectStopped();
});
test.afterAll(async () => {
  await launched.close();
});
test.beforeEach(async () => {
  await focusLane(window);
  await window.keyboard.press('Escape');
  await window.keyboard.press('Home');
  await window.keyboard.press('f');
});

const playButton = () => window.getByTestId('command-play.toggle');
const expectPlaying = () => expect(playButton()).toHaveAttribute('aria-pressed', 'true');
const expectStopped = (timeout = 5000) => expect(playButton()).toHaveAttribute('aria-pressed', 'false', { timeout });

interface Moment {
  readonly atSec: number; // of the page's clock
  readonly shownSec: number; // what the toolbar reads
  readonly headSec: number | null; // where the play head is drawn
  readonly isPlaying: boolean; // what the button says
}

/** What is shown in every frame, for as long as asked for. */
async function watchFrames(durationSec: number): Promise<readonly Moment[]> {
  return window.evaluate(
    ({ durationMs, lengthSec }) =>
      new Promise<Moment[]>((resolve) => {
        const field = document.querySelector<HTMLInputElement>('[data-testid="transport-time"]');
        const head = document.querySelector<HTMLElement>('[data-testid="playhead"]');
        const surface = document.querySelector<HTMLElement>('[data-testid="lane-waveform-0-surface"]');
        const button = document.querySelector('[data-testid="command-play.toggle"]');
        const moments: Moment[] = [];
        const startMs = performance.now();
        const look = () => {
          const atMs = performance.now();
          const [minutes = '0', seconds = '0'] = (field?.value ?? '').split(':');
          const x = Number(/translateX\(([\d.]+)px\)/.exec(head?.style.transform ?? '')?.[1] ?? NaN);
          moments.push({
            atSec: atMs / 1000,
            shownSec: Number(minutes) * 60 + Number(seconds),
            headSec: head?.hidden === false && surface ? (x / surface.clientWidth) * lengthSec : null,
            isPlaying: button?.getAttribute('aria-pressed') === 'true',
          });
          if (atMs - startMs < durationMs) requestAnimationFrame(look);
          else resolve(moments);
        };
        requestAnimationFrame(look);
      }),
    { durationMs: durationSec * 1000, lengthSec: sound.durationSec },
  );
}

/** Least squares: seconds shown for each second of the page's clock, and how far single frames are off that line. */
function fit(moments: readonly Moment[]): { slope: number; offMs: number[] } {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const t0 = mean(moments.map((m) => m.atSec));
  const y0 = mean(moments.map((m) => m.shownSec));
  const sxy = moments.reduce((sum, m) => sum + (m.atSec - t0) * (m.shownSec - y0), 0);
  const sxx = moments.reduce((sum, m) => sum + (m.atSec - t0) ** 2, 0);
  const slope = sxy / sxx;
  const offMs = moments.map((m) => Math.abs(m.shownSec - y0 - slope * (m.atSec - t0)) * 1000);
  return { slope, offMs: offMs.sort((a, b) => a - b) };
}

const quantile = (sorted: readonly number[], q: number): number => sorted[Math.floor(q * (sorted.length - 1))] ?? NaN;

test('the audible clock runs with the page’s clock, the play head is drawn where it says', async () => {
  await window.keyboard.press('Space');
  await expectPlaying();
  await expect.poll(() => readField(window, 'transport-time')).not.toBe('0:00.000');
  const moments = await watchFrames(2);
  await window.keyboard.press('Space');
  await expectStopped();
  const { slope, offMs } = fit(moments);
  expect(Math.abs(slope - 1)).toBeLessThanOrEqual(0.02);
  expect(quantile(offMs, 0.95)).toBeLessThanOrEqual(20);
  const pixelSec = sound.durationSec / 1000;
  const apartMs = moments
    .filter((m) => m.headSec !== null)
    .map((m) => Math.abs((m.headSec ?? 0) - m.shownSec) * 1000)
    .sort((a, b) => a - b);
  expect(apartMs.length).toBeGreaterThan(20);
  expect(quantile(apartMs, 0.95)).toBeLessThanOrEqual(20 + pixelSec * 1000);
});

test('playing ends with the recording, and the cursor is where it was', async () => {
  await typeInto(window, 'transport-time', '5.5 s');
  await focusLane(window);
  await window.keyboard.press('Space');
  await expectPlaying();
  await expectStopped();
  await expect.poll(() => readField(window, 'transport-time')).toBe('0:05.500');
});

/** Plays and answers for how long the button said so, and what the toolbar read meanwhile. */
async function playToEnd(): Promise<{ durationSec: number; shown: readonly number[] }> {
  const watching = watchFrames(2);
  await window.evaluate(() => new Promise(requestAnimationFrame)); // in turn: the watch is on
  await window.keyboard.press('Space');
  const moments = await watching;
  const start = moments.findIndex((m) => m.isPlaying);
  const end = moments.findIndex((m, i) => i > start && !m.isPlaying);
  expect(start).toBeGreaterThan(0);
  expect(end).toBeGreaterThan(start);
  return {
    durationSec: (moments[end]?.atSec ?? NaN) - (moments[start]?.atSec ?? NaN),
    shown: moments.slice(start, end).map((m) => m.shownSec),
  };
}

test('a selection is played exactly: from its start, to its end, as long as it lasts', async () => {
  await window.keyboard.press('Control+a');
  await typeInto(window, 'selection-start', '2 s');
  await typeInto(window, 'selection-length', '0.75 s');
  await focusLane(window);
  const { durationSec, shown } = await playToEnd();
  // Beside the sound itself: the request for its first block, and the blocks that the device holds.
  expect(durationSec).toBeGreaterThanOrEqual(0.75 - 0.02); // a frame of the page
  expect(durationSec).toBeLessThanOrEqual(0.75 + 0.35);
  expect(Math.min(...shown)).toBeGreaterThanOrEqual(2);
  expect(Math.max(...shown)).toBeLessThanOrEqual(2.75);
  expect(Math.max(...shown)).toBeGreaterThan(2.65);
});

test('a loop comes back to its start until it is stopped', async () => {
  await window.keyboard.press('Control+a');
  await typeInto(window, 'selection-start', '1 s');
  await typeInto(window, 'selection-length', '0.4 s');
  await focusLane(window);
  await window.keyboard.press('l');
  await expect(window.getByTestId('command-play.toggleLoop')).toHaveAttribute('aria-pressed', 'true');
  await window.keyboard.press('Space');
  await expectPlaying();
  const shown = (await watchFrames(1.6)).map((m) => m.shownSec);
  await expectPlaying();
  await window.keyboard.press('Space');
  await expectStopped();
  await window.keyboard.press('l');
  const wraps = shown.filter((value, i) => i > 0 && value < (shown[i - 1] ?? 0) - 0.2).length;
  expect(wraps).toBeGreaterThanOrEqual(2);
  expect(Math.min(...shown)).toBeGreaterThanOrEqual(1);
  expect(Math.max(...shown)).toBeLessThanOrEqual(1.401);
});

test('a loop of two milliseconds sounds without a gap, and its play head stays in it', async () => {
  await window.keyboard.press('Control+a');
  await typeInto(window, 'selection-start', '1 s');
  await typeInto(window, 'selection-length', '0.002 s');
  await focusLane(window);
  await window.keyboard.press('l');
  await window.keyboard.press('Space');
  await expectPlaying();
  await expect(window.getByTestId('level-meter')).toHaveAttribute('aria-valuetext', /^peak -(5\.[89]|6\.\d) dBFS/);
  const shown = (await watchFrames(1)).map((m) => m.shownSec);
  await expect(window.getByTestId('level-meter')).toHaveAttribute('aria-valuetext', /^peak -(5\.[89]|6\.\d) dBFS/);
  await expect(window.getByTestId('drop-outs')).toHaveCount(0);
  await window.keyboard.press('Space');
  await expectStopped();
  await window.keyboard.press('l');
  expect(Math.min(...shown)).toBeGreaterThanOrEqual(1);
  expect(Math.max(...shown)).toBeLessThanOrEqual(1.002);
});

test('pause holds the place and goes on from there', async () => {
  await window.keyboard.press('Space');
  await expect.poll(() => readField(window, 'transport-time')).not.toBe('0:00.000');
  await window.keyboard.press('p');
  await expect(window.getByTestId('command-play.pause')).toHaveAttribute('aria-pressed', 'true');
  await expect
    .poll(async () => {
      const before = await readField(window, 'transport-time');
      await window.waitForTimeout(150); // what is being looked for is that nothing moves
      return (await readField(window, 'transport-time')) === before;
    })
    .toBe(true);
  const held = await readField(window, 'transport-time');
  await window.keyboard.press('p');
  await expect.poll(() => readField(window, 'transport-time')).not.toBe(held);
  const next = (await watchFrames(0.2))[0]?.shownSec ?? 0;
  expect(next - Number(held.split(':')[1])).toBeLessThan(0.5);
  await window.keyboard.press('Space');
  await expectStopped();
});

test('twice the speed moves twice as fast', async () => {
  await window.getByRole('tab', { name: 'Settings' }).click();
  const speed = window.getByRole('slider', { name: 'Speed' });
  await speed.fill('2');
  await focusLane(window);
  await window.keyboard.press('Space');
  await expect.poll(() => readField(window, 'transport-time')).not.toBe('0:00.000');
  const { slope } = fit(await watchFrames(1.2));
  await window.keyboard.press('Space');
  await expectStopped();
  expect(Math.abs(slope - 2)).toBeLessThanOrEqual(0.06);
  await speed.dblclick();
  await expect(speed).toHaveValue('1');
  await window.getByRole('tab', { name: 'Inspector' }).click();
});

/** The loudest that the meter read within a second of playing. */
async function loudestPlayed(): Promise<number> {
  await window.keyboard.press('Space');
  await expectPlaying();
  const meter = window.getByTestId('level-meter');
  await expect(meter).not.toHaveAttribute('aria-valuetext', 'silent');
  const loudest = await meter.evaluate(
    (element) =>
      new Promise<number>((resolve) => {
        const read: number[] = [];
        const look = () => read.push(Number(/-?[\d.]+/.exec(element.getAttribute('aria-valuetext') ?? '')?.[0] ?? NaN));
        const observer = new MutationObserver(look);
        observer.observe(element, { attributeFilter: ['aria-valuetext'] });
        look();
        setTimeout(() => {
          observer.disconnect();
          resolve(Math.max(...read.filter(Number.isFinite)));
        }, 800);
      }),
  );
  await window.keyboard.press('Space');
  await expectStopped();
  return loudest;
}

test('the meter reads the level of what is played', async () => {
  // Two sines: their peaks add.
  const peakDb = 20 * Math.log10(10 ** (low.levelDb / 20) + 10 ** (high.levelDb / 20));
  expect(Math.abs((await loudestPlayed()) - peakDb)).toBeLessThanOrEqual(0.5);
});

test('a time–frequency selection is played without the other frequencies', async () => {
  await window.keyboard.press('Control+a');
  await typeInto(window, 'selection-start', '1 s'); // away from where the tones are switched on
  await typeInto(window, 'selection-low-hz', '3 kHz');
  await typeInto(window, 'selection-high-hz', '5 kHz');
  await focusLane(window);
  expect(Math.abs((await loudestPlayed()) - high.levelDb)).toBeLessThanOrEqual(1);
  await typeInto(window, 'selection-low-hz', '200 Hz');
  await typeInto(window, 'selection-high-hz', '1 kHz');
  await focusLane(window);
  expect(Math.abs((await loudestPlayed()) - low.levelDb)).toBeLessThanOrEqual(1);
});

test('Ctrl and a drag on the ruler scrub: sound while the pointer moves, silence after', async () => {
  const ruler = await window.getByTestId('ruler').boundingBox();
  if (ruler === null) throw new Error('the ruler is not visible');
  const meter = window.getByTestId('level-meter');
  const y = ruler.y + ruler.height / 2;
  await window.keyboard.down('Control');
  await window.mouse.move(ruler.x + ruler.width * 0.3, y);
  await window.mouse.down();
  let step = 0;
  await expect
    .poll(
      async () => {
        step++;
        await window.mouse.move(ruler.x + ruler.width * (0.3 + 0.004 * (step % 100)), y);
        return meter.getAttribute('aria-valuetext');
      },
      { intervals: [40] },
    )
    .toMatch(/^peak -\d/);
  await window.mouse.up();
  await window.keyboard.up('Control');
  await expect(meter).toHaveAttribute('aria-valuetext', 'silent');
  expect(await readField(window, 'transport-time')).toMatch(/^0:0[12]/);
});

test('sound that came too late is counted beside the meter until it is reset', async () => {
  const dropOuts = window.getByTestId('drop-outs');
  const long = { sampleRateHz: 96_000, durationSec: 12 }; // far more than what is sent ahead
  const path = await fileIn(launched, 'long.wav', monoWav(toneSamples(low, long), long.sampleRateHz));
  await openFromOutside(launched, path);
  await waitForRecording(window, path);
  await waitForLanes(window);
  const studioPid = await hostPid(launched, 'studio');
  if (studioPid === null) throw new Error('there is no studio process');
  await focusLane(window);
  await window.keyboard.press('Space');
  await expect.poll(() => readField(window, 'transport-time')).not.toBe('0:00.000');
  process.kill(studioPid, 'SIGSTOP');
  try {
    await expect(dropOuts).toHaveText('1 drop-out');
  } finally {
    process.kill(studioPid, 'SIGCONT');
  }
  await expect(dropOuts).toHaveAttribute('title', /at 0:0\d\.\d{3}: sound came too late/);
  await window.keyboard.press('Space');
  await expectStopped();
  await dropOuts.click();
  await expect(dropOuts).toHaveCount(0);
});

test('there is a choice of output devices', async () => {
  await window.getByRole('tab', { name: 'Settings' }).click();
  const devices = window.getByRole('combobox', { name: 'Output' });
  await expect(devices.getByRole('option').first()).toHaveText('Default');
  await window.getByRole('tab', { name: 'Inspector' }).click();
  launched.expectNoErrors();
});
