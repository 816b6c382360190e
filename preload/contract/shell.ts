/** What the renderer can ask of Electron's main process: windows and dialogs only. */
import { z } from 'zod';
import { procedure, type InputOf } from './define.ts';
import { exportFormatNames } from './exportFormat.ts';

export interface AboutInfo {
  readonly version: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  readonly platform: string;
}

export const shellContract = {
  'shell.about': procedure<AboutInfo>()({}),
  /** Handles of the chosen files, known to the studio host; empty if the dialog was cancelled. */
  'shell.chooseFiles': procedure<{ fileIds: string[] }>()({
    kind: z.enum(['any', 'audio', 'project', 'annotations', 'json']),
  }),
  'shell.chooseSaveFile': procedure<{ fileId: string | null }>()({
    suggestedName: z.string().max(200),
    kind: z.enum(['project', 'table', 'figure', 'annotations', 'json', ...exportFormatNames]),
  }),
  /** A folder that files may be written into; its path is for display. */
  'shell.chooseFolder': procedure<{ folder: { folderId: string; shownPath: string } | null }>()({}),
  /** Shows a file in the system's file manager. */
  'shell.showFile': procedure<null>()({ fileId: z.string().min(1).max(64) }),
  'shell.setTitle': procedure<null>()({ title: z.string().max(300), edited: z.boolean() }),
  /** What the Edit menu lists now: groups of commands, by the names of the renderer's. */
  'shell.setEditMenu': procedure<null>()({
    groups: z
      .array(
        z
          .array(
            z.strictObject({
              name: z.string().min(1).max(100),
              label: z.string().min(1).max(300),
              isEnabled: z.boolean(),
            }),
          )
          .max(50),
      )
      .max(20),
  }),
  'shell.toggleFullScreen': procedure<null>()({}),
} as const;

export type ShellContract = typeof shellContract;
export type EditMenuGroups = InputOf<ShellContract['shell.setEditMenu']>['groups'];

export type ShellEvent =
  | { readonly kind: 'files.opened'; readonly fileIds: readonly string[] } // command line, second instance, file manager
  | { readonly kind: 'command'; readonly name: string } // a menu item; names are the renderer's command names
  | { readonly kind: 'studio.lost'; readonly detail: string }
  | { readonly kind: 'studio.restarted' };

/** What preload puts on window.phonoscope. Narrow functions, no raw Electron objects. */
export interface PhonoscopeBridge {
  shellCall(method: string, input: unknown): Promise<unknown>;
  onShellEvent(listener: (event: ShellEvent) => void): void;
  /** Asks main for a fresh port to the studio host; it arrives as a window message with this nonce. */
  requestStudioPort(nonce: string): void;
  /** Registers a file dropped on the window; the path never reaches the page. */
  registerDroppedFile(file: unknown): Promise<string | null>;
}
