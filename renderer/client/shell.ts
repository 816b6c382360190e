/** Windows and dialogs, in main. */
import type { Client } from '../../preload/contract/define.ts';
import { WireError, type Reply } from '../../preload/contract/errors.ts';
import type { ShellContract, ShellEvent } from '../../preload/contract/shell.ts';
import { bridge } from './bridge.ts';

async function callShell(method: string, input: unknown): Promise<unknown> {
  const reply = (await bridge.shellCall(method, input)) as Reply;
  if (!reply.ok) throw new WireError(reply.error);
  return reply.value;
}

export const shell = new Proxy({} as Client<ShellContract>, {
  get: (_target, method) => (typeof method === 'string' ? (input: unknown) => callShell(method, input) : undefined),
});

const listeners = new Set<(event: ShellEvent) => void>();
bridge.onShellEvent((event) => {
  for (const listener of listeners) listener(event);
});

export function onShellEvent(listener: (event: ShellEvent) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** @returns a handle the studio host knows, or null for what is not a file on disk */
export function registerDroppedFile(file: File): Promise<string | null> {
  return bridge.registerDroppedFile(file);
}
