/** A hidden, sandboxed page whose only task is the platform's audio decoder (AAC). Opened when a file needs it. */
import { BrowserWindow } from 'electron';
import { join } from 'node:path';
import { webPreferences } from './mainWindow.ts';
import { pageOrigin } from './security.ts';
import type { Studio } from './studio.ts';

export function openDecoderOnDemand(studio: Studio, builtFolder: string): void {
  let window: BrowserWindow | null = null;
  const open = () => {
    window?.destroy();
    window = new BrowserWindow({
      show: false,
      webPreferences: webPreferences(join(builtFolder, 'preload', 'decoder.cjs')),
    });
    const { webContents } = window;
    const origin = pageOrigin();
    webContents.once('did-finish-load', () => {
      studio.connectDecoder(webContents);
    });
    window.loadURL(`${origin}/decoder.html`).catch(() => undefined); // replaced or closed meanwhile; the file says what is missing
  };
  studio.on('decoderWanted', open);
}
