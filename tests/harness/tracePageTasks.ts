/**
 * Tasks of the page's main thread by the processor time they took. On a busy machine a task of a few milliseconds may
 * last a hundred because other programs run meanwhile; that is not what a test of ours can answer for.
 */
import type { ElectronApplication } from '@playwright/test';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface PageTask {
  readonly thread: string;
  readonly startMs: number; // on the clock of the trace
  readonly wallMs: number;
  readonly cpuMs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number; // µs
  readonly dur?: number; // µs
  readonly tdur?: number; // µs of the thread at work
  readonly args: { readonly name?: string };
}

const longMs = 50;
const frameMs = 1000 / 60;

/** Runs `work` and answers every task of the pages' main threads meanwhile. */
export async function tracePageTasks<T>(
  app: ElectronApplication,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly tasks: PageTask[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'phonoscope-trace-'));
  try {
    await app.evaluate(({ contentTracing }) => contentTracing.startRecording({ included_categories: ['toplevel'] }));
    const result = await work();
    const path = join(folder, 'trace.json');
    await app.evaluate(({ contentTracing }, to) => contentTracing.stopRecording(to), path);
    const { traceEvents } = JSON.parse(await readFile(path, 'utf8')) as { traceEvents: TraceEvent[] };
    return { result, tasks: pageTasks(traceEvents) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function pageTasks(events: readonly TraceEvent[]): PageTask[] {
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;
  const pages = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(threadOf),
  );
  const tasks = events.filter(
    (event) => event.ph === 'X' && event.name.endsWith('RunTask') && pages.has(threadOf(event)),
  );
  if (tasks.length === 0) throw new Error('the trace holds no task of the page');
  return tasks.map((event) => {
    const { ts, dur = 0, tdur = dur } = event;
    return { thread: threadOf(event), startMs: ts / 1000, wallMs: dur / 1000, cpuMs: tdur / 1000 };
  });
}

export const longTasks = (tasks: readonly PageTask[]): PageTask[] => tasks.filter(({ wallMs }) => wallMs > longMs);

/** Work in each sixtieth of a second from the first task to the last, on the busiest of the threads; ascending. */
export function workPerFrame(tasks: readonly PageTask[], of: 'wallMs' | 'cpuMs'): number[] {
  const own = busiestThread(tasks);
  const startMs = own.reduce((least, task) => Math.min(least, task.startMs), Infinity);
  const endMs = own.reduce((most, task) => Math.max(most, task.startMs + task.wallMs), startMs);
  const work = new Array<number>(Math.floor((endMs - startMs) / frameMs) + 1).fill(0);
  for (const task of own) work[Math.floor((task.startMs - startMs) / frameMs)]! += task[of];
  return work.sort((a, b) => a - b);
}

/** There is a page for decoding too. */
function busiestThread(tasks: readonly PageTask[]): PageTask[] {
  const threads = new Map<string, PageTask[]>();
  for (const task of tasks) {
    const own = threads.get(task.thread) ?? [];
    own.push(task);
    threads.set(task.thread, own);
  }
  return [...threads.values()].sort((a, b) => b.length - a.length)[0] ?? [];
}
