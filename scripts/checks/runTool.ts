import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { withProjectTools } from '../build/electronVite.ts';
import { inProject, projectDir } from '../projectPaths.ts';
import { oneFailed, onePassed, withExitCode, type Tally } from './tally.ts';

/** Runs a tool of node_modules on this Node, its output shown; answers its exit status. */
export function runTool(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number | null> {
  const child = spawn(process.execPath, [inProject('node_modules', script), ...args], {
    cwd: projectDir,
    stdio: 'inherit',
    env: { ...withProjectTools(), ...env },
  });
  return new Promise((done) => {
    child.once('error', () => done(null));
    child.once('close', done);
  });
}

/** A tool that only passes or fails. */
export async function runSingleCheck(script: string, args: readonly string[]): Promise<Tally> {
  return (await runTool(script, args)) === 0 ? onePassed : oneFailed;
}

/** A test runner that leaves a JSON report: counted by `count`, or one failure if there is no readable report. */
export async function runReported<Report>(
  run: () => Promise<number | null>,
  reportFile: string,
  count: (report: Report) => Tally,
): Promise<Tally> {
  rmSync(reportFile, { force: true });
  const exitCode = await run();
  try {
    return withExitCode(count(JSON.parse(readFileSync(reportFile, 'utf8')) as Report), exitCode);
  } catch {
    return oneFailed;
  }
}
