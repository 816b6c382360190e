/** What Electron's main process asks of the studio host, over the pipe it was born with. */
import { z } from 'zod';
import { procedure } from './define.ts';

export const hostControlContract = {
  /** Makes a path into a handle that the renderer may use; the only way a path gets in. */
  'host.registerFile': procedure<{ fileId: string }>()({
    path: z.string().min(1).max(32_768),
    purpose: z.enum(['open', 'save', 'folder']),
  }),
  /** Only for main, which shows files in the system's file manager: a path never gets to the page as one. */
  'host.pathOf': procedure<{ path: string }>()({ fileId: z.string().min(1).max(64) }),
  /** The computer is about to sleep or to be switched off: everything goes into the project's own file, which stays open. */
  'host.settle': procedure<null>()({}),
  /** After sleep: drives may be gone, and files others. */
  'host.lookAgain': procedure<null>()({}),
  /** Writes everything down and closes the project cleanly; the host may be ended after the reply. */
  'host.prepareToQuit': procedure<null>()({}),
} as const;

export type HostControlContract = typeof hostControlContract;

export type HostControlEvent =
  | { readonly kind: 'host.ready' }
  /** A file needs the platform's decoder: main opens the hidden decoder window and attaches its port. */
  | { readonly kind: 'decoder.wanted' };

/** Sent beside a transferred port; never mixed with request/reply. */
export interface AttachPort {
  readonly t: 'attach';
  readonly role: 'renderer' | 'inference' | 'decoder';
}

export function isAttachPort(message: unknown): message is AttachPort {
  return typeof message === 'object' && message !== null && (message as { t?: unknown }).t === 'attach';
}
