/** Runs the real command as people do, in a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { inProject } from '../../scripts/projectPaths.ts';

export interface CommandRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly stdoutBytes: Buffer;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly stdin?: Uint8Array;
  readonly env?: NodeJS.ProcessEnv;
  /** A command that runs ours: setpriv and its options. */
  readonly prefix?: readonly string[];
}

/** Not awaited: for those who interrupt it. */
export function startPhonoscope(args: readonly string[], { cwd, env, prefix = [] }: RunOptions = {}): ChildProcess {
  const [program = '', ...rest] = [...prefix, process.execPath, inProject('scripts/phonoscope.mjs'), ...args];
  return spawn(program, rest, {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, ...env },
    stdio: 'pipe',
  });
}

export function phonoscope(args: readonly string[], options: RunOptions = {}): Promise<CommandRun> {
  const child = startPhonoscope(args, options);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
  child.stdin?.on('error', () => undefined); // it need not read what it is given
  child.stdin?.end(options.stdin);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const stdoutBytes = Buffer.concat(out);
      resolve({ code, stdout: String(stdoutBytes), stderr: String(Buffer.concat(err)), stdoutBytes });
    });
  });
}

/** Of a run that must succeed: what it printed with --json. */
export async function phonoscopeJson<T = Record<string, unknown>>(
  args: readonly string[],
  options: RunOptions = {},
): Promise<T> {
  const { code, stdout, stderr } = await phonoscope([...args, '--json'], options);
  if (code !== 0) throw new Error(`phonoscope ${args.join(' ')} ended with ${String(code)}: ${stderr}`);
  return JSON.parse(stdout) as T;
}
