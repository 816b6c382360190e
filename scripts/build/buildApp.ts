import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inProject, projectDir } from '../projectPaths.ts';
import { ScriptError, timed } from '../runtime/report.ts';
import { electronVite } from './electronVite.ts';

const stamp = inProject('out/.stamp');
const sources = ['main', 'preload', 'renderer', 'package.json', 'package-lock.json', 'electron.vite.config.ts'];

/** Builds the app into out/, unless what lies there is newer than every source. */
export async function buildIfStale(): Promise<void> {
  if (!isStale(projectDir, sources, stamp)) return;
  await buildApp();
}

/** Builds the app into out/. @throws ScriptError when the build fails */
export async function buildApp(): Promise<void> {
  const startedAt = new Date();
  await rm(stamp, { force: true });
  await timed('building the app', runBuild);
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, startedAt.toISOString());
  // What was saved while the build ran may not be in it.
  await utimes(stamp, startedAt, startedAt);
}

/** Whether anything under `paths` changed after the stamp was written, or there is no stamp. */
export function isStale(root: string, paths: readonly string[], stampFile: string): boolean {
  if (!existsSync(stampFile)) return true;
  const builtMs = statSync(stampFile).mtimeMs;
  return paths.some((path) => newestMs(join(root, path)) > builtMs);
}

/** Modification time of the newest file or folder under a path; folders tell of deletions. */
function newestMs(path: string): number {
  if (!existsSync(path)) return 0;
  const self = statSync(path);
  if (!self.isDirectory()) return self.mtimeMs;
  const inside = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return Math.max(
    self.mtimeMs,
    ...inside.map((name) => statSync(join(path, name), { throwIfNoEntry: false })?.mtimeMs ?? 0),
  );
}

async function runBuild(): Promise<void> {
  const child = electronVite('build', ['--logLevel', 'warn'], {});
  const code = await new Promise<number | null>((done) => child.once('close', done));
  if (code !== 0) throw new ScriptError(`the build failed (exit ${String(code)})`);
}
