import { describe, expect, it, vi } from 'vitest';
import type { JobInfo } from '../../../../preload/contract/jobs.ts';
import type { StudioEvent } from '../../../../preload/contract/studio.ts';

const stateListeners: ((state: string) => void)[] = [];
const listeners = new Set<(event: StudioEvent) => void>();
vi.mock('../../../../renderer/client/studio.ts', () => ({
  studio: {
    call: {},
    onEvent: (_kind: string, listener: (event: StudioEvent) => void) => listeners.add(listener),
    onConnection: (listener: (state: string) => void) => stateListeners.push(listener),
    onReady: () => () => undefined,
  },
}));
const { useJobs, whenOver, withChanged } = await import('../../../../renderer/client/jobs.ts');

const job = (jobId: string, state: JobInfo['state'] = 'queued'): JobInfo => ({
  ...{
    jobId,
    state,
    kind: 'import',
    title: `Import ${jobId}`,
    done: 0,
    total: null,
    unit: '',
    etaSec: null,
    note: null,
  },
  ...{ error: null, parameters: {}, result: null, startedAt: '2026-01-01T00:00:00.000Z' },
});
const tell = (...jobs: JobInfo[]) => {
  for (const listener of listeners) listener({ kind: 'jobs.changed', jobs });
};

describe('the list of jobs', () => {
  it('takes new jobs on top and changes the others in their place', () => {
    const listed = withChanged([job('b'), job('a')], [job('a', 'running'), job('c'), job('d')]);
    expect(listed.map(({ jobId, state }) => `${jobId} ${state}`)).toEqual([
      'd queued',
      'c queued',
      'b queued',
      'a running',
    ]);
  });

  it('forgets all but the last 200 that are over, and none that waits', () => {
    const ids = Array.from({ length: 1000 }, (_, i) => String(i));
    const listed = withChanged(
      [job('waits')],
      ids.map((id) => job(id, 'done')),
    );
    expect(listed).toHaveLength(201);
    expect(listed[0]?.jobId).toBe('999');
    expect(listed.at(-1)?.jobId).toBe('waits');
  });

  it('wakes who waits for a job when it is over, at once if it already is, with nothing when the host is lost', async () => {
    const both = Promise.all([whenOver('x'), whenOver('x')]);
    tell(job('x', 'running'), job('y', 'failed'));
    tell(job('x', 'done'));
    expect((await both).map((ended) => ended?.state)).toEqual(['done', 'done']);
    expect((await whenOver('y'))?.state).toBe('failed');
    const lost = whenOver('z');
    for (const listener of stateListeners) listener('lost');
    expect(await lost).toBeNull();
    expect(useJobs.getState().jobs.map(({ jobId }) => jobId)).toEqual(['y', 'x']);
  });
});
