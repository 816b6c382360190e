import { procedure } from './define.ts';
import type { WireErrorShape } from './errors.ts';
import { idSchema } from './project.ts';

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

export interface JobInfo {
  readonly jobId: string;
  readonly kind: 'import' | 'vad' | 'contour' | 'measure' | 'verify' | 'save' | 'export' | 'effect' | 'macro';
  readonly title: string; // "Import interview.flac"
  readonly state: JobState;
  readonly done: number;
  readonly total: number | null;
  readonly unit: string;
  readonly etaSec: number | null;
  readonly note: string | null;
  readonly error: WireErrorShape | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly result: Readonly<Record<string, unknown>> | null;
  readonly startedAt: string; // ISO 8601
}

export const jobsContract = {
  'jobs.list': procedure<JobInfo[]>()({}),
  'jobs.cancel': procedure<null>()({ jobId: idSchema }),
  'jobs.clearFinished': procedure<null>()({}),
} as const;
