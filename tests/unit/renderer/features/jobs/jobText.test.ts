import { expect, it } from 'vitest';
import type { JobInfo } from '../../../../../preload/contract/jobs.ts';
import { fractionOf, percentText, progressText } from '../../../../../renderer/features/jobs/jobText.ts';

const job: JobInfo = {
  jobId: 'j',
  kind: 'vad',
  title: 'Detect speech',
  state: 'running',
  done: 419,
  total: 1000,
  unit: 'frames',
  etaSec: 72,
  note: null,
  error: null,
  parameters: {},
  result: null,
  startedAt: '2026-01-01T00:00:00Z',
};

it('says how far and how long still, never more than was done', () => {
  expect(progressText(job)).toBe('41 %, 1:12 left');
  expect(progressText({ ...job, total: null, etaSec: null, note: 'reading' })).toBe('reading');
  expect(percentText({ ...job, done: 999.9 })).toBe('99 %');
  expect(fractionOf({ done: 5, total: 4 })).toBe(1);
  expect(fractionOf({ done: 5, total: 0 })).toBeNull();
});
