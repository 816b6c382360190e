/** The one window, and the setting of every switch that decides what its page may do. */
import { app, BrowserWindow, nativeTheme, type WebPreferences } from 'electron';
import { join } from 'node:path';
import { appOrigin } from './appScheme.ts';
import { offerFieldMenu } from './fieldMenu.ts';
import { pageOrigin } from './security.ts';

export function webPreferences(preload: string): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    spellcheck: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    backgroundThrottling: false, // playback and its cursor go on while another window covers ours
  };
}

export function createMainWindow(builtFolder: string): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 800,
    minHeight: 500,
    show: false,
    title: 'Phonoscope',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181c' : '#f3f4f6',
    icon: join(app.getAppPath(), 'resources', 'icons', 'phonoscope.png'),
    webPreferences: webPreferences(join(builtFolder, 'preload', 'index.cjs')),
  });
  window.once('ready-to-show', () => {
    window.show();
  });
  offerFieldMenu(window);
  const origin = pageOrigin();
  window.loadURL(origin === appOrigin ? `${appOrigin}/index.html` : origin).catch(() => undefined); // closed meanwhile
  return window;
}
