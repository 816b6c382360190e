import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { ScriptError } from './report.ts';

export interface VirtualDisplay {
  /** Value for DISPLAY, such as `:99`. */
  readonly display: string;
  stop(): void;
}

/** Whether a person could see a window here. macOS and Windows always have a display. */
export function hasDisplay(env: NodeJS.ProcessEnv = process.env): boolean {
  return process.platform !== 'linux' || [env['DISPLAY'], env['WAYLAND_DISPLAY']].some(Boolean);
}

/**
 * Xvfb under a shell that ends it as soon as our end of its standard input closes: even a killed test runner
 * leaves no server behind.
 */
const guarded = `Xvfb "$@" & server=$!; exec 3>&-
trap 'kill $server; wait' EXIT; trap exit INT TERM HUP
read -r _`;

/** Starts an X server without a screen, on a display number that it picks itself; it ends with this process. */
export async function startXvfb(widthPx = 1920, heightPx = 1080): Promise<VirtualDisplay> {
  const screen = `${String(widthPx)}x${String(heightPx)}x24`;
  const args = ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-noreset'];
  const guard = spawn('sh', ['-c', guarded, 'xvfb', ...args], { stdio: ['pipe', 'ignore', 'pipe', 'pipe'] });
  const [stdin, , stderr, answer] = guard.stdio as unknown as [Socket, null, Socket, Socket];
  let complaints = '';
  stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const number = await new Promise<string>((done, fail) => {
    answer.setEncoding('utf8').once('data', (text: string) => done(text.trim()));
    guard.once('error', fail);
    answer.once('close', () => {
      const reason = (): string => `Xvfb did not start: ${complaints.trim()}`;
      setTimeout(() => fail(new ScriptError(reason())), 100); // its complaint comes through another pipe
    });
  });
  // None of this keeps the script alive once its own work is done.
  guard.unref();
  for (const pipe of [stdin, stderr, answer]) pipe.unref();
  return { display: `:${number}`, stop: () => void stdin.destroy() };
}
