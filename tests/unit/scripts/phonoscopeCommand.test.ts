import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const projectDir = resolve(import.meta.dirname, '../../..');
let folder = '';

/** A project whose command line says what it was given and ends as asked. */
const standIn = `
const [task, detail]: string[] = process.argv.slice(2);
if (task === 'exit') process.exit(Number(detail));
if (task === 'die') process.kill(process.pid, 'SIGKILL');
if (task === 'wait') { process.on('SIGINT', () => process.exit(130)); setTimeout(() => {}, 60_000); }
console.log(JSON.stringify(process.argv.slice(2)));
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'phonoscope-command-'));
  await mkdir(join(folder, 'main/cli'), { recursive: true });
  await mkdir(join(folder, 'bin'));
  await cp(join(projectDir, 'scripts/phonoscope.mjs'), join(folder, 'scripts/phonoscope.mjs'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, 'main/cli/phonoscope.ts'), standIn);
  await symlink(join(folder, 'scripts/phonoscope.mjs'), join(folder, 'bin/phonoscope'));
});
afterAll(() => rm(folder, { recursive: true }));

function phonoscope(...args: string[]): ChildProcess {
  return spawn(process.execPath, [join(folder, 'bin/phonoscope'), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

test('passes its arguments on, also when called through a link', async () => {
  const child = phonoscope('info', 'a b.wav');
  const [text] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  expect(JSON.parse(String(text))).toEqual(['info', 'a b.wav']);
});

test.each([0, 1, 2])('ends with exit code %i as the command does', async (code) => {
  expect((await once(phonoscope('exit', String(code)), 'close'))[0]).toBe(code);
});

test.runIf(process.platform !== 'win32')('ends with 128 + signal when the command was killed', async () => {
  expect((await once(phonoscope('die'), 'close'))[0]).toBe(137);
});

test.runIf(process.platform !== 'win32')(
  'an interrupt reaches the command, whose exit code 130 is passed on',
  async () => {
    const child = phonoscope('wait');
    await once(child.stdout ?? child, 'data');
    child.kill('SIGINT');
    expect((await once(child, 'close'))[0]).toBe(130);
  },
);
