/** Recordings of which more is on its way, and how their views learn of what has come. */
import { studio } from './studio.ts';

/** Answers come by the dozen while a recording arrives; a picture after each would cost more than the import. */
const gatherMs = 120;

const arriving = new Set<string>();

studio.onEvent('source.grew', ({ sourceId, complete }) => {
  if (complete) arriving.delete(sourceId);
  else arriving.add(sourceId);
});

export function isArriving(sourceId: string): boolean {
  return arriving.has(sourceId);
}

export interface ArrivalTeller {
  /** Calls the listeners at once; while the source arrives, once for all that comes within a moment. */
  tell(sourceId: string): void;
  on(listener: (sourceId: string) => void): () => void;
}

export function createArrivalTeller(): ArrivalTeller {
  const listeners = new Set<(sourceId: string) => void>();
  const gathering = new Map<string, ReturnType<typeof setTimeout>>();
  const tellNow = (sourceId: string) => {
    clearTimeout(gathering.get(sourceId));
    gathering.delete(sourceId);
    for (const listener of listeners) listener(sourceId);
  };
  return {
    tell: (sourceId) => {
      if (!arriving.has(sourceId)) tellNow(sourceId);
      else if (!gathering.has(sourceId)) gathering.set(sourceId, setTimeout(tellNow, gatherMs, sourceId));
    },
    on: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
