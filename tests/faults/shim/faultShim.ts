/** The library that makes a process's disk fail, stop or lose what was not synced (faultShim.c), where it can be built. */
import { closeSync, mkdirSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { findCompiler } from '../../../scripts/native/compile.ts';
import { inProject } from '../../../scripts/projectPaths.ts';
import { runCommand } from '../../../scripts/runtime/runCommand.ts';

export type FaultKind = 'write' | 'sync' | 'truncate' | 'name' | 'read';

const kindBits: Readonly<Record<FaultKind, number>> = { write: 1, sync: 2, truncate: 4, name: 8, read: 16 };
/** As struct control lies in the file. */
const fields = ['nCalls', 'failFrom', 'nFailing', 'error', 'kinds', 'nFailed', 'killAt', 'isTorn'] as const;

export interface FaultPlan {
  readonly kinds: readonly FaultKind[];
  readonly after: number; // calls of these kinds that still succeed
  readonly nFailing: number; // Infinity: until it is calmed
  readonly error: number; // errno; 0: writes take half of what they are given
}

/** Built anew for every run of the tests: it takes a fifth of a second. @returns its path, or why there is none */
export async function buildShim(): Promise<{ readonly library: string } | { readonly missing: string }> {
  if (process.platform !== 'linux') return { missing: 'faults are put in by LD_PRELOAD, on Linux only' };
  const compiler = await findCompiler([process.env['CC'] ?? 'cc', 'gcc', 'clang']);
  if (compiler === null) return { missing: 'no C compiler: install gcc or clang, or name one in CC' };
  const folder = inProject('out/faults');
  mkdirSync(folder, { recursive: true });
  const library = join(folder, `faultShim-${process.pid}.so`);
  const source = inProject('tests/faults/shim/faultShim.c');
  const flags = ['-shared', '-fPIC', '-O2', '-Wall', '-Wextra', '-Werror'];
  const { code, stderr } = await runCommand(compiler.command, [...flags, source, '-o', library, '-ldl', '-lpthread']);
  if (code !== 0) throw new Error(`${compiler.version} does not compile ${source}:\n${stderr}`);
  return { library };
}

export interface ShimFiles {
  readonly library: string;
  readonly folder: string; // whose files have the faults
  readonly control?: string | undefined;
  readonly log?: string | undefined;
}

export function shimEnv({ library, folder, control, log }: ShimFiles): NodeJS.ProcessEnv {
  if (control !== undefined) writeFileSync(control, Buffer.alloc(8 * fields.length));
  return {
    LD_PRELOAD: library,
    PHONOSCOPE_FAULT_FOLDER: folder,
    ...(control === undefined ? {} : { PHONOSCOPE_FAULT_CONTROL: control }),
    ...(log === undefined ? {} : { PHONOSCOPE_FAULT_LOG: log }),
    UV_USE_IO_URING: '0',
  };
}

/** The faults of the process itself, which it makes and ends through its control file. */
export class FaultControl {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  arm({ kinds, after, nFailing, error }: FaultPlan): void {
    this.#write('kinds', bitsOf(kinds));
    this.#write('error', error);
    this.#write('nFailing', Number.isFinite(nFailing) ? nFailing : Number.MAX_SAFE_INTEGER);
    this.#write('nCalls', 0);
    this.#write('failFrom', after + 1);
  }

  calm(): void {
    this.#write('failFrom', 0);
  }

  get nFailed(): number {
    return this.#read('nFailed');
  }

  killAfter(nCalls: number, isTorn: boolean): void {
    this.#write('kinds', bitsOf(['write', 'sync', 'truncate', 'name']));
    this.#write('isTorn', isTorn ? 1 : 0);
    this.#write('nCalls', 0);
    this.#write('killAt', nCalls + 1);
  }

  #read(field: (typeof fields)[number]): number {
    const bytes = Buffer.alloc(8);
    const fd = openSync(this.#path, 'r');
    readSync(fd, bytes, 0, 8, 8 * fields.indexOf(field));
    closeSync(fd);
    return Number(bytes.readBigInt64LE());
  }

  #write(field: (typeof fields)[number], value: number): void {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(value));
    const fd = openSync(this.#path, 'r+');
    writeSync(fd, bytes, 0, 8, 8 * fields.indexOf(field));
    closeSync(fd);
  }
}

const bitsOf = (kinds: readonly FaultKind[]) => kinds.reduce((bits, kind) => bits | kindBits[kind], 0);
