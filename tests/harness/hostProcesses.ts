/** The processes behind the window, found by the names they show in the process list. */
import { expect } from '@playwright/test';
import type { LaunchedApp } from './launchApp.ts';

export type HostName = 'studio' | 'inference';

export async function hostPid({ app }: LaunchedApp, name: HostName): Promise<number | null> {
  return app.evaluate(
    ({ app: electronApp }, wanted) => electronApp.getAppMetrics().find((metric) => metric.name === wanted)?.pid ?? null,
    `Phonoscope ${name}`,
  );
}

/** As a crash of native code ends it: at once, without a word. */
export async function killHost(launched: LaunchedApp, name: HostName): Promise<number> {
  const pid = await hostPid(launched, name);
  if (pid === null) throw new Error(`there is no ${name} process`);
  process.kill(pid, 'SIGKILL');
  return pid;
}

/** Waits until another process has taken the place of `oldPid`. */
export async function waitForNewHost(launched: LaunchedApp, name: HostName, oldPid: number): Promise<void> {
  await expect
    .poll(
      async () => {
        const pid = await hostPid(launched, name);
        return pid !== null && pid !== oldPid;
      },
      { timeout: 15_000, message: `the ${name} process is restarted` },
    )
    .toBe(true);
}
