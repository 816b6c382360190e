import { app, dialog, session, type BrowserWindow } from 'electron';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { channels } from '../../preload/contract/channels.ts';
import type { ShellEvent } from '../../preload/contract/shell.ts';
import { registerAppScheme, serveAppScheme } from './appScheme.ts';
import { openDecoderOnDemand } from './decoderWindow.ts';
import { HostProcess } from './hostProcess.ts';
import { createMainWindow } from './mainWindow.ts';
import { installMenu } from './menu.ts';
import { OpenRequests } from './openRequests.ts';
import { RestartLimit } from './restartLimit.ts';
import { restrictSession, restrictWebContents } from './security.ts';
import { followSession } from './sessionEnd.ts';
import { serveShell } from './shellServer.ts';
import { Studio } from './studio.ts';

const builtFolder = join(dirname(fileURLToPath(import.meta.url)), '..');

const userDataOverride = process.env['PHONOSCOPE_USER_DATA'];
if (userDataOverride !== undefined) app.setPath('userData', userDataOverride);

// A packaged app loads no code from where an environment says: these name native modules in development.
if (app.isPackaged) {
  delete process.env['PHONOSCOPE_ADDON'];
  process.env['PHONOSCOPE_SQLITE'] = 'better-sqlite3'; // the one inside is built for this Electron
}

// As root this overrides --no-sandbox into an endless fatal loop; there the launcher passes --no-sandbox knowingly.
if (process.getuid?.() !== 0) app.enableSandbox();
// Pictures and tiles are garbage by the frame: V8's usual young generation would let 48 MB of it pile up per thread.
app.commandLine.appendSwitch('js-flags', '--max-semi-space-size=4');
// Chromium draws without GTK's OpenGL, whose software driver alone would hold 20 MB of this process.
if (process.platform === 'linux') process.env['GDK_GL'] ??= 'disable';
registerAppScheme();
restrictWebContents();

if (app.requestSingleInstanceLock()) void run();
else app.quit();

async function run(): Promise<void> {
  const openRequests = new OpenRequests();
  await app.whenReady();
  restrictSession(session.defaultSession);
  serveAppScheme(join(builtFolder, 'renderer'));

  const studio = createStudio(openRequests.hasFiles);
  const window = createMainWindow(builtFolder);
  const tell = (event: ShellEvent) => {
    if (!window.isDestroyed()) window.webContents.send(channels.shellEvent, event);
  };
  serveShell(window, studio, installMenu(window));
  openDecoderOnDemand(studio, builtFolder);
  studio.on('lost', (detail) => {
    tell({ kind: 'studio.lost', detail });
  });
  studio.on('restarted', () => {
    tell({ kind: 'studio.restarted' });
  });
  window.webContents.once('did-finish-load', () => {
    openRequests.deliverTo(window, studio);
  });
  reloadWhenGone(window);
  studio.start();
  quitCleanly(window, studio);
  followSession(window, studio);
}

function createStudio(hasFiles: boolean): Studio {
  const env = {
    PHONOSCOPE_USER_DATA: app.getPath('userData'),
    PHONOSCOPE_RESOURCES: app.isPackaged ? process.resourcesPath : join(app.getAppPath(), 'resources'),
    PHONOSCOPE_HAS_FILES: hasFiles ? '1' : '0',
  };
  const host = (name: string, file: string) => new HostProcess({ name, entry: join(builtFolder, 'main', file), env });
  return new Studio(host('studio', 'studioHost.js'), host('inference', 'inferenceHost.js'));
}

/** The project lives in the studio host, so nothing is lost with the page; one that keeps ending is left alone. */
function reloadWhenGone(window: BrowserWindow): void {
  const limit = new RestartLimit();
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    if (limit.mayRestart()) window.webContents.reload();
    else
      dialog.showErrorBox(
        'The window keeps ending',
        `Its process ended four times within a minute (${reason}). Your project is safe on disk. Quit and start Phonoscope again.`,
      );
  });
}

/**
 * The first request to quit closes the window, whose page tells the studio host its last view, and then waits for the
 * host to write everything down; ten seconds at most.
 */
function quitCleanly(window: BrowserWindow, studio: Studio): void {
  let isQuitting = false;
  let isReady = false;
  // Not only when all windows are: the decoder's hidden one outlives this one, for the import that quitting ends.
  window.on('closed', () => {
    app.quit();
  });
  app.on('before-quit', (event) => {
    if (isReady) return;
    event.preventDefault();
    if (isQuitting) return; // asked again by the window that has just closed
    isQuitting = true;
    const tooLong = new Promise((resolve) => setTimeout(resolve, 10_000));
    void Promise.race([closeWindow(window).then(() => studio.prepareToQuit()), tooLong])
      .catch(() => undefined) // a host that dies now leaves a log that the next start replays
      .finally(() => {
        isReady = true;
        studio.stop();
        app.quit();
      });
  });
}

async function closeWindow(window: BrowserWindow): Promise<void> {
  if (window.isDestroyed()) return;
  await new Promise<void>((resolve) => {
    window.once('closed', resolve);
    window.close();
  });
}
