/** Serves the shell contract over Electron's IPC: sender checked, input parsed, replies in envelopes. */
import { app, dialog, ipcMain, shell, type BrowserWindow, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import { channels } from '../../preload/contract/channels.ts';
import type { Handlers } from '../../preload/contract/define.ts';
import type { Reply } from '../../preload/contract/errors.ts';
import { shellContract, type EditMenuGroups, type ShellContract } from '../../preload/contract/shell.ts';
import { audioFileExtensions } from '../services/audio/fileTypes.ts';
import { annotationFileExtensions, annotationFilters } from '../services/tiers/annotationFileTypes.ts';
import { toWireError } from '../services/wireErrors.ts';
import { isOwnMainFrame } from './security.ts';
import type { Studio } from './studio.ts';

const pathSchema = z.string().min(1).max(32_768);
const nonceSchema = z.string().min(16).max(64);

type SetEditMenu = (groups: EditMenuGroups) => void;

export function serveShell(window: BrowserWindow, studio: Studio, setEditMenu: SetEditMenu): void {
  const handlers = createHandlers(window, studio, setEditMenu);

  ipcMain.handle(channels.shellCall, async (event, method: unknown, input: unknown): Promise<Reply> => {
    if (!isOwn(event, window)) return refuse('the caller is not the application window');
    if (typeof method !== 'string' || !Object.hasOwn(shellContract, method))
      return refuse(`unknown procedure ${JSON.stringify(method)}`);
    const name = method as keyof ShellContract;
    const parsed = shellContract[name].input.safeParse(input);
    if (!parsed.success) return refuse(`${name}: ${parsed.error.issues.map((i) => i.message).join('; ')}`);
    try {
      const handler = handlers[name] as (value: unknown, context: { signal: AbortSignal }) => unknown;
      return { ok: true, value: await handler(parsed.data, { signal: new AbortController().signal }) };
    } catch (error) {
      return { ok: false, error: toWireError(error) };
    }
  });

  ipcMain.handle(channels.registerDroppedFile, async (event, path: unknown): Promise<string | null> => {
    const parsed = pathSchema.safeParse(path);
    if (!isOwn(event, window) || !parsed.success) return null;
    return registerFile(studio, parsed.data, 'open');
  });

  ipcMain.on(channels.requestStudioPort, (event, nonce: unknown) => {
    const parsed = nonceSchema.safeParse(nonce);
    if (isOwn(event, window) && parsed.success) studio.connectPage(event.sender, parsed.data);
  });
}

type Purpose = 'open' | 'save' | 'folder';

export async function registerFile(studio: Studio, path: string, purpose: Purpose): Promise<string> {
  const control = await studio.control();
  return (await control.call['host.registerFile']({ path, purpose })).fileId;
}

function isOwn(event: IpcMainEvent | IpcMainInvokeEvent, window: BrowserWindow): boolean {
  return event.sender === window.webContents && isOwnMainFrame(event.senderFrame);
}

function refuse(message: string): Reply {
  return { ok: false, error: { code: 'E_PARAM', message, details: {} } };
}

const saveFilters = {
  project: [{ name: 'Phonoscope project', extensions: ['phono'] }],
  json: [{ name: 'JSON', extensions: ['json'] }],
  table: [{ name: 'Comma-separated values', extensions: ['csv'] }],
  figure: [
    { name: 'Scalable vector graphics', extensions: ['svg'] },
    { name: 'Portable network graphics', extensions: ['png'] },
    { name: 'Portable document format', extensions: ['pdf'] },
  ],
  annotations: annotationFilters,
  wav: [{ name: 'WAV', extensions: ['wav'] }],
  flac: [{ name: 'FLAC', extensions: ['flac'] }],
  opus: [{ name: 'Ogg Opus', extensions: ['opus'] }],
  aac: [{ name: 'AAC', extensions: ['m4a'] }],
  mp3: [{ name: 'MP3', extensions: ['mp3'] }],
};

function createHandlers(
  window: BrowserWindow,
  studio: Studio,
  setEditMenu: SetEditMenu,
): Handlers<ShellContract, AbortSignal> {
  return {
    'shell.about': () => ({
      version: app.getVersion(),
      electron: process.versions.electron,
      chromium: process.versions.chrome,
      node: process.versions.node,
      platform: `${process.platform}-${process.arch}`,
    }),
    'shell.chooseFiles': async ({ kind }) => {
      const audio = { name: 'Audio', extensions: [...audioFileExtensions] };
      const project = { name: 'Phonoscope project', extensions: ['phono'] };
      const labels = [...annotationFileExtensions];
      const any = { name: 'Audio, projects and labels', extensions: [...audioFileExtensions, 'phono', ...labels] };
      const annotations = { name: 'Labels', extensions: [...labels, 'wav'] };
      const json = { name: 'JSON', extensions: ['json'] };
      const { filePaths } = await dialog.showOpenDialog(window, {
        properties: kind === 'project' ? ['openFile'] : ['openFile', 'multiSelections'],
        filters: [{ any, audio, project, annotations, json }[kind], { name: 'All files', extensions: ['*'] }],
      });
      return { fileIds: await Promise.all(filePaths.map((path) => registerFile(studio, path, 'open'))) };
    },
    'shell.chooseSaveFile': async ({ suggestedName, kind }) => {
      const { filePath } = await dialog.showSaveDialog(window, {
        defaultPath: suggestedName,
        filters: saveFilters[kind],
      });
      return { fileId: filePath === '' ? null : await registerFile(studio, filePath, 'save') };
    },
    'shell.chooseFolder': async () => {
      const { filePaths } = await dialog.showOpenDialog(window, { properties: ['openDirectory', 'createDirectory'] });
      const [shownPath] = filePaths;
      if (shownPath === undefined) return { folder: null };
      return { folder: { folderId: await registerFile(studio, shownPath, 'folder'), shownPath } };
    },
    'shell.showFile': async ({ fileId }) => {
      const control = await studio.control();
      shell.showItemInFolder((await control.call['host.pathOf']({ fileId })).path);
      return null;
    },
    'shell.setTitle': ({ title, edited }) => {
      window.setTitle(title);
      window.setDocumentEdited(edited);
      return null;
    },
    'shell.setEditMenu': ({ groups }) => {
      setEditMenu(groups);
      return null;
    },
    'shell.toggleFullScreen': () => {
      window.setFullScreen(!window.isFullScreen());
      return null;
    },
  };
}
