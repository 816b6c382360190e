import { mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withFolderLock } from '../../../../scripts/runtime/folderLock.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'phonoscope-lock-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('two holders never work at once, and the second is told that it waits', async () => {
  const lock = join(folder, 'deep/lock');
  let working = 0;
  let most = 0;
  const onWait = vi.fn();
  const work = async (): Promise<void> => {
    most = Math.max(most, ++working);
    await sleep(100);
    working--;
  };
  await Promise.all([withFolderLock(lock, onWait, work), withFolderLock(lock, onWait, work)]);
  expect(most).toBe(1);
  expect(onWait).toHaveBeenCalledOnce();
});

test('the lock is gone after work that threw', async () => {
  const lock = join(folder, 'lock');
  const failing = withFolderLock(lock, vi.fn(), () => Promise.reject(new Error('disk full')));
  await expect(failing).rejects.toThrow('disk full');
  expect(await readdir(folder)).toEqual([]);
});

test('a lock that nobody touched for 15 s is taken over', async () => {
  const lock = join(folder, 'lock');
  await mkdir(lock);
  const longAgo = new Date(Date.now() - 20_000);
  await utimes(lock, longAgo, longAgo);
  expect(await withFolderLock(lock, vi.fn(), () => Promise.resolve('mine'))).toBe('mine');
});
