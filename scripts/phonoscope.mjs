#!/usr/bin/env node
// The `phonoscope` command. Plain JavaScript, because the Node that runs it may be as old as 20: the command
// itself is TypeScript and runs on the Node 24 that the project brings along.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const firstMajorThatStripsTypes = 24;
const projectDir = join(dirname(realpathSync(fileURLToPath(import.meta.url))), '..');
const child = spawn(suitableNode(), [join(projectDir, 'main/cli/phonoscope.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  // Types are stripped and scripts compiled once, not at every start. A folder that cannot be written is done without.
  env: { NODE_COMPILE_CACHE: join(projectDir, 'node_modules/.cache/phonoscope'), ...process.env },
});

for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// A terminal sends Ctrl-C to the whole group: passing it on would make it two.
process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
child.on('error', (error) => fail(`cannot run ${child.spawnfile}: ${error.message}`));
child.on('close', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));

function suitableNode() {
  if (Number.parseInt(process.versions.node, 10) >= firstMajorThatStripsTypes) return process.execPath;
  const own = ownNode();
  return own && existsSync(own)
    ? own
    : fail(`Node ${process.versions.node} is too old (24 or newer needed): run npm ci in ${projectDir}`);
}

/** The executable in the project's package `node`, whose install step puts it there. */
function ownNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve('node/package.json');
    return join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  } catch {
    return undefined;
  }
}

function fail(message) {
  console.error(`phonoscope: ${message}`);
  process.exit(1);
}
