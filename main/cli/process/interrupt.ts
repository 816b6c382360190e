/** Turns Ctrl-C and its like into an AbortSignal, so that work can take back what it half wrote. */
import { rmSync } from 'node:fs';

export interface Interrupt {
  readonly signal: AbortSignal;
  /** 128 + the signal's number once one came, else null. */
  exitCode(): number | null;
  stop(): void;
}

const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const brokenPipeExitCode = 141; // as SIGPIPE would have
const graceMs = 3000;

const unfinished = new Set<string>();

/** Files and folders that are removed even if the process has to end at once. @returns to be called when the file is whole or gone */
export function guardUnfinished(path: string): () => void {
  unfinished.add(path);
  return () => unfinished.delete(path);
}

function endNow(exitCode: number): never {
  for (const path of unfinished) rmSync(path, { recursive: true, force: true });
  process.exit(exitCode);
}

export function listenForInterrupt(): Interrupt {
  const aborter = new AbortController();
  let exitCode: number | null = null;
  const abort = (code: number) => {
    if (exitCode !== null) endNow(exitCode); // asked twice
    exitCode = code;
    aborter.abort();
    // A read that waits for a pipe cannot be called back.
    setTimeout(() => endNow(code), graceMs).unref();
  };
  const listeners = Object.entries(exitCodes).map(([name, code]) => {
    const listener = () => {
      abort(code);
    };
    process.on(name, listener);
    return { name, listener };
  });
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' && exitCode === null) abort(brokenPipeExitCode);
  });
  return {
    signal: aborter.signal,
    exitCode: () => exitCode,
    stop() {
      for (const { name, listener } of listeners) process.off(name, listener);
    },
  };
}
