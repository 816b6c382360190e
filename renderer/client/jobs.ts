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
studio.onConnection((state) => {
  if (state === 'ready') void refresh();
});

export async function cancelJob(jobId: string): Promise<void> {
  await studio.call['jobs.cancel']({ jobId });
}

export async function clearFinishedJobs(): Promise<void> {
  await studio.call['jobs.clearFinished']({});
  await refresh();
}

/** Resolves when the job has ended, however it ended. */
export function whenOver(jobId: string): Promise<JobInfo> {
  return new Promise((resolve) => {
    const look = (jobs: readonly JobInfo[]): boolean => {
      const job = jobs.find((j) => j.jobId === jobId);
      if (job === undefined || !isOver(job)) return false;
      resolve(job);
      return true;
    };
    if (look(useJobs.getState().jobs)) return;
    const stop = useJobs.subscribe((s) => {
      if (look(s.jobs)) stop();
    });
  });
}
