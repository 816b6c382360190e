import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWishQueue, type Wish } from '../../../../renderer/shared/canvas/wishQueue.ts';

interface Running {
  readonly key: string;
  readonly signal: AbortSignal;
  finish(): void;
  fail(): void;
}

function rig() {
  const started: Running[] = [];
  const wish = (key: string, rank = 0): Wish => ({
    key,
    rank,
    run: (signal) =>
      new Promise((resolve, reject) => {
        started.push({
          key,
          signal,
          finish: resolve,
          fail: () => {
            reject(new Error('no'));
          },
        });
      }),
  });
  return { started, wish, queue: createWishQueue({ limit: 2, retryMs: 1000 }) };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('wish queue', () => {
  it('starts the most urgent first and no more than the limit at once', async () => {
    const { started, wish, queue } = rig();
    queue.wish('a', [wish('late', 5), wish('soon', 1), wish('next', 2)]);
    expect(started.map((s) => s.key)).toEqual(['soon', 'next']);
    started[0]?.finish();
    await settle();
    expect(started.map((s) => s.key)).toEqual(['soon', 'next', 'late']);
  });

  it('aborts what nobody wishes for any more, and keeps what another view still does', () => {
    const { started, wish, queue } = rig();
    queue.wish('a', [wish('x'), wish('y')]);
    queue.wish('b', [wish('y')]);
    queue.wish('a', []);
    expect(started.map((s) => [s.key, s.signal.aborted])).toEqual([
      ['x', true],
      ['y', false],
    ]);
    queue.forget('b');
    expect(started[1]?.signal.aborted).toBe(true);
  });

  it('asks for a wish again that was aborted and then wished for anew', async () => {
    const { started, wish, queue } = rig();
    queue.wish('a', [wish('x')]);
    queue.wish('a', []);
    queue.wish('a', [wish('x')]);
    started[0]?.fail(); // the aborted one ends late: it must not take the new one with it
    await settle();
    expect(started.map((s) => s.signal.aborted)).toEqual([true, false]);
    queue.wish('a', [wish('x')]);
    expect(started).toHaveLength(2);
  });

  it('leaves a failed request alone for a while and then tries again by itself', async () => {
    const { started, wish, queue } = rig();
    queue.wish('a', [wish('x')]);
    started[0]?.fail();
    await settle();
    queue.wish('a', [wish('x')]);
    expect(started).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1500);
    expect(started).toHaveLength(2);
  });

  it('tells once of what fails again, and anew after it has worked', async () => {
    const told: unknown[] = [];
    const started: (() => void)[] = [];
    const queue = createWishQueue({ limit: 1, retryMs: 1000, onFailure: (error) => told.push(error) });
    const wish = {
      key: 'x',
      rank: 0,
      run: () =>
        new Promise<void>((_resolve, reject) =>
          started.push(() => {
            reject(new Error('no'));
          }),
        ),
    };
    queue.wish('a', [wish]);
    for (const tellings of [0, 1, 1]) {
      started.at(-1)?.();
      await settle();
      expect(told).toHaveLength(tellings);
      await vi.advanceTimersByTimeAsync(1500);
    }
    expect(started).toHaveLength(4);
  });

  it('tries at once what failed when it is told to', async () => {
    const { started, wish, queue } = rig();
    queue.wish('a', [wish('x')]);
    started[0]?.fail();
    await settle();
    queue.retryAll();
    expect(started).toHaveLength(2);
  });
});
