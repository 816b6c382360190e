/** Starts a worker on a folder of its own and waits for its end, which may come from outside. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEntries, type Entry } from './entries.ts';

const worker = new URL('./worker.ts', import.meta.url).pathname;

export interface Ended {
  readonly folder: string; // of the project
  readonly log: readonly Entry[];
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
  readonly errors: string;
}

export interface WorkerOptions {
  readonly args: readonly string[]; // after the folder
  readonly env?: (folder: string) => NodeJS.ProcessEnv;
  /** Called with every piece of what it says. */
  readonly onOutput?: (output: string, kill: () => void) => void;
}

/** @returns a folder with one for the project, and room beside it */
export function workFolder(): { readonly root: string; readonly folder: string } {
  const root = mkdtempSync(join(tmpdir(), 'phonoscope-faults-'));
  const folder = join(root, 'project');
  mkdirSync(folder);
  return { root, folder };
}

export function runWorker(folder: string, { args, env, onOutput }: WorkerOptions): Promise<Ended> {
  const child = spawn(process.execPath, [worker, folder, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env?.(folder) },
  });
  let output = '';
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    onOutput?.(output, () => child.kill('SIGKILL'));
  });
  return new Promise((resolve) => {
    child.once('close', (code, signal) => {
      writeFileSync(join(folder, '..', 'said.jsonl'), output); // for whoever looks at one that failed
      resolve({ folder, log: readEntries(output), signal, code, errors });
    });
  });
}
