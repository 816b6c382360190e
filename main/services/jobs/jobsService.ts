import type { Handlers } from '../../../preload/contract/define.ts';
import type { jobsContract } from '../../../preload/contract/jobs.ts';
import type { JobRegistry } from './jobRegistry.ts';

export function createJobsService(jobs: JobRegistry): Handlers<typeof jobsContract, AbortSignal> {
  return {
    'jobs.list': () => jobs.list(),
    'jobs.cancel': ({ jobId }) => {
      jobs.cancel(jobId);
      return null;
    },
    'jobs.clearFinished': () => {
      jobs.clearFinished();
      return null;
    },
  };
}
