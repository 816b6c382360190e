/**
 * Writes that fail beyond a size of files, short where they reach it, put in by the kernel itself (RLIMIT_FSIZE): faults
 * without a compiler. The process sets its own limit, and takes it back.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const hasFileSizeLimit = process.platform === 'linux' && spawnSync('prlimit', ['--version']).status === 0;

export class FileSizeLimit {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    process.on('SIGXFSZ', () => undefined); // else it would end the process
  }

  /** @param moreBytes that the largest file may still grow by; of a smaller one nothing is felt */
  arm(moreBytes: number): void {
    const sizes = readdirSync(this.#folder).map((name) => statSync(join(this.#folder, name)).size);
    this.#limit(`${Math.max(...sizes) + moreBytes}:unlimited`);
  }

  calm(): void {
    this.#limit('unlimited:unlimited');
  }

  #limit(bytes: string): void {
    const { status, stderr } = spawnSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}`]);
    if (status !== 0) throw new Error(`prlimit: ${stderr.toString()}`);
  }
}
