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

const units: Readonly<Record<string, string>> = { Ms: 'ms', Sec: 's', Hz: 'Hz', Db: 'dB', Samples: 'smp', Bytes: 'B' };

/** minSpeechMs, 250 -> "min speech 250 ms" */
function parameterText(name: string, value: unknown): string {
  const unit = Object.keys(units).find((suffix) => name.endsWith(suffix) && name.length > suffix.length);
  const bare = unit === undefined ? name : name.slice(0, -unit.length);
  const words = bare.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return unit === undefined ? `${words} ${text}` : `${words} ${text} ${units[unit] ?? ''}`;
}

/** { threshold: 0.5, minSpeechMs: 250 } -> "threshold 0.5, min speech 250 ms"; ids mean nothing to people. */
export function parametersText(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .filter(([name]) => !/Ids?$/.test(name))
    .map(([name, value]) => parameterText(name, value))
    .join(', ');
}
