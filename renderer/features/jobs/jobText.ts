import type { JobInfo, JobState } from '../../../preload/contract/jobs.ts';
import { formatHms } from '../../shared/format/time.ts';

export const stateTitles: Readonly<Record<JobState, string>> = {
  queued: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

export function fractionOf({ done, total }: Pick<JobInfo, 'done' | 'total'>): number | null {
  return total === null || total <= 0 ? null : Math.min(done / total, 1);
}

export function percentText(job: JobInfo): string {
  const fraction = fractionOf(job);
  return fraction === null ? '' : `${Math.floor(fraction * 100)} %`;
}

/** "42 %, 0:12 left" as far as it is known. */
export function progressText(job: JobInfo): string {
  const parts = [percentText(job), job.etaSec === null ? null : `${formatHms(job.etaSec, 0)} left`, job.note];
  return parts.filter((part) => part !== null && part !== '').join(', ');
}
