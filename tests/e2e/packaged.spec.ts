/**
 * The app as it is given to others: packaged here, started, and attacked in the ways its fuses are there to stop. Each
 * attack is made on a second package too, in which those fuses are open: there it succeeds.
 */
import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '@playwright/test';
import { chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { packageApp } from '../../scripts/package/packageApp.ts';
import { packagedAppIn, type PackagedApp } from '../../scripts/package/packagedApp.ts';
import { inProject } from '../../scripts/projectPaths.ts';
import { sandboxFlags } from '../../scripts/runtime/electronLaunch.ts';
import { packagedElectronVersion } from '../../scripts/runtime/packagedElectron.ts';
import { resolveElectron, type ElectronRuntime } from '../../scripts/runtime/resolveElectron.ts';
import { brightestRow } from '../harness/canvasPixels.ts';
import { rowOf } from '../harness/frequencyScales.ts';
import { asarFiles } from '../harness/asarFiles.ts';
import type { AttachedApp } from '../harness/attachedApp.ts';
import { appFlags, ForeignStart, markerCode, replaceArchiveByFolder } from '../harness/foreignCode.ts';
import {
  listenFor,
  liveSpectrogram,
  lostBlocks,
  microphoneToneHz,
  startListening,
  toneMicrophone,
} from '../harness/liveStage.ts';
import { startSandboxed } from '../harness/sandboxedApp.ts';
import { waitForLanes, waitForRecording } from '../harness/studioPage.ts';
import { isRoot, whyNoSandbox } from '../harness/unprivileged.ts';

let runtime: ElectronRuntime;
let folder: string;
let released: PackagedApp;
let open: PackagedApp;

test.beforeAll(async () => {
  runtime = await resolveElectron();
  folder = await mkdtemp(join(tmpdir(), 'phonoscope-package-'));
  await chmod(folder, 0o755); // one of the starts is another user's
  released = await packageApp(runtime, join(folder, 'released'));
  open = packagedAppIn(join(folder, 'open'));
  await cp(released.folder, open.folder, { recursive: true, verbatimSymlinks: true });
  await flipFuses(open.fuseFile, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
    resetAdHocDarwinSignature: process.platform === 'darwin',
  });
});
test.afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('every fuse is set as the security checklist says', async () => {
  const { DISABLE, ENABLE } = FuseState;
  const expected = {
    [FuseV1Options.RunAsNode]: DISABLE,
    [FuseV1Options.EnableCookieEncryption]: ENABLE,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: DISABLE,
    [FuseV1Options.EnableNodeCliInspectArguments]: DISABLE,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: ENABLE,
    [FuseV1Options.OnlyLoadAppFromAsar]: ENABLE,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: DISABLE,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: DISABLE,
    // The stand-in is older than this switch, wherever it was found.
    ...(runtime.version === packagedElectronVersion ? {} : { [FuseV1Options.WasmTrapHandlers]: ENABLE }),
  };
  expect(await getCurrentFuseWire(released.fuseFile)).toEqual({ version: FuseVersion.V1, ...expected });
});

test('the archive holds the app and nothing but the app', async () => {
  const { packed, unpacked } = await asarFiles(join(released.resources, 'app.asar'));
  expect(packed).toEqual(
    expect.arrayContaining(['package.json', packageJson.main, 'out/preload/index.cjs', 'out/renderer/index.html']),
  );
  const packages = packed.filter((path) => path.startsWith('node_modules/'));
  const ours = packed.filter(
    (path) => !packages.includes(path) && !/^(?:out\/(?:main|preload|renderer)|native\/prebuilt)\//.test(path),
  );
  expect(ours.sort()).toEqual(['package.json', 'resources/icons/phonoscope.png', 'resources/icons/phonoscope.svg']);
  expect(packed.filter((path) => path.endsWith('.map'))).toEqual([]);
  const natives = unpacked.filter((path) => !path.startsWith('node_modules/mpg123-decoder/'));
  const { platform, arch } = process;
  for (const path of natives) expect(path).toMatch(new RegExp(`${platform}[-/]${arch}|better-sqlite3/build/Release/`));
  for (const name of ['onnxruntime_binding.node', '(?:better_sqlite3|[\\w-]+)\\.node'])
    expect(natives.filter((path) => new RegExp(`/${name}$`).test(path))).not.toEqual([]);
});

test('models, samples, licence and notices lie outside it; mpg123 unmodified and replaceable too', async () => {
  const same = [
    ['LICENSE', 'LICENSE'],
    ['NOTICE', 'NOTICE'],
    ['models/silero-vad/manifest.json', 'resources/models/silero-vad/manifest.json'],
    ['samples/jfk.flac', 'resources/samples/jfk.flac'],
    ...['package.json', 'index.js', 'src/EmscriptenWasm.js'].map((name) => [
      `app.asar.unpacked/node_modules/mpg123-decoder/${name}`,
      `node_modules/mpg123-decoder/${name}`,
    ]),
  ] as const;
  for (const [shipped, original] of same) {
    const [left, right] = [join(released.resources, shipped), inProject(original)];
    expect((await readFile(left)).equals(await readFile(right)), shipped).toBe(true);
  }
});

test.describe('started', () => {
  let app: AttachedApp;
  test.beforeAll(async () => {
    const asRoot = isRoot && whyNoSandbox() !== null;
    const fakes = await toneMicrophone(join(folder, 'tone.wav'));
    const args = [...(asRoot ? sandboxFlags() : []), ...fakes, inProject('tests/fixtures/audio/mp3-cbr.mp3')];
    app = await startSandboxed(() => Promise.resolve({ runtime: { ...released, sqliteModule: undefined }, args }));
  });
  test.afterAll(async () => {
    await app.close();
  });

  test('it opens, decodes and draws a recording, and a model runs in it', async () => {
    const { window } = app;
    await waitForRecording(window, 'mp3-cbr.mp3');
    await waitForLanes(window);
    await window.getByTestId('detect-speech').click();
    await expect(window.getByTestId('announcer')).toContainText('Detect speech in mp3-cbr.mp3: done');
  });

  test('its live spectrogram hears a microphone and loses nothing', async () => {
    const { window } = app;
    await startListening(window);
    await listenFor(window, 1);
    expect(await lostBlocks(window)).toBe(0);
    const picture = await liveSpectrogram(window);
    const range = { fMinHz: 0, fMaxHz: 22_050, height: picture.height };
    const offPx = brightestRow(picture, picture.width - 30) - rowOf('mel', microphoneToneHz, range);
    expect(Math.abs(offPx)).toBeLessThanOrEqual(8); // at 48 kHz it lies a few rows lower
    await window.keyboard.press('Shift+L');
  });

  test('its page is cross-origin isolated, reaches no file, and nothing went wrong', async () => {
    expect(await app.window.evaluate(() => window.crossOriginIsolated)).toBe(true);
    expect(app.errors()).toEqual([]);
    const reached = await app.window.evaluate(() =>
      fetch('file:///etc/passwd').then(
        () => true,
        () => false,
      ),
    );
    expect(reached).toBe(false);
  });
});

test.describe('the environment and the command line do not make it run foreign code', () => {
  /** Node's code by variable and by option, and a debugger: all in one start. */
  const asNode = (flags: readonly string[]) => async (start: string) => {
    const required = join(start, 'required.cjs');
    await writeFile(required, markerCode(join(start, 'required')));
    const module = join(start, 'module.cjs');
    await writeFile(module, markerCode(join(start, 'module')));
    return {
      args: [`--eval=${markerCode(join(start, 'evaluated'))}`, '--inspect=0', ...flags],
      env: {
        ELECTRON_RUN_AS_NODE: '1',
        NODE_OPTIONS: `--require=${required}`,
        PHONOSCOPE_SQLITE: module, // a variable of ours, heeded in development only
        PHONOSCOPE_ADDON: module,
      },
    };
  };
  const markers = (start: ForeignStart) => ['evaluated', 'required', 'module'].filter((name) => start.ran(name));

  test('ELECTRON_RUN_AS_NODE and NODE_OPTIONS would: with open fuses they do', async () => {
    const start = await ForeignStart.of(open.executable, asNode([]));
    await expect.poll(() => start.hasEnded, { timeout: 20_000 }).toBe(true);
    expect(markers(start)).toEqual(['evaluated', 'required']);
    await start.end();
  });

  test('--inspect and a signal would open a debugger: with open fuses they do', async () => {
    const inspected = await ForeignStart.of(open.executable, () =>
      Promise.resolve({ args: ['--inspect=0', ...appFlags] }),
    );
    await expect.poll(() => inspected.debuggerListens, { timeout: 20_000 }).toBe(true);
    await inspected.end();
    test.skip(process.platform === 'win32', 'Windows has no signals');
    const signalled = await ForeignStart.of(open.executable, () => Promise.resolve({}));
    await expect.poll(() => signalled.hasDraft(), { timeout: 20_000 }).toBe(true);
    signalled.askForDebugger();
    await expect.poll(() => signalled.debuggerListens, { timeout: 20_000 }).toBe(true);
    await signalled.end();
  });

  test('as released it opens its sample recording instead, and no port', async () => {
    const start = await ForeignStart.of(released.executable, asNode(appFlags));
    await expect.poll(() => start.hasDraft(), { timeout: 20_000, message: 'the app itself has started' }).toBe(true);
    if (process.platform !== 'win32') start.askForDebugger();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(markers(start)).toEqual([]);
    expect(start.debuggerListens, start.told).toBe(false);
    await start.end();
  });

  for (const [name, runs] of [
    ['open', true],
    ['released', false],
  ] as const)
    test(`a folder in place of its archive is ${runs ? 'run with open fuses' : 'not run as released'}`, async () => {
      const app = name === 'open' ? open : released;
      const start = await ForeignStart.of(app.executable, async (at) => {
        await replaceArchiveByFolder(app.resources, join(at, 'foreign'));
        return {};
      });
      await expect.poll(() => start.hasEnded, { timeout: 20_000 }).toBe(true);
      expect(start.ran('foreign')).toBe(runs);
      await start.end();
    });
});
