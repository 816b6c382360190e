/** Files of every supported format by every way in; what cannot be read says why, and the app goes on. */
import { expect, test } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inProject, projectDir } from '../../scripts/projectPaths.ts';
import { electronEnv, sandboxFlags } from '../../scripts/runtime/electronLaunch.ts';
import { resolveElectron } from '../../scripts/runtime/resolveElectron.ts';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import {
  choose,
  dismissNotices,
  dropFiles,
  fileIn,
  notices,
  openFromOutside,
  waitForLanes,
  waitForRecording,
} from '../harness/studioPage.ts';
import { monoWav, toneSamples } from '../harness/testSounds.ts';
import { wavBytes } from '../harness/wavBytes.ts';
import { closeProject } from '../harness/workbenchViews.ts';

const fixture = (name: string) => inProject(`tests/fixtures/audio/${name}`);

interface Format {
  readonly file: string;
  readonly rate: string;
  readonly channels: number;
  readonly nSamples: number;
}

/** 551 frames, two channels, unless said otherwise; the compressed ones hold 0.8 s of speech. */
const pcm = (file: string, change: Partial<Format> = {}): Format => ({
  file,
  rate: '44.1 kHz',
  channels: 2,
  nSamples: 551,
  ...change,
});
const speech = (file: string, change: Partial<Format> = {}): Format => ({
  file,
  rate: '16 kHz',
  channels: 1,
  nSamples: 12_800,
  ...change,
});

const formats: readonly Format[] = [
  ...['u8', 's16le', 's24le', 's32le', 'f32le', 'f64le', 'alaw', 'mulaw', 'rf64', 'streamed'].map((name) =>
    pcm(`wav-${name}.wav`),
  ),
  pcm('wav-6-channels.wav', { channels: 6 }),
  ...['aiff-s16be.aiff', 'aiff-f64be.aiff', 'aiff-mulaw.aiff', 'caf-s24le.caf', 'caf-f32be.caf', 'caf-alaw.caf'].map(
    (file) => pcm(file),
  ),
  ...['au-s16be.au', 'au-f32be.au', 'sph-pcm.sph'].map((file) => pcm(file)),
  pcm('sph-ulaw.sph', { rate: '16 kHz', channels: 1, nSamples: 200 }),
  speech('flac-s24.flac', { channels: 2, nSamples: 2000 }),
  speech('ogg-flac.oga'),
  speech('mp3-vbr-id3.mp3'),
  speech('ogg-vorbis.ogg'),
  speech('ogg-opus.opus', { rate: '48 kHz', nSamples: 38_400 }),
  speech('webm-opus.webm', { rate: '48 kHz', nSamples: 38_400 }),
  speech('webm-vorbis.webm'),
  speech('m4a-alac.m4a'),
  speech('m4a-aac.m4a'),
  speech('mov-s24be.mov', { nSamples: 3200 }),
  speech('mp4-mp3.mp4'),
  speech('mka-flac.mka'),
];

test.describe('formats', () => {
  let launched: LaunchedApp;

  test.beforeAll(async () => {
    launched = await launchApp();
    await waitForRecording(launched.window, 'jfk.flac');
  });
  test.afterAll(async () => {
    await launched.close();
  });

  test('a first start without files opens the shipped recording, drawn', async () => {
    const { window } = launched;
    await waitForLanes(window);
    await expect(window.getByTestId('status-format')).toHaveText('44.1 kHz · stereo · s24 · 0:11.000');
    await expect(window.getByTestId('save-state')).toHaveText('Draft, kept safe');
    await expect(window.getByTestId('lane-waveform-1')).toBeVisible();
    await expect(window.getByTestId('lane-spectrogram-1')).toBeVisible();
  });

  for (const { file, rate, channels, nSamples } of formats) {
    test(`${file} opens: ${rate}, channels: ${String(channels)}, samples: ${String(nSamples)}`, async () => {
      await openFromOutside(launched, fixture(file));
      const shown = await waitForRecording(launched.window, file);
      expect(shown).toMatchObject({ rate, channels, nSamples });
      await expect(launched.window.getByTestId(`lane-waveform-${String(channels - 1)}`)).toBeVisible();
      await expect(notices(launched.window)).toHaveCount(0);
    });
  }

  test('a dropped file opens', async () => {
    await dropFiles(launched, inProject('tests/fixtures/jfk.wav'));
    expect(await waitForRecording(launched.window, 'jfk.wav')).toMatchObject({ rate: '16 kHz', channels: 1 });
  });

  test('a file that the file manager hands over opens', async () => {
    await launched.app.evaluate(({ app }, path) => {
      app.emit('open-file', { preventDefault: () => undefined }, path);
    }, fixture('caf-s16be.caf'));
    expect(await waitForRecording(launched.window, 'caf-s16be.caf')).toMatchObject({ channels: 2, nSamples: 551 });
  });

  test('several dropped files open, the last one is shown', async () => {
    const tone = toneSamples({ frequencyHz: 440, levelDb: -6 }, { sampleRateHz: 8000, durationSec: 0.5 });
    const files = await Promise.all(
      ['one.wav', 'two.wav', 'three.wav'].map((name) => fileIn(launched, name, monoWav(tone, 8000))),
    );
    await dropFiles(launched, ...files);
    await waitForRecording(launched.window, 'three.wav');
    await launched.window.getByRole('tab', { name: 'Recordings' }).click();
    const list = launched.window.getByRole('list', { name: 'Recordings' });
    for (const name of ['one.wav', 'two.wav', 'three.wav']) await expect(list.getByText(name)).toBeVisible();
    await launched.window.getByRole('tab', { name: 'Inspector' }).click();
  });

  test('8 kHz to 384 kHz and 32 channels open', async () => {
    const second = (sampleRateHz: number) =>
      toneSamples({ frequencyHz: 440, levelDb: -6 }, { sampleRateHz, durationSec: 0.1 });
    const fast = await fileIn(launched, 'fast.wav', monoWav(second(384_000), 384_000));
    await openFromOutside(launched, fast);
    expect(await waitForRecording(launched.window, fast)).toMatchObject({ rate: '384 kHz', nSamples: 38_400 });
    const channels = Array.from({ length: 32 }, () => second(8000));
    const wide = await fileIn(launched, 'wide.wav', wavBytes(channels, { sampleRateHz: 8000 }));
    await openFromOutside(launched, wide);
    expect(await waitForRecording(launched.window, wide)).toMatchObject({ rate: '8 kHz', channels: 32 });
  });

  test('the file dialog opens what was chosen', async () => {
    await launched.app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    }, fixture('au-s24be.au'));
    await launched.window.keyboard.press('Control+o');
    expect(await waitForRecording(launched.window, 'au-s24be.au')).toMatchObject({ channels: 2, nSamples: 551 });
    launched.expectNoErrors();
  });
});

test('files on the command line open in place of the sample, and a second start hands its files over', async () => {
  const first = fixture('wav-s16le.wav');
  const launched = await launchApp({ files: [first] });
  try {
    await waitForRecording(launched.window, first);
    const runtime = await resolveElectron();
    const second = spawn(
      runtime.executable,
      [...sandboxFlags(), '--disable-gpu', projectDir, inProject('tests/fixtures/jfk.wav')],
      {
        env: electronEnv(runtime, {
          ...(await launched.app.evaluate(() => ({ DISPLAY: process.env['DISPLAY'] }))),
          PHONOSCOPE_USER_DATA: launched.userDataDir,
        }),
        stdio: 'ignore',
      },
    );
    await once(second, 'exit');
    await waitForRecording(launched.window, 'jfk.wav');
    expect(await launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    launched.expectNoErrors();
  } finally {
    await launched.close();
  }
});

test.describe('headerless samples', () => {
  test('an unknown file offers to be read as samples, in place', async () => {
    const launched = await launchApp({ files: [fixture('wav-s16le.wav')] });
    try {
      const { window } = launched;
      await waitForRecording(window, 'wav-s16le.wav');
      const tone = toneSamples({ frequencyHz: 1000, levelDb: -6 }, { sampleRateHz: 22_050, durationSec: 1 });
      const bytes = new Uint8Array(Int16Array.from(tone, (value) => value * 32_767).buffer);
      const raw = await fileIn(launched, 'tone.raw', bytes);
      await dropFiles(launched, raw);
      const form = window.getByTestId('raw-pcm-form');
      await expect(form).toContainText('tone.raw');
      await form.getByRole('spinbutton', { name: 'Rate' }).fill('22.05 kHz');
      await form.getByRole('spinbutton', { name: 'Rate' }).press('Enter');
      await form.getByRole('button', { name: 'Read as samples' }).click();
      expect(await waitForRecording(window, raw)).toMatchObject({ rate: '22.05 kHz', channels: 1, nSamples: 22_050 });
      await expect(form).toBeHidden();
      launched.expectNoErrors();
    } finally {
      await launched.close();
    }
  });
});

test('the offer of headerless samples goes with Escape, with the next file that is opened and with the project', async () => {
  const launched = await launchApp({ files: [fixture('wav-s16le.wav')] });
  try {
    const { window } = launched;
    await waitForRecording(window, 'wav-s16le.wav');
    const words = await fileIn(launched, 'words.txt', 'no sound, only words '.repeat(20));
    const form = window.getByTestId('raw-pcm-form');
    const offer = async () => {
      await dropFiles(launched, words);
      await expect(form).toContainText('words.txt');
    };
    await offer();
    await form.getByRole('button', { name: 'Dismiss' }).focus();
    await window.keyboard.press('Escape');
    await expect(form).toBeHidden();
    await offer();
    await dropFiles(launched, fixture('aiff-s16be.aiff'));
    await expect(form).toBeHidden();
    await offer();
    await closeProject(launched);
    await expect(form).toBeHidden();
  } finally {
    await launched.close();
  }
});

test.describe('what cannot be read', () => {
  let launched: LaunchedApp;

  test.beforeAll(async () => {
    launched = await launchApp({ files: [fixture('wav-s16le.wav')] });
    await waitForRecording(launched.window, 'wav-s16le.wav');
  });
  test.afterAll(async () => {
    await launched.close();
  });
  test.afterEach(async () => {
    await dismissNotices(launched.window);
    const dismiss = launched.window.getByTestId('raw-pcm-form').getByRole('button', { name: 'Dismiss' });
    if (await dismiss.isVisible()) await dismiss.click();
  });

  /** A WAV header that says what is asked, over the samples of a good file. */
  async function lyingWav(change: (view: DataView) => void): Promise<Uint8Array> {
    const bytes = new Uint8Array(await readFile(inProject('tests/fixtures/jfk.wav'))).slice(0, 4044);
    change(new DataView(bytes.buffer));
    return bytes;
  }

  const bad: readonly { name: string; make: () => Promise<string>; says: RegExp }[] = [
    { name: 'an empty file', make: () => fileIn(launched, 'empty.wav', ''), says: /empty\.wav.*(empty|0 bytes)/s },
    {
      name: 'nonsense',
      make: () => fileIn(launched, 'nonsense.wav', 'not a sound at all, only words '.repeat(20)),
      says: /nonsense\.wav/,
    },
    { name: 'a folder', make: () => makeFolder(), says: /folder\.wav.*(folder|directory)/s },
    { name: 'a missing file', make: () => Promise.resolve(join(launched.userDataDir, 'gone.wav')), says: /gone\.wav/ },
    {
      name: '0 channels',
      make: async () =>
        fileIn(
          launched,
          'no-channels.wav',
          await lyingWav((view) => {
            view.setUint16(22, 0, true);
          }),
        ),
      says: /channels.*0|0 channels/s,
    },
    {
      name: 'a rate of 1 Hz',
      make: async () =>
        fileIn(
          launched,
          'slow.wav',
          await lyingWav((view) => {
            view.setUint32(24, 1, true);
          }),
        ),
      says: /(sampleRateHz=1|1 Hz).*8/s,
    },
    {
      name: 'a rate of 10 MHz',
      make: async () =>
        fileIn(
          launched,
          'quick.wav',
          await lyingWav((view) => {
            view.setUint32(24, 10_000_000, true);
          }),
        ),
      says: /10000000|10,000,000|10 MHz/,
    },
    {
      name: 'a codec that is not read',
      make: () => Promise.resolve(fixture('refused-adpcm-ms.wav')),
      says: /ADPCM/i,
    },
  ];

  async function makeFolder(): Promise<string> {
    const path = join(launched.userDataDir, 'folder.wav');
    await mkdir(path, { recursive: true });
    return path;
  }

  for (const { name, make, says } of bad) {
    test(`${name} is refused with the value and the rule`, async () => {
      const path = await make();
      await openFromOutside(launched, path);
      const { window } = launched;
      await expect(notices(window).or(window.getByTestId('raw-pcm-form')).first()).toContainText(says);
      await expect(window.getByTestId('status-format')).toContainText('44.1 kHz');
    });
  }

  test('a file cut short opens as far as it goes and says so', async () => {
    const whole = new Uint8Array(await readFile(fixture('flac-s16.flac')));
    const cut = await fileIn(
      launched,
      'cut.wav',
      new Uint8Array(await readFile(inProject('tests/fixtures/jfk.wav'))).slice(0, 20_000),
    );
    await openFromOutside(launched, cut);
    const shown = await waitForRecording(launched.window, cut);
    expect(shown.nSamples).toBe(9961);
    expect(shown.warnings.join(' ')).toMatch(/\d/);
    const damaged = await fileIn(launched, 'cut.flac', whole.slice(0, Math.round(whole.length / 2)));
    await openFromOutside(launched, damaged);
    await expect(launched.window.getByTestId('asset-warning').or(notices(launched.window)).first()).toBeVisible();
  });

  test('samples that are not numbers open, are counted and play as silence', async () => {
    const samples = toneSamples({ frequencyHz: 440, levelDb: -6 }, { sampleRateHz: 16_000, durationSec: 0.5 });
    samples.fill(NaN, 1000, 1010);
    samples[2000] = Infinity;
    const path = await fileIn(launched, 'holes.wav', monoWav(samples, 16_000));
    await openFromOutside(launched, path);
    const { window } = launched;
    await waitForRecording(window, path);
    await waitForLanes(window);
    await window.keyboard.press('Control+a');
    await expect(window.getByText(/^11 samples are not numbers/)).toBeVisible();
  });

  test('after all of that a good file opens', async () => {
    await openFromOutside(launched, inProject('tests/fixtures/jfk.wav'));
    await waitForRecording(launched.window, 'jfk.wav');
    await waitForLanes(launched.window);
    await choose(launched.window, 'spectrogram-scale', 'linear');
    launched.expectNoErrors();
  });
});
