/** Files to open that come from outside the window: command line, second instance, file manager. */
import { app, type BrowserWindow } from 'electron';
import { resolve } from 'node:path';
import { channels } from '../../preload/contract/channels.ts';
import type { ShellEvent } from '../../preload/contract/shell.ts';
import { registerFile } from './shellServer.ts';
import type { Studio } from './studio.ts';

/** Arguments that are files: not the executable, not the app's folder, not a switch. */
export function fileArguments(argv: readonly string[], workingFolder: string, appFolder: string): string[] {
  return argv
    .slice(1)
    .filter((argument) => !argument.startsWith('-') && argument !== '.')
    .map((argument) => resolve(workingFolder, argument))
    .filter((path) => path !== appFolder);
}

export class OpenRequests {
  #waiting: string[];
  #deliver: ((paths: string[]) => void) | null = null;
  /** A second start is answered by the window that is there, with or without files. */
  #show: () => void = () => undefined;

  constructor() {
    this.#waiting = fileArguments(process.argv, process.cwd(), app.getAppPath());
    app.on('open-file', (event, path) => {
      event.preventDefault();
      this.#add([path]);
    });
    app.on('second-instance', (_event, argv, workingFolder) => {
      this.#show();
      this.#add(fileArguments(argv, workingFolder, app.getAppPath()));
    });
  }

  get hasFiles(): boolean {
    return this.#waiting.length > 0;
  }

  /** From now on requests go to the page; what came earlier goes at once. */
  deliverTo(window: BrowserWindow, studio: Studio): void {
    this.#show = () => {
      if (window.isDestroyed()) return;
      if (window.isMinimized()) window.restore();
      window.focus();
    };
    const hand = async (paths: readonly string[]) => {
      const fileIds = await Promise.all(paths.map((path) => registerFile(studio, path, 'open')));
      if (window.isDestroyed()) return;
      window.webContents.send(channels.shellEvent, { kind: 'files.opened', fileIds } satisfies ShellEvent);
      this.#show();
    };
    this.#deliver = (paths) => {
      // A host that dies in between loses the handles; the next one, which registerFile waits for, gives new ones.
      hand(paths)
        .catch(() => hand(paths))
        .catch(() => undefined);
    };
    this.#add([]);
  }

  #add(paths: readonly string[]): void {
    this.#waiting.push(...paths);
    if (this.#deliver === null || this.#waiting.length === 0) return;
    this.#deliver(this.#waiting.splice(0));
  }
}
