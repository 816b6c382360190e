/** Who may open a project: one writer at a time, and what happens without the right to write. */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openProjectStore } from '../../main/store/openProjectStore.ts';
import { readLockHolder } from '../../main/store/projectLock.ts';
import { addRecording, folderState, newStore, temporaryFolder } from '../unit/store/projectFixture.ts';

const child = fileURLToPath(new URL('./projectChild.ts', import.meta.url));

interface Said {
  readonly code: string;
  readonly message?: string;
  readonly details?: { readonly pid?: number };
  readonly documents?: string[];
  readonly problems?: string[];
}

const parse = (line: string) => JSON.parse(line) as Said;

function runChild(args: readonly string[], prefix: readonly string[] = []): Said {
  const [command = process.execPath, ...rest] = [...prefix, process.execPath, child, ...args];
  const { stdout, stderr } = spawnSync(command, rest, { encoding: 'utf8' });
  if (stdout === '') throw new Error(`the child said nothing: ${stderr}`);
  return parse(stdout);
}

/** Opens the project in another process, which keeps it open. */
async function hold(path: string) {
  const holder = spawn(process.execPath, [child, 'hold', path], { stdio: ['pipe', 'pipe', 'inherit'] });
  await new Promise((resolve) => holder.stdout.once('data', resolve));
  const ended = new Promise((resolve) => holder.once('close', resolve));
  return {
    pid: holder.pid,
    release: () => (holder.stdin.end(), ended),
    kill: () => (holder.kill('SIGKILL'), ended),
  };
}

function closedProject(folder = temporaryFolder()): string {
  const store = newStore(join(folder, 'a.phono'));
  addRecording(store);
  store.close();
  return store.filePath;
}

describe('a project that another process has open', () => {
  it('is refused with that process, to writers and readers, and left as it is', async () => {
    const path = closedProject();
    const holder = await hold(path);
    const before = folderState(dirname(path));
    for (const readOnly of [false, true])
      expect(() => openProjectStore(path, { readOnly })).toThrow(
        expect.objectContaining({
          code: 'E_PROJECT_LOCKED',
          details: expect.objectContaining({ pid: holder.pid }) as unknown,
        }),
      );
    expect(folderState(dirname(path))).toEqual(before);
    await holder.release();
    const store = openProjectStore(path);
    expect(store.viewState()).toEqual({ heldBy: holder.pid });
    store.close();
  });

  it('is never copied over', async () => {
    const path = closedProject();
    const holder = await hold(path);
    const store = newStore();
    await expect(store.saveCopy(path)).rejects.toMatchObject({
      code: 'E_PROJECT_LOCKED',
      details: { pid: holder.pid },
    });
    await holder.release();
    expect(openedDocuments(path)).toEqual(['speech.wav']);
  });

  it('is taken over when that process dies', async () => {
    const path = closedProject();
    const holder = await hold(path);
    await holder.kill();
    expect(readLockHolder(path)?.pid).toBe(holder.pid);
    const store = openProjectStore(path);
    expect(store.wasUnclean).toBe(true);
    expect(store.viewState()).toEqual({ heldBy: holder.pid });
    expect(readLockHolder(path)?.pid).toBe(process.pid);
    store.close();
    expect(readLockHolder(path)).toBeNull();
  });

  it('is refused when the lock file names another machine', () => {
    const path = closedProject();
    const lock = `${path}-lock`;
    writeFileSync(
      lock,
      JSON.stringify({ pid: 1, host: 'another-machine.invalid', openedAt: '2026-01-01T00:00:00.000Z' }),
    );
    expect(() => openProjectStore(path)).toThrow(/open on another-machine.invalid .* delete .*-lock/);
    writeFileSync(lock, 'not even JSON');
    openProjectStore(path).close();
    expect(existsSync(lock)).toBe(false);
  });

  it('stays ours while we look at our own file by other means', async () => {
    const store = newStore();
    addRecording(store);
    expect(() => openProjectStore(store.filePath)).toThrow(expect.objectContaining({ code: 'E_PROJECT_LOCKED' }));
    await store.saveCopy(join(dirname(store.filePath), 'copy.phono'));
    expect(runChild(['open', store.filePath])).toMatchObject({
      code: 'E_PROJECT_LOCKED',
      details: { pid: process.pid },
    });
  });
});

function openedDocuments(path: string): string[] {
  const store = openProjectStore(path, { readOnly: true });
  const names = store.documents().map(({ name }) => name);
  store.close();
  return names;
}

const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
const isRoot = process.getuid?.() === 0;
/** Permissions mean nothing to root: as root, another user tries; as anyone else, we do. */
const prefix = isRoot ? asNobody : [];
/** Setpriv is missing on some machines, and the project may lie where nobody else can read it. */
const canTry =
  process.platform !== 'win32' &&
  spawnSync(prefix[0] ?? process.execPath, [
    ...prefix.slice(1),
    ...(isRoot ? [process.execPath] : []),
    '-e',
    `fs.accessSync(${JSON.stringify(child)})`,
  ]).status === 0;

describe.skipIf(!canTry)('without the right to write', () => {
  const unprivileged = (...args: string[]) => runChild(args, prefix);

  function sharedFolder(): string {
    const folder = temporaryFolder();
    chmodSync(folder, 0o777);
    return folder;
  }

  it('a project that may not be read is refused', () => {
    const path = closedProject(sharedFolder());
    chmodSync(path, 0o000);
    expect(unprivileged('open', path)).toMatchObject({ code: 'E_PERMISSION' });
    expect(unprivileged('read', path)).toMatchObject({ code: 'E_PERMISSION' });
    chmodSync(path, 0o600);
  });

  it('a read-only file can be looked at, not opened for writing', () => {
    const path = closedProject(sharedFolder());
    chmodSync(path, 0o444);
    const before = folderState(dirname(path));
    expect(unprivileged('open', path)).toMatchObject({ code: 'E_PERMISSION' });
    expect(unprivileged('read', path)).toEqual({ code: 'ok', documents: ['speech.wav'], problems: [] });
    expect(folderState(dirname(path))).toEqual(before);
  });

  it('a project in a read-only folder can be looked at, not opened for writing', () => {
    const folder = temporaryFolder();
    const path = closedProject(folder);
    chmodSync(path, 0o666);
    chmodSync(folder, 0o555);
    const before = folderState(folder);
    expect(unprivileged('open', path)).toMatchObject({ code: 'E_PERMISSION' });
    expect(unprivileged('read', path)).toEqual({ code: 'ok', documents: ['speech.wav'], problems: [] });
    expect(folderState(folder)).toEqual(before);
    chmodSync(folder, 0o755);
  });

  it('a crashed project in a read-only folder says why it cannot be read there', () => {
    const folder = temporaryFolder();
    const store = newStore(join(temporaryFolder(), 'a.phono'));
    addRecording(store);
    cpSync(dirname(store.filePath), folder, { recursive: true, filter: (name) => !name.endsWith('-lock') });
    chmodSync(folder, 0o555);
    const path = join(folder, 'a.phono');
    const before = folderState(folder);
    expect(unprivileged('read', path)).toMatchObject({
      code: 'E_PERMISSION',
      message: expect.stringContaining(path) as unknown,
    });
    expect(folderState(folder)).toEqual(before);
    chmodSync(folder, 0o755);
  });

  it('nothing is created or copied into a read-only folder', () => {
    const shared = sharedFolder();
    const closed = join(shared, 'closed');
    mkdirSync(closed, { mode: 0o555 });
    const path = closedProject(shared);
    chmodSync(path, 0o666);
    expect(unprivileged('create', join(closed, 'x.phono'))).toMatchObject({ code: 'E_PERMISSION' });
    expect(unprivileged('copy', path, join(closed, 'x.phono'))).toMatchObject({ code: 'E_PERMISSION' });
    expect(folderState(closed)).toEqual([]);
    expect(readFileSync(path).length).toBeGreaterThan(0);
    chmodSync(closed, 0o755);
  });
});
