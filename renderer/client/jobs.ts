/** Long work, newest first. */
import { create } from 'zustand';
import type { JobInfo } from '../../preload/contract/jobs.ts';
import { studio } from './studio.ts';

export interface JobsStore {
  readonly jobs: readonly JobInfo[];
}

export const useJobs = create<JobsStore>()(() => ({ jobs: [] }));

/** As many as the studio host remembers of those that are over. */
const maxOver = 200;

/** @param jobs newest first @param changed oldest first, where they are new */
export function withChanged(jobs: readonly JobInfo[], changed: readonly JobInfo[]): JobInfo[] {
  const byId = new Map(changed.map((job) => [job.jobId, job]));
  const known = new Set(jobs.map(({ jobId }) => jobId));
  const added = [...byId.values()].filter(({ jobId }) => !known.has(jobId)).reverse();
  let over = 0;
  return [...added, ...jobs.map((job) => byId.get(job.jobId) ?? job)].filter(
    (job) => !isOver(job) || ++over <= maxOver,
  );
}

export function isOver(job: JobInfo): boolean {
  return job.state === 'done' || job.state === 'failed' || job.state === 'cancelled';
}

async function refresh(): Promise<void> {
  const jobs = await studio.call['jobs.list']({});
  useJobs.setState({ jobs: [...jobs].reverse() });
  tellWaiters(jobs);
}

/** By jobId: a thousand files are waited for at once. */
const waiters = new Map<string, ((job: JobInfo | null) => void)[]>();

function tellWaiters(jobs: readonly JobInfo[]): void {
  for (const job of jobs.filter(isOver)) {
    for (const resolve of waiters.get(job.jobId) ?? []) resolve(job);
    waiters.delete(job.jobId);
  }
}

studio.onEvent('jobs.changed', ({ jobs }) => {
  useJobs.setState((s) => ({ jobs: withChanged(s.jobs, jobs) }));
  tellWaiters(jobs);
});
studio.onReady('Read the jobs', refresh);
studio.onConnection((state) => {
  if (state !== 'lost') return;
  for (const resolve of [...waiters.values()].flat()) resolve(null);
  waiters.clear();
});

export async function cancelJob(jobId: string): Promise<void> {
  await studio.call['jobs.cancel']({ jobId });
}

export async function clearFinishedJobs(): Promise<void> {
  await studio.call['jobs.clearFinished']({});
  await refresh();
}

/** Resolves when the job has ended, however it ended; null when its host has ended with it. */
export function whenOver(jobId: string): Promise<JobInfo | null> {
  const known = useJobs.getState().jobs.find((job) => job.jobId === jobId);
  if (known !== undefined && isOver(known)) return Promise.resolve(known);
  return new Promise((resolve) => {
    waiters.set(jobId, [...(waiters.get(jobId) ?? []), resolve]);
  });
}
