import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { resolve } from 'node:path';
import { buildIfStale } from './build/buildApp.ts';
import { projectDir } from './projectPaths.ts';
import { electronEnv, sandboxFlags } from './runtime/electronLaunch.ts';
import { prepareRuntime } from './runtime/prepareRuntime.ts';
import { failScript, say, ScriptError } from './runtime/report.ts';
import type { ElectronRuntime } from './runtime/resolveElectron.ts';
import { hasDisplay } from './runtime/xvfb.ts';
import { runTour } from './tour.ts';

/** `npm start [-- file…]`: opens the app, on the files if any are given, or tours it where there is no display. */
async function start(): Promise<number> {
  // npm runs scripts in the project's folder; a person's relative paths mean the folder they typed in.
  const typedIn = process.env['INIT_CWD'] ?? process.cwd();
  const args = process.argv.slice(2).map((arg) => (arg.startsWith('-') ? arg : resolve(typedIn, arg)));
  const missing = args.find((arg) => !arg.startsWith('-') && !existsSync(arg));
  if (missing !== undefined) throw new ScriptError(`${missing} does not exist: name an audio file or a .phono project`);
  const runtime = await prepareRuntime();
  await buildIfStale();
  if (hasDisplay()) return open(runtime, args);
  say('no display: starting Xvfb for a short tour of the app');
  return runTour(runtime, args);
}

/** Runs the app until it ends; signals pass through, and its exit status is ours. */
function open(runtime: ElectronRuntime, args: readonly string[]): Promise<number> {
  const child = spawn(runtime.executable, [...sandboxFlags(), projectDir, ...args], {
    stdio: 'inherit',
    env: electronEnv(runtime),
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code, signal) => done(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

start().then((code) => process.exit(code), failScript);
