/**
 * Tasks of the page's main thread by the processor time they took. On a busy machine a task of a few milliseconds may
 * last a hundred because other programs run meanwhile; that is not what a test of ours can answer for.
 */
import type { ElectronApplication } from '@playwright/test';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface LongTask {
  readonly wallMs: number;
  readonly cpuMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly dur?: number; // µs
  readonly tdur?: number; // µs of the thread at work
  readonly args: { readonly name?: string };
}

const longMs = 50;

/** Runs `work` and answers the tasks that lasted longer than 50 ms meanwhile. */
export async function traceLongTasks<T>(
  app: ElectronApplication,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly longTasks: LongTask[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'phonoscope-trace-'));
  try {
    await app.evaluate(({ contentTracing }) => contentTracing.startRecording({ included_categories: ['toplevel'] }));
    const result = await work();
    const path = join(folder, 'trace.json');
    await app.evaluate(({ contentTracing }, to) => contentTracing.stopRecording(to), path);
    const { traceEvents } = JSON.parse(await readFile(path, 'utf8')) as { traceEvents: TraceEvent[] };
    return { result, longTasks: longTasksOf(traceEvents) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function longTasksOf(events: readonly TraceEvent[]): LongTask[] {
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;
  const pages = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(threadOf),
  );
  const tasks = events.filter(
    (event) => event.ph === 'X' && event.name.endsWith('RunTask') && pages.has(threadOf(event)),
  );
  if (tasks.length === 0) throw new Error('the trace holds no task of the page');
  return tasks
    .filter(({ dur = 0 }) => dur > 1000 * longMs)
    .map(({ dur = 0, tdur = dur }) => ({ wallMs: Math.round(dur / 1000), cpuMs: Math.round(tdur / 1000) }));
}
