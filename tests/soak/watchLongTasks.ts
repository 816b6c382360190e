/** Long tasks of the page as it reports them itself, by the wall clock, for as long as it is open. */
import type { Page } from '@playwright/test';

export interface LongTask {
  readonly atSec: number; // since the watch began
  readonly wallMs: number;
}

interface Watched {
  longTasks?: { readonly startTime: number; readonly duration: number }[];
}

/** @returns those since the last time it was asked */
export async function watchLongTasks(window: Page): Promise<() => Promise<LongTask[]>> {
  const startedAt = await window.evaluate(() => {
    const page = globalThis as unknown as Watched;
    page.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) page.longTasks?.push({ startTime, duration });
    }).observe({ type: 'longtask' });
    return performance.now();
  });
  return async () => {
    const seen = await window.evaluate(() => (globalThis as unknown as Watched).longTasks?.splice(0) ?? []);
    return seen.map(({ startTime, duration }) => ({
      atSec: Number(((startTime - startedAt) / 1000).toFixed(1)),
      wallMs: Math.round(duration),
    }));
  };
}
