import { describe, expect, it } from 'vitest';
import { SharedWork } from '../../../../main/services/analysis/sharedWork.ts';

const never = () => new AbortController().signal;

describe('sharedWork', () => {
  it('does equal requests once, and again after the first is done', async () => {
    const work = new SharedWork<number>();
    let nStarted = 0;
    const start = () => Promise.resolve(++nStarted);
    expect(await Promise.all([work.run('a', start, never()), work.run('a', start, never())])).toEqual([1, 1]);
    expect(await work.run('a', start, never())).toBe(2);
  });

  it('aborts only when the last caller has left', async () => {
    const work = new SharedWork<number>();
    const callers = [new AbortController(), new AbortController()];
    let inner: AbortSignal | null = null;
    const start = (signal: AbortSignal) => {
      inner = signal;
      return new Promise<number>(() => undefined);
    };
    const results = callers.map(({ signal }) => work.run('a', start, signal));
    callers[0]!.abort();
    await expect(results[0]).rejects.toMatchObject({ code: 'E_ABORTED' });
    expect(inner!.aborted).toBe(false);
    callers[1]!.abort();
    await expect(results[1]).rejects.toMatchObject({ code: 'E_ABORTED' });
    expect(inner!.aborted).toBe(true);
    expect(await work.run('a', () => Promise.resolve(7), never())).toBe(7);
  });

  it('tells every caller of a failure', async () => {
    const work = new SharedWork<number>();
    const start = () => Promise.reject(new Error('no'));
    const results = await Promise.allSettled([work.run('a', start, never()), work.run('a', start, never())]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
