/** A utility process that is watched: restarted when it dies, with a pause that grows if it keeps dying. */
import { EventEmitter } from 'node:events';
import { utilityProcess, type MessagePortMain, type UtilityProcess } from 'electron';
import type { AttachPort } from '../../preload/contract/hostControl.ts';
import { RestartLimit } from './restartLimit.ts';

const stableAfterMs = 10_000;
const maxPauseMs = 8_000;

export interface HostProcessOptions {
  readonly name: string; // shown in the process list
  readonly entry: string; // absolute path of the built host
  readonly env: Readonly<Record<string, string>>;
}

/** 'loop': it keeps dying, so whatever it did at its last start had better not be done again. */
type HostStart = 'first' | 'again' | 'loop';

interface HostEvents {
  started: [UtilityProcess];
  message: [unknown];
  lost: [string];
}

export class HostProcess extends EventEmitter<HostEvents> {
  readonly #options: HostProcessOptions;
  #child: UtilityProcess | null = null;
  #isStopping = false;
  #pauseMs = 0;
  readonly #limit = new RestartLimit();
  #start: HostStart = 'first';

  constructor(options: HostProcessOptions) {
    super();
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    const { name, entry, env } = this.#options;
    const startedMs = Date.now();
    const child = utilityProcess.fork(entry, [], {
      serviceName: `Phonoscope ${name}`,
      env: { ...(process.env as Record<string, string>), ...env, PHONOSCOPE_HOST_START: this.#start },
      execArgv: ['--max-semi-space-size=4'], // as in the page: see index.ts
      stdio: 'inherit',
    });
    this.#child = child;
    child.on('message', (message: unknown) => {
      this.emit('message', message);
    });
    child.once('exit', (code) => {
      this.#child = null;
      if (this.#isStopping) return;
      this.#pauseMs =
        Date.now() - startedMs > stableAfterMs ? 0 : Math.min(maxPauseMs, Math.max(250, this.#pauseMs * 2));
      this.#start = this.#limit.mayRestart() ? 'again' : 'loop';
      this.emit('lost', `the ${name} process ended with code ${code}`);
      setTimeout(() => {
        if (!this.#isStopping) this.start();
      }, this.#pauseMs);
    });
    child.once('spawn', () => {
      this.emit('started', child);
    });
  }

  post(message: unknown): void {
    this.#child?.postMessage(message);
  }

  attach(role: AttachPort['role'], port: MessagePortMain): void {
    this.#child?.postMessage({ t: 'attach', role } satisfies AttachPort, [port]);
  }

  stop(): void {
    this.#isStopping = true;
    this.#child?.kill();
  }
}
