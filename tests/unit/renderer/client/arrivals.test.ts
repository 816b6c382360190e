import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

type Grew = (event: { readonly sourceId: string; readonly complete: boolean }) => void;
const onGrew = vi.hoisted(() => ({ call: null as Grew | null }));
vi.mock('../../../../renderer/client/studio.ts', () => ({
  studio: {
    onEvent: (_kind: string, listener: Grew) => {
      onGrew.call = listener;
    },
  },
}));

const { createArrivalTeller, isArriving } = await import('../../../../renderer/client/arrivals.ts');
const grow = (sourceId: string, complete: boolean) => onGrew.call?.({ sourceId, complete });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  grow('a', true);
  vi.useRealTimers();
});

describe('listeners of what has come', () => {
  it('are called at once for a recording that is whole', () => {
    const told: string[] = [];
    const teller = createArrivalTeller();
    const stop = teller.on((sourceId) => told.push(sourceId));
    teller.tell('a');
    teller.tell('b');
    expect(told).toEqual(['a', 'b']);
    stop();
    teller.tell('a');
    expect(told).toHaveLength(2);
  });

  it('are called once for all that comes within a moment while it arrives, and at once when it is whole', () => {
    const told: string[] = [];
    const teller = createArrivalTeller();
    teller.on((sourceId) => told.push(sourceId));
    grow('a', false);
    expect(isArriving('a')).toBe(true);
    for (let i = 0; i < 10; i++) teller.tell('a');
    teller.tell('b'); // another recording does not wait
    expect(told).toEqual(['b']);
    vi.advanceTimersByTime(200);
    expect(told).toEqual(['b', 'a']);
    teller.tell('a');
    grow('a', true);
    teller.tell('a');
    expect(told).toEqual(['b', 'a', 'a']);
    vi.advanceTimersByTime(1000);
    expect(told).toHaveLength(3); // what was gathered has been told
    expect(isArriving('a')).toBe(false);
  });
});
