import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { say, ScriptError, timed } from './report.ts';
import { runCommand, type CommandResult } from './runCommand.ts';

/** What Electron links or loads on Debian and Ubuntu, and the X server for machines without a display. */
const libraryPackages = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1', 'libatk-bridge2.0-0', 'libdrm2'];
const displayPackages = ['xvfb', 'xauth'];

/**
 * Makes sure that Electron can start here: as root on a Debian-like system by installing what is missing,
 * else by saying what to install.
 */
export async function ensureSystemLibraries(executable: string, needsXvfb: boolean): Promise<void> {
  if (process.platform !== 'linux') return;
  const libraries = await missingLibraries(executable);
  const xvfbMissing = needsXvfb && !findOnPath('Xvfb');
  if (libraries.length === 0 && !xvfbMissing) return;
  const wanted = [...(libraries.length > 0 ? libraryPackages : []), ...(xvfbMissing ? displayPackages : [])];
  const missing = [...libraries, ...(xvfbMissing ? ['Xvfb'] : [])].join(', ');
  if (!findOnPath('apt-get')) {
    throw new ScriptError(`missing on this system: ${missing}. Debian's names of the packages: ${wanted.join(' ')}`);
  }
  if (process.getuid?.() !== 0) {
    throw new ScriptError(
      `missing on this system: ${missing}. Install with:\n  sudo apt-get install -y ${wanted.join(' ')}`,
    );
  }
  say(`missing on this system: ${missing}`);
  await timed(`installing ${wanted.join(' ')} with apt-get`, () => aptInstall(wanted));
  const still = await missingLibraries(executable);
  if (still.length > 0) throw new ScriptError(`still missing after apt-get: ${still.join(', ')}`);
}

/** The shared libraries that the loader does not find. */
export async function missingLibraries(executable: string): Promise<string[]> {
  const result = await runCommand('ldd', [executable]);
  return missingInLdd(result.stdout);
}

/** The names before `=> not found` in ldd's output, each once. */
export function missingInLdd(output: string): string[] {
  const names = [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '');
  return [...new Set(names)];
}

async function aptInstall(packages: readonly string[]): Promise<void> {
  demandSuccess(await apt(['update']), 'apt-get update');
  const names = await Promise.all(packages.map(currentName));
  demandSuccess(await apt(['install', '-y', '--no-install-recommends', ...names]), 'apt-get install');
}

function apt(args: readonly string[]): Promise<CommandResult> {
  return runCommand('apt-get', ['-q', ...args], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}

function demandSuccess(result: CommandResult, what: string): void {
  if (result.code === 0) return;
  const tail = `${result.stdout}\n${result.stderr}`.trim().split('\n').slice(-5).join('\n');
  throw new ScriptError(`${what} failed (exit ${String(result.code)}):\n${tail}`);
}

/** Debian 13 and Ubuntu 24.04 renamed the packages whose time type grew to 64 bits: libasound2t64. */
async function currentName(name: string): Promise<string> {
  const { stdout } = await runCommand('apt-cache', ['policy', `${name}t64`]);
  return /Candidate: (?!\(none\))/.test(stdout) ? `${name}t64` : name;
}

function findOnPath(command: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(':').filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, command)).find((path) => existsSync(path));
}
