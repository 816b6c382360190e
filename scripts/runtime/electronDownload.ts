import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { say, timed } from './report.ts';
import { runCommand } from './runCommand.ts';

const reachTimeoutMs = 5_000;
const downloadTimeoutMs = 15 * 60_000;
const rememberMs = 24 * 3_600_000;

interface FailureNote {
  readonly version: string;
  readonly atMs: number;
  readonly reason: string;
}

/** The declared `electron` package: where it is, its version, and the executable it would install. */
export function installedElectron(): { packageDir: string; version: string; executable: string | undefined } {
  const manifest = createRequire(import.meta.url).resolve('electron/package.json');
  const packageDir = dirname(manifest);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const pathFile = join(packageDir, 'path.txt');
  if (!existsSync(pathFile)) return { packageDir, version, executable: undefined };
  const executable = join(packageDir, 'dist', readFileSync(pathFile, 'utf8'));
  return { packageDir, version, executable: existsSync(executable) ? executable : undefined };
}

/**
 * Lets the `electron` package download its own binary, if its server answers.
 *
 * A machine that cannot reach it learns so within seconds and once a day, not at every start.
 * @returns the executable, or undefined with the reason said
 */
export async function downloadElectron(cache: string): Promise<string | undefined> {
  if (process.env['ELECTRON_SKIP_BINARY_DOWNLOAD']) return undefined;
  const { packageDir, version } = installedElectron();
  const noteFile = join(cache, 'electron-download-failed.json');
  if (!isInElectronCache(version)) {
    const note = readFailure(noteFile);
    if (note && isRecent(note, version, Date.now())) return undefined;
    const reason = await unreachable(downloadUrl(version));
    if (reason) {
      await rememberFailure(noteFile, { version, atMs: Date.now(), reason });
      say(`Electron ${version} cannot be downloaded from ${new URL(downloadUrl(version)).host} (${reason})`);
      return undefined;
    }
  }
  const result = await timed(`downloading Electron ${version} (about 120 MB)`, () =>
    runCommand(process.execPath, [join(packageDir, 'install.js')], { timeoutMs: downloadTimeoutMs }),
  );
  const executable = installedElectron().executable;
  if (result.code === 0 && executable) return executable;
  const reason = result.stderr.trim().split('\n')[0] ?? `exit ${String(result.code)}`;
  await rememberFailure(noteFile, { version, atMs: Date.now(), reason });
  say(`Electron's own installer failed: ${reason}`);
  return undefined;
}

/** Whether a failure noted for this version is younger than a day. */
export function isRecent(note: FailureNote, version: string, nowMs: number): boolean {
  return note.version === version && nowMs - note.atMs < rememberMs;
}

/** Where @electron/get would fetch this version from, mirrors included. */
export function downloadUrl(version: string, env: NodeJS.ProcessEnv = process.env): string {
  const mirror =
    env['npm_config_electron_mirror'] ??
    env['ELECTRON_MIRROR'] ??
    'https://github.com/electron/electron/releases/download/';
  const folder = env['npm_config_electron_custom_dir'] ?? env['ELECTRON_CUSTOM_DIR'] ?? `v${version}`;
  return `${mirror}${folder}/electron-v${version}-${process.platform}-${process.arch}.zip`;
}

/** In a process of its own, because proxies are honoured by a start-up setting of Node. */
async function unreachable(url: string): Promise<string | undefined> {
  const probe = `fetch(process.argv[1], { method: 'HEAD', signal: AbortSignal.timeout(${String(reachTimeoutMs)}) }).then(
    (r) => { if (!r.ok) throw new Error('HTTP ' + r.status); },
  ).catch((e) => { console.error(e.cause?.code ?? e.message); process.exitCode = 1; });`;
  const result = await runCommand(process.execPath, ['--eval', probe, url], {
    env: { ...process.env, NODE_USE_ENV_PROXY: '1' },
    timeoutMs: reachTimeoutMs + 2_000,
  });
  return result.code === 0 ? undefined : result.stderr.trim() || 'no answer';
}

function isInElectronCache(version: string): boolean {
  const root =
    process.env['electron_config_cache'] ??
    (process.env['XDG_CACHE_HOME']
      ? join(process.env['XDG_CACHE_HOME'], 'electron')
      : join(homedir(), '.cache/electron'));
  if (!existsSync(root)) return false;
  const zip = `electron-v${version}-${process.platform}-${process.arch}.zip`;
  return readdirSync(root, { recursive: true }).some((name) => String(name).endsWith(zip));
}

function readFailure(file: string): FailureNote | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as FailureNote;
  } catch {
    return undefined;
  }
}

async function rememberFailure(file: string, note: FailureNote): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify(note));
}
