import { spawn, type ChildProcess } from 'node:child_process';
import { delimiter } from 'node:path';
import { inProject, projectDir } from '../projectPaths.ts';

/** The Electron line everything is built for: one build runs on it and on all later ones. */
const buildElectronMajor = '33';

/** Starts an electron-vite command in the project, on this Node. */
export function electronVite(command: 'build' | 'dev', args: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, [inProject('node_modules/electron-vite/bin/electron-vite.js'), command, ...args], {
    cwd: projectDir,
    stdio: 'inherit',
    env: { ...process.env, ...env, ELECTRON_MAJOR_VER: buildElectronMajor },
  });
}

/** The environment with the project's own tools (Node 24 among them) first on the path. */
export function withProjectTools(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return { ...env, PATH: [inProject('node_modules/.bin'), env['PATH'] ?? ''].join(delimiter) };
}
