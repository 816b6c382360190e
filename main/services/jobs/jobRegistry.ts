/**
 * Every long piece of work is a job: named, measured, cancellable, listed until cleared. Jobs of one kind run one
 * after another in the order they were started (a thousand dropped files are imported first to last), jobs of
 * different kinds side by side; a kind can have a second queue for short ones.
 */
import { randomUUID } from 'node:crypto';
import type { JobInfo } from '../../../preload/contract/jobs.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { ReportProgress } from '../../engine/core/progress.ts';
import { toWireError } from '../wireErrors.ts';
import { createEtaEstimator } from './etaEstimator.ts';
import type { EtaEstimator } from './etaEstimator.ts';

export type JobResult = Readonly<Record<string, unknown>> | null;
export type JobRun = (signal: AbortSignal, report: ReportProgress) => Promise<JobResult> | JobResult;

export interface NewJob {
  readonly kind: JobInfo['kind'];
  readonly title: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Takes a moment: does not wait for those of its kind that are not. */
  readonly isShort?: boolean | undefined;
}

export interface JobRegistry {
  /** @returns the job's id */
  start(job: NewJob, run: JobRun): string;
  list(): JobInfo[];
  /** Asks the job to end; one that has ended stays as it is. @throws EngineError E_NOT_FOUND */
  cancel(jobId: string): void;
  /** @param reason what the jobs' signals say, for those that end otherwise than when a person cancels them */
  cancelAll(reason?: unknown): void;
  clearFinished(): void;
  /** Resolves when the job has ended, however it did. @throws EngineError E_NOT_FOUND */
  settled(jobId: string): Promise<JobInfo>;
}

export interface JobRegistryDeps {
  /** At most ten times a second, however many jobs there are: each that changed since, as it is now. */
  readonly onChange: (jobs: readonly JobInfo[]) => void;
  readonly nowMs?: () => number; // monotonic
}

const maxFinished = 200;
const minEventMs = 100;

interface Job {
  info: JobInfo;
  readonly run: JobRun;
  readonly aborter: AbortController;
  eta: EtaEstimator | null;
  readonly waiters: ((info: JobInfo) => void)[];
  readonly queue: Queue;
}

/** Jobs that run one after another. */
interface Queue {
  readonly waiting: Set<Job>; // in starting order
  running: Job | null;
}

const hasEnded = ({ state }: JobInfo) => state === 'done' || state === 'failed' || state === 'cancelled';

export function createJobRegistry({ onChange, nowMs = () => performance.now() }: JobRegistryDeps): JobRegistry {
  const jobs = new Map<string, Job>(); // insertion order is starting order
  const queues = new Map<string, Queue>();
  const finished = new Set<Job>(); // in the order they ended
  const tell = createChangeTeller(onChange, nowMs);

  const find = (jobId: string): Job => {
    const job = jobs.get(jobId);
    if (!job) throw new EngineError('E_NOT_FOUND', `jobId=${jobId} is not a known job`);
    return job;
  };

  const queueOf = ({ kind, isShort = false }: NewJob): Queue => {
    const name = isShort ? `${kind}, short` : kind;
    const queue = queues.get(name) ?? { waiting: new Set(), running: null };
    queues.set(name, queue);
    return queue;
  };

  const end = (job: Job, change: Partial<JobInfo> & Pick<JobInfo, 'state'>) => {
    const { queue } = job;
    if (queue.running === job) queue.running = null;
    job.info = { ...job.info, etaSec: null, ...change };
    tell(job);
    for (const resolve of job.waiters.splice(0)) resolve(job.info);
    finished.add(job);
    for (const oldest of finished) {
      if (finished.size <= maxFinished) break;
      finished.delete(oldest);
      jobs.delete(oldest.info.jobId);
    }
    runNext(queue);
  };

  const runNext = (queue: Queue) => {
    const [next] = queue.waiting;
    if (queue.running !== null || next === undefined) return;
    queue.waiting.delete(next);
    queue.running = next;
    void execute(next);
  };

  const reporter =
    (job: Job): ReportProgress =>
    ({ done, total, unit, note }) => {
      if (hasEnded(job.info)) return;
      const etaSec = job.eta?.update(done, total) ?? null;
      job.info = { ...job.info, done, total, unit, etaSec, note: note ?? null };
      tell(job);
    };

  const execute = async (job: Job) => {
    job.info = { ...job.info, state: 'running', startedAt: new Date().toISOString() };
    job.eta = createEtaEstimator(nowMs);
    tell(job);
    try {
      const result = await job.run(job.aborter.signal, reporter(job));
      end(job, { state: 'done', result });
    } catch (error) {
      const envelope = toWireError(error);
      if (envelope.code === 'E_ABORTED') end(job, { state: 'cancelled' });
      else end(job, { state: 'failed', error: envelope });
    }
  };

  /** None of them starts because another ends. */
  const cancel = (open: readonly Job[], reason?: unknown) => {
    const waiting = open.filter((job) => job.queue.waiting.delete(job));
    for (const job of open) job.aborter.abort(reason);
    for (const job of waiting) end(job, { state: 'cancelled' });
  };

  return {
    start(newJob, run) {
      const jobId = randomUUID();
      const { kind, title, parameters } = newJob;
      const info: JobInfo = { kind, title, parameters, jobId, ...unstarted, startedAt: new Date().toISOString() };
      const queue = queueOf(newJob);
      const job: Job = { info, run, aborter: new AbortController(), eta: null, waiters: [], queue };
      jobs.set(jobId, job);
      queue.waiting.add(job);
      tell(job);
      // Not within this call: the caller learns the id before the first event of the running job.
      setImmediate(() => {
        runNext(queue);
      });
      return jobId;
    },
    list: () => [...jobs.values()].map(({ info }) => info),
    cancel: (jobId) => {
      const job = find(jobId);
      if (!hasEnded(job.info)) cancel([job]);
    },
    cancelAll(reason) {
      cancel(
        [...jobs.values()].filter(({ info }) => !hasEnded(info)),
        reason,
      );
    },
    clearFinished() {
      for (const { info } of finished) jobs.delete(info.jobId);
      finished.clear();
    },
    settled(jobId) {
      const job = find(jobId);
      if (hasEnded(job.info)) return Promise.resolve(job.info);
      return new Promise((resolve) => job.waiters.push(resolve));
    },
  };
}

/** The first change after a pause is told at once, what follows it together. */
function createChangeTeller(onChange: JobRegistryDeps['onChange'], nowMs: () => number): (job: Job) => void {
  const changed = new Set<Job>();
  let lastEventMs = -Infinity;
  let timer: NodeJS.Timeout | null = null;

  const flush = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    lastEventMs = nowMs();
    const infos = [...changed].map(({ info }) => info);
    changed.clear();
    onChange(infos);
  };

  return (job) => {
    changed.add(job);
    const waitMs = minEventMs - (nowMs() - lastEventMs);
    if (waitMs <= 0) flush();
    else timer ??= setTimeout(flush, waitMs).unref();
  };
}

const unstarted = {
  state: 'queued',
  done: 0,
  total: null,
  unit: '',
  etaSec: null,
  note: null,
  error: null,
  result: null,
} as const;
