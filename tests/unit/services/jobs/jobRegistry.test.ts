import { describe, expect, it } from 'vitest';
import type { JobInfo } from '../../../../preload/contract/jobs.ts';
import { EngineError } from '../../../../main/engine/core/errors.ts';
import type { ReportProgress } from '../../../../main/engine/core/progress.ts';
import { createJobRegistry } from '../../../../main/services/jobs/jobRegistry.ts';
import { createJobsService } from '../../../../main/services/jobs/jobsService.ts';

const newJob = { kind: 'import', title: 'Import a.wav', parameters: { name: 'a.wav' } } as const;
const untilAborted = (signal: AbortSignal) =>
  new Promise<null>((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(new EngineError('E_ABORTED', 'cancelled'));
    });
  });

function registry() {
  const events: JobInfo[] = [];
  return { events, jobs: createJobRegistry({ onChange: (changed) => events.push(...changed) }) };
}

describe('jobRegistry', () => {
  it('goes from queued over running to done with its result', async () => {
    const { jobs, events } = registry();
    const jobId = jobs.start(newJob, () => ({ assetId: 'x' }));
    const info = await jobs.settled(jobId);
    await expect.poll(() => events.map(({ state }) => state)).toEqual(['queued', 'done']);
    expect(info).toMatchObject({ jobId, ...newJob, state: 'done', result: { assetId: 'x' }, error: null });
  });

  it('keeps the code, message and details of a failure, and calls the unforeseen E_INTERNAL', async () => {
    const { jobs } = registry();
    const known = jobs.start(newJob, () => {
      throw new EngineError('E_FORMAT', 'size=0 must be ≥ 1', { details: { size: 0 } });
    });
    const unknown = jobs.start(newJob, () => Promise.reject(new TypeError('x is undefined')));
    expect((await jobs.settled(known)).error).toEqual({
      code: 'E_FORMAT',
      message: 'size=0 must be ≥ 1',
      details: { size: 0 },
    });
    expect((await jobs.settled(unknown)).error).toMatchObject({ code: 'E_INTERNAL', message: 'x is undefined' });
  });

  it('cancels a running job, and a queued one without running it', async () => {
    const { jobs } = registry();
    let ran = false;
    const running = jobs.start(newJob, untilAborted);
    const queued = jobs.start(newJob, () => {
      ran = true;
      return null;
    });
    await new Promise(setImmediate);
    jobs.cancel(queued);
    jobs.cancel(running);
    expect((await jobs.settled(running)).state).toBe('cancelled');
    const info = await jobs.settled(queued);
    expect(info).toMatchObject({ state: 'cancelled', error: null });
    await new Promise(setImmediate);
    expect(ran).toBe(false);
    jobs.cancel(running); // already ended: nothing happens
    expect(() => {
      jobs.cancel('nothing');
    }).toThrow(/jobId=nothing/);
  });

  it('runs jobs of one kind in order, one at a time, and other kinds beside them', async () => {
    const { jobs } = registry();
    const log: string[] = [];
    const task = (name: string) => async () => {
      log.push(`${name} starts`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      log.push(`${name} ends`);
      return null;
    };
    const blocker = jobs.start({ ...newJob, kind: 'vad' }, untilAborted);
    const ids = ['a', 'b', 'c'].map((name) => jobs.start(newJob, task(name)));
    await Promise.all(ids.map((id) => jobs.settled(id)));
    expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
    jobs.cancelAll();
    expect((await jobs.settled(blocker)).state).toBe('cancelled');
  });

  it('sends at most ten events a second, the last of them with the last progress', async () => {
    const { jobs, events } = registry();
    const jobId = jobs.start(newJob, async (_signal, report) => {
      for (let i = 1; i <= 50; i++) {
        report({ done: i, total: 50, unit: 'samples' });
        await new Promise((resolve) => setTimeout(resolve, 6));
      }
      return null;
    });
    const info = await jobs.settled(jobId);
    expect(info).toMatchObject({ done: 50, total: 50, unit: 'samples', etaSec: null });
    const progress = events.filter(({ state, done }) => state === 'running' && done > 0);
    expect(progress.length).toBeGreaterThanOrEqual(2);
    expect(progress.length).toBeLessThanOrEqual(12);
  });

  it('a thousand files dropped at once: events at a bounded rate, each change told once, all in order', async () => {
    const nJobs = 1000;
    const told: (readonly JobInfo[])[] = [];
    const jobs = createJobRegistry({ onChange: (changed) => told.push(changed) });
    const ran: number[] = [];
    const startMs = performance.now();
    const ids = Array.from({ length: nJobs }, (_, i) =>
      jobs.start(newJob, async (_signal, report) => {
        ran.push(i);
        for (let done = 1; done <= 20; done++) report({ done, total: 20, unit: 'samples' });
        await Promise.resolve();
        return null;
      }),
    );
    await jobs.settled(ids.at(-1)!);
    const tenths = (performance.now() - startMs) / 100;
    expect(ran).toEqual(ids.map((_, i) => i));
    expect(told.length).toBeLessThanOrEqual(tenths + 2);
    const isToldDone = () => told.flat().some(({ jobId, state }) => jobId === ids.at(-1) && state === 'done');
    await expect.poll(isToldDone).toBe(true);
    // Not the whole list with every event: a job is told when it starts, when it ends, and in between with progress.
    expect(told.flat().length).toBeLessThanOrEqual(2 * nJobs + told.length);
    const last = new Map(told.flat().map((job) => [job.jobId, job.state]));
    expect(ids.filter((id) => last.get(id) !== 'done')).toEqual([]);
  });

  it('cancelling all starts none of those that wait', async () => {
    const { jobs } = registry();
    let ran = 0;
    const ids = Array.from({ length: 1000 }, () =>
      jobs.start(newJob, (signal) => {
        ran++;
        return untilAborted(signal);
      }),
    );
    await new Promise(setImmediate);
    jobs.cancelAll();
    const states = (await Promise.all(ids.slice(-200).map((id) => jobs.settled(id)))).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['cancelled']));
    expect(ran).toBe(1);
  });

  it('estimates the time left from the rate', async () => {
    let ms = 0;
    let report: ReportProgress = () => undefined;
    let finish: () => void = () => undefined;
    const jobs = createJobRegistry({ onChange: () => undefined, nowMs: () => ms });
    const jobId = jobs.start(newJob, (_signal, reporter) => {
      report = reporter;
      return new Promise((resolve) => {
        finish = () => {
          resolve(null);
        };
      });
    });
    await new Promise(setImmediate);
    for (let i = 1; i <= 20; i++) {
      ms += 500;
      report({ done: i * 50, total: 2000, unit: 'samples' }); // 100 a second
    }
    expect(jobs.list()[0]?.etaSec).toBeCloseTo(10, 1);
    ms += 60_000; // stands still
    report({ done: 1000, total: 2000, unit: 'samples' });
    expect(jobs.list()[0]?.etaSec).toBeGreaterThan(100);
    report({ done: 1000, total: null, unit: 'samples' });
    expect(jobs.list()[0]?.etaSec).toBeNull();
    finish();
    await jobs.settled(jobId);
  });

  it('remembers the last 200 that ended, until they are cleared', async () => {
    const { jobs } = registry();
    const ids = Array.from({ length: 205 }, () => jobs.start(newJob, () => null));
    await jobs.settled(ids.at(-1)!);
    expect(jobs.list()).toHaveLength(200);
    expect(jobs.list()[0]?.jobId).toBe(ids[5]);
    const waiting = jobs.start({ ...newJob, kind: 'vad' }, untilAborted);
    const service = createJobsService(jobs);
    const context = { signal: new AbortController().signal };
    await service['jobs.clearFinished']({}, context);
    expect(jobs.list().map(({ jobId }) => jobId)).toEqual([waiting]);
    await service['jobs.cancel']({ jobId: waiting }, context);
  });
});
