/**
 * Runs analyses of whole channels in threads of their own, so that neither the window nor the tiles wait for them. Long
 * ones leave a thread free, and short ones come first: what takes a moment does not wait for what takes minutes. Without
 * a worker (none given, or it fails to load) the same code runs on this thread.
 */
import { Worker } from 'node:worker_threads';
import { EngineError, throwIfAborted } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import type { AnalysisAnswer, AnalysisOrder } from './analysisOrder.ts';
import { runAnalysis, soundSec, type AnalysisTask } from './analysisTask.ts';
import type { Sound } from './contourTask.ts';
import { serveSamples, type ServedBridge } from './sampleBridge.ts';

export interface AnalysisThreads {
  /** @throws EngineError E_ABORTED, E_ENGINE_LOST, and what the analysis or reading the sound throws */
  run(task: AnalysisTask, sound: Sound, work: WorkOptions): Promise<unknown>;
  close(): Promise<void>;
}

interface Current {
  readonly id: number;
  readonly served: ServedBridge;
  readonly work: WorkOptions;
  readingError: Error | null;
  settle(outcome: { readonly result: unknown } | { readonly error: Error }): void;
}

interface Thread {
  readonly worker: Worker;
  isTaken: boolean;
  current: Current | null;
}

/** Sound from this length on makes a task long: seconds of work, not moments. */
export const longFromSec = 600;

export function createAnalysisThreads(options: {
  readonly workerUrl?: URL | undefined;
  readonly nThreads: number;
}): AnalysisThreads {
  const { workerUrl, nThreads } = options;
  let threads: Thread[] = [];
  let isInline = workerUrl === undefined;
  let nextId = 1;
  const waiting = { short: [] as (() => void)[], long: [] as (() => void)[] };
  const mostLong = Math.max(1, nThreads - 1);
  let nLong = 0;
  const threadsWork = () => !isInline;

  const startThread = (url: URL): Thread => {
    const worker = new Worker(url);
    worker.unref();
    const thread: Thread = { worker, isTaken: false, current: null };
    let hasWorked = false;
    const lose = (reason: string) => {
      threads = threads.filter((other) => other !== thread);
      if (!hasWorked) isInline = true;
      thread.current?.settle({ error: new EngineError('E_ENGINE_LOST', `an analysis thread ended: ${reason}`) });
    };
    worker.on('message', (answer: AnalysisAnswer) => {
      hasWorked = true;
      if (thread.current?.id === answer.id) take(thread.current, answer);
    });
    worker.on('error', (error: unknown) => {
      lose(error instanceof Error ? error.message : String(error));
    });
    worker.on('exit', (code) => {
      lose(`exit code ${code}`);
    });
    threads.push(thread);
    return thread;
  };

  const freeThread = (url: URL): Thread | null =>
    threads.find(({ isTaken }) => !isTaken) ?? (threads.length < nThreads ? startThread(url) : null);

  const takeThread = async (url: URL, isLong: boolean): Promise<Thread> => {
    for (;;) {
      const free = isLong && nLong >= mostLong ? null : freeThread(url);
      if (free !== null) {
        free.isTaken = true;
        if (isLong) nLong++;
        return free;
      }
      await new Promise<void>((resolve) => {
        waiting[isLong ? 'long' : 'short'].push(resolve);
      });
    }
  };

  const giveBack = (thread: Thread, isLong: boolean) => {
    thread.isTaken = false;
    if (isLong) nLong--;
    for (const wake of [...waiting.short.splice(0), ...waiting.long.splice(0)]) wake(); // who finds none waits again
  };

  const runIn = async (thread: Thread, task: AnalysisTask, { source, sampleRateHz }: Sound, work: WorkOptions) => {
    const served = serveSamples(source);
    const id = nextId++;
    const onAbort = () => {
      served.abort();
    };
    try {
      return await new Promise<unknown>((resolve, reject) => {
        thread.current = {
          id,
          served,
          work,
          readingError: null,
          settle: (outcome) => {
            if ('result' in outcome) resolve(outcome.result);
            else reject(outcome.error);
          },
        };
        work.signal?.addEventListener('abort', onAbort, { once: true });
        thread.worker.ref();
        const order: AnalysisOrder = { kind: 'analysis', id, task, sampleRateHz, bridge: served.bridge };
        thread.worker.postMessage(order);
      });
    } finally {
      work.signal?.removeEventListener('abort', onAbort);
      thread.worker.unref();
      thread.current = null;
    }
  };

  return {
    async run(task, sound, work) {
      throwIfAborted(work.signal);
      if (workerUrl === undefined || !threadsWork()) return runInline(task, sound, work);
      const isLong = soundSec(task, sound) >= longFromSec;
      const thread = await takeThread(workerUrl, isLong);
      try {
        throwIfAborted(work.signal);
        return await runIn(thread, task, sound, work);
      } catch (error) {
        // A worker that never started must not cost the user the analysis.
        const neverStarted = !threadsWork() && error instanceof EngineError && error.code === 'E_ENGINE_LOST';
        if (neverStarted) return await runInline(task, sound, work);
        throw error;
      } finally {
        giveBack(thread, isLong);
      }
    },
    async close() {
      const closing = threads;
      threads = [];
      for (const { current } of closing) current?.served.abort();
      await Promise.all(closing.map(({ worker }) => worker.terminate()));
    },
  };
}

function take(current: Current, answer: AnalysisAnswer): void {
  switch (answer.kind) {
    case 'block':
      try {
        current.served.serve(answer.index);
      } catch (error) {
        current.readingError = error instanceof Error ? error : new EngineError('E_INTERNAL', String(error));
      }
      return;
    case 'progress':
      current.work.onProgress?.(answer.progress);
      return;
    case 'result':
      current.settle({ result: answer.result });
      return;
    case 'error': {
      const { code, message, details } = answer.error;
      current.settle({ error: current.readingError ?? new EngineError(code, message, { details }) });
    }
  }
}

/** In its own turn of the event loop. */
async function runInline(task: AnalysisTask, sound: Sound, work: WorkOptions): Promise<unknown> {
  await new Promise(setImmediate);
  return runAnalysis(task, sound, work);
}
