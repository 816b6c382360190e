/** Long work, newest first. */
import { create } from 'zustand';
import type { JobInfo } from '../../preload/contract/jobs.ts';
import { studio } from './studio.ts';

export interface JobsStore {
  readonly jobs: readonly JobInfo[];
}

export const useJobs = create<JobsStore>()(() => ({ jobs: [] }));

function put(jobs: readonly JobInfo[], job: JobInfo): JobInfo[] {
  const isKnown = jobs.some((j) => j.jobId === job.jobId);
  return isKnown ? jobs.map((j) => (j.jobId === job.jobId ? job : j)) : [job, ...jobs];
}

export function isOver(job: JobInfo): boolean {
  return job.state === 'done' || job.state === 'failed' || job.state === 'cancelled';
}

async function refresh(): Promise<void> {
  const jobs = await studio.call['jobs.list']({});
  useJobs.setState({ jobs: [...jobs].sort((a, b) => b.startedAt.localeCompare(a.startedAt)) });
}

studio.onEvent('job.changed', ({ job }) => {
  useJobs.setState((s) => ({ jobs: put(s.jobs, job) }));
});
studio.onReady('Read the jobs', refresh);

export async function cancelJob(jobId: string): Promise<void> {
  await studio.call['jobs.cancel']({ jobId });
}

export async function clearFinishedJobs(): Promise<void> {
  await studio.call['jobs.clearFinished']({});
  await refresh();
}

/** Resolves when the job has ended, however it ended; null when its host has ended with it. */
export function whenOver(jobId: string): Promise<JobInfo | null> {
  return new Promise((resolve) => {
    const stops: (() => void)[] = [];
    const end = (job: JobInfo | null) => {
      for (const stop of stops) stop();
      resolve(job);
    };
    const look = (jobs: readonly JobInfo[]) => {
      const job = jobs.find((j) => j.jobId === jobId);
      if (job !== undefined && isOver(job)) end(job);
    };
    stops.push(
      useJobs.subscribe(({ jobs }) => {
        look(jobs);
      }),
      studio.onConnection((state) => {
        if (state === 'lost') end(null);
      }),
    );
    look(useJobs.getState().jobs);
  });
}
