/** All processes of a running app, and how they end when the power goes. */
import { expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import type { LaunchedApp } from './launchApp.ts';

export async function processIds({ app }: LaunchedApp): Promise<number[]> {
  return app.evaluate(({ app: electronApp }) => electronApp.getAppMetrics().map(({ pid }) => pid));
}

/** Whether the process still runs; one that has ended and whose parent has not asked for it yet does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    return false; // it has ended between the two questions
  }
}

/** Ends the browser process at once, without a word, and waits until the others have followed it. */
export async function killApp(launched: LaunchedApp): Promise<void> {
  const pids = await processIds(launched);
  const main = await launched.app.evaluate(() => process.pid);
  const closed = launched.app.waitForEvent('close');
  process.kill(main, 'SIGKILL');
  await closed;
  await expect
    .poll(() => pids.filter(isRunning), { timeout: 20_000, message: 'every process of the app has ended' })
    .toEqual([]);
}
