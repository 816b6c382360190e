/**
 * Every long piece of work is a job: named, measured, cancellable, listed until cleared. Jobs of one kind run one
 * after another in the order they were started (a thousand dropped files are imported first to last), jobs of
 * different kinds side by side.
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
  readonly onChange: (job: JobInfo) => void;
  readonly nowMs?: () => number; // monotonic
}

const maxFinished = 200;
const minEventMs = 100; // ten events a second

interface Job {
  info: JobInfo;
  readonly run: JobRun;
  readonly aborter: AbortController;
  eta: EtaEstimator | null;
  lastEventMs: number;
  timer: NodeJS.Timeout | null;
  readonly waiters: ((info: JobInfo) => void)[];
}

const hasEnded = ({ state }: JobInfo) => state === 'done' || state === 'failed' || state === 'cancelled';

export function createJobRegistry({ onChange, nowMs = () => performance.now() }: JobRegistryDeps): JobRegistry {
  const jobs = new Map<string, Job>(); // insertion order is starting order

  const find = (jobId: string): Job => {
    const job = jobs.get(jobId);
    if (!job) throw new EngineError('E_NOT_FOUND', `jobId=${jobId} is not a known job`);
    return job;
  };

  const emit = (job: Job) => {
    if (job.timer) clearTimeout(job.timer);
    job.timer = null;
    job.lastEventMs = nowMs();
    onChange(job.info);
  };

  const emitSoon = (job: Job) => {
    const waitMs = minEventMs - (nowMs() - job.lastEventMs);
    if (waitMs <= 0) emit(job);
    else if (!job.timer) {
      job.timer = setTimeout(() => {
        emit(job);
      }, waitMs);
      job.timer.unref();
    }
  };

  const end = (job: Job, change: Partial<JobInfo> & Pick<JobInfo, 'state'>) => {
    job.info = { ...job.info, etaSec: null, ...change };
    emit(job);
    for (const resolve of job.waiters.splice(0)) resolve(job.info);
    dropOldest();
    runNext(job.info.kind);
  };

  const dropOldest = () => {
    const finished = [...jobs.values()].filter(({ info }) => hasEnded(info));
    for (const { info } of finished.slice(0, Math.max(0, finished.length - maxFinished))) jobs.delete(info.jobId);
  };

  const runNext = (kind: JobInfo['kind']) => {
    const sameKind = [...jobs.values()].filter(({ info }) => info.kind === kind);
    if (sameKind.some(({ info }) => info.state === 'running')) return;
    const next = sameKind.find(({ info }) => info.state === 'queued');
    if (next) void execute(next);
  };

  const reporter =
    (job: Job): ReportProgress =>
    ({ done, total, unit, note }) => {
      if (hasEnded(job.info)) return;
      const etaSec = job.eta?.update(done, total) ?? null;
      job.info = { ...job.info, done, total, unit, etaSec, note: note ?? null };
      emitSoon(job);
    };

  const execute = async (job: Job) => {
    job.info = { ...job.info, state: 'running', startedAt: new Date().toISOString() };
    job.eta = createEtaEstimator(nowMs);
    emit(job);
    try {
      const result = await job.run(job.aborter.signal, reporter(job));
      end(job, { state: 'done', result });
    } catch (error) {
      const envelope = toWireError(error);
      if (envelope.code === 'E_ABORTED') end(job, { state: 'cancelled' });
      else end(job, { state: 'failed', error: envelope });
    }
  };

  const cancel = (job: Job, reason?: unknown) => {
    job.aborter.abort(reason);
    if (job.info.state === 'queued') end(job, { state: 'cancelled' });
  };

  return {
    start(newJob, run) {
      const jobId = randomUUID();
      const info: JobInfo = { ...newJob, jobId, ...unstarted, startedAt: new Date().toISOString() };
      const job: Job = {
        info,
        run,
        aborter: new AbortController(),
        eta: null,
        lastEventMs: 0,
        timer: null,
        waiters: [],
      };
      jobs.set(jobId, job);
      emit(job);
      // Not within this call: the caller learns the id before the first event of the running job.
      setImmediate(() => {
        runNext(newJob.kind);
      });
      return jobId;
    },
    list: () => [...jobs.values()].map(({ info }) => info),
    cancel: (jobId) => {
      const job = find(jobId);
      if (!hasEnded(job.info)) cancel(job);
    },
    cancelAll(reason) {
      for (const job of [...jobs.values()]) if (!hasEnded(job.info)) cancel(job, reason);
    },
    clearFinished() {
      for (const { info } of [...jobs.values()]) if (hasEnded(info)) jobs.delete(info.jobId);
    },
    settled(jobId) {
      const job = find(jobId);
      if (hasEnded(job.info)) return Promise.resolve(job.info);
      return new Promise((resolve) => job.waiters.push(resolve));
    },
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
