import type { ElectronRuntime } from './resolveElectron.ts';

/** Chromium refuses to sandbox for root; for everyone else the sandbox stays on. */
export function sandboxFlags(isRoot: boolean = process.getuid?.() === 0): string[] {
  return isRoot ? ['--no-sandbox'] : [];
}

/** Machines without a GPU: the 2D path is five times faster than emulated GL, whose libraries hold 25 MB. */
export const noGpuFlags: readonly string[] = ['--disable-gpu', '--disable-software-rasterizer'];

/** WebGL2 in software, for checks of its pixels. */
export const softwareGlFlags: readonly string[] = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

/** The environment the app runs in: the parent's, and what this Electron needs. */
export function electronEnv(
  runtime: Pick<ElectronRuntime, 'sqliteModule'>,
  extra: NodeJS.ProcessEnv = {},
): Record<string, string> {
  const env: NodeJS.ProcessEnv = { ...process.env, ...extra };
  if (runtime.sqliteModule) env['PHONOSCOPE_SQLITE'] = runtime.sqliteModule;
  else delete env['PHONOSCOPE_SQLITE'];
  delete env['ELECTRON_RUN_AS_NODE'];
  return Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
