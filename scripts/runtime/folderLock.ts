import { mkdir, rm, stat, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const heartbeatMs = 2_000;
const staleMs = 15_000;

/**
 * Runs `work` while holding the folder `lockPath`; others wait for it.
 *
 * The holder touches the folder, so one left by a killed process goes stale: process ids would not do,
 * since containers may share the cache. The lock only saves work done twice; correctness rests on the
 * atomic rename of what was built.
 */
export async function withFolderLock<T>(lockPath: string, onWait: () => void, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(lockPath), { recursive: true });
  let told = false;
  while (!(await tryLock(lockPath))) {
    if (!told) onWait();
    told = true;
    await sleep(500);
  }
  const beat = setInterval(() => void touch(lockPath), heartbeatMs);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await rm(lockPath, { recursive: true, force: true });
  }
}

async function tryLock(lockPath: string): Promise<boolean> {
  try {
    await mkdir(lockPath);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const age = await stat(lockPath).then(
    (s) => Date.now() - s.mtimeMs,
    () => 0,
  );
  if (age > staleMs) await rm(lockPath, { recursive: true, force: true });
  return false;
}

async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
}
