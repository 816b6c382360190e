/** Running programs as a user without rights, which a test run by root has to do where rights would hide a fault. */
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { chown } from 'node:fs/promises';

const nobody = 65_534;
const userFlags = [`--reuid=${String(nobody)}`, `--regid=${String(nobody)}`, '--clear-groups'];

export const isRoot = process.getuid?.() === 0;

export function commandAsUser(command: string, args: readonly string[]): [string, string[]] {
  return isRoot ? ['setpriv', [...userFlags, command, ...args]] : [command, [...args]];
}

function runAsUser(command: string, ...args: readonly string[]): SpawnSyncReturns<string> {
  const [prefixed, allArgs] = commandAsUser(command, args);
  return spawnSync(prefixed, allArgs, { encoding: 'utf8' });
}

/** Makes folders that root has made the user's own. */
export async function giveToUser(...paths: readonly string[]): Promise<void> {
  if (isRoot) for (const path of paths) await chown(path, nobody, nobody);
}

export function isReadableToUser(path: string): boolean {
  return runAsUser('test', '-r', path).status === 0;
}

/** Why Chromium's sandbox cannot start on this machine, as tried out; null if it can. */
export function whyNoSandbox(): string | null {
  if (process.platform !== 'linux') return `seccomp is Linux's; this is ${process.platform}`;
  const { error, status, stderr } = runAsUser('unshare', '--user', '--map-root-user', 'true');
  if (error !== undefined) return `user namespaces cannot be tried out: ${error.message}`;
  return status === 0 ? null : `user namespaces are not available here: ${stderr.trim()}`;
}
