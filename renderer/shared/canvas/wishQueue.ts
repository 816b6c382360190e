/**
 * Requests that views wish for: started in order of urgency, a few at a time, and aborted as soon as no view wishes for
 * them any more. A view states all its wishes anew whenever it moves.
 */
export interface Wish {
  readonly key: string;
  /** Smaller is more urgent. */
  readonly rank: number;
  run(signal: AbortSignal): Promise<void>;
}

export interface WishQueueOptions {
  readonly limit: number; // requests at once
  readonly retryMs: number; // a failed request is left alone for this long
  /** A request has failed again: what it asks for may have gone away while it was on its way only once. */
  readonly onFailure?: (error: unknown) => void;
}

export interface WishQueue {
  wish(owner: string, wishes: readonly Wish[]): void;
  forget(owner: string): void;
  /** Forgets which requests failed. */
  retryAll(): void;
}

export function createWishQueue({ limit, retryMs, onFailure }: WishQueueOptions): WishQueue {
  const wishesOf = new Map<string, readonly Wish[]>();
  const running = new Map<string, AbortController>();
  const failedAt = new Map<string, number>();
  const toldOf = new Set<string>();

  const isLeftAlone = (key: string) => {
    const at = failedAt.get(key);
    return at !== undefined && performance.now() - at < retryMs;
  };

  const wishedFor = (): Wish[] => {
    const unique = new Map<string, Wish>();
    for (const wishes of wishesOf.values())
      for (const wish of wishes) {
        const known = unique.get(wish.key);
        if (known === undefined || wish.rank < known.rank) unique.set(wish.key, wish);
      }
    return [...unique.values()].sort((a, b) => a.rank - b.rank);
  };

  const start = (wish: Wish) => {
    const controller = new AbortController();
    running.set(wish.key, controller);
    const isCurrent = () => running.get(wish.key) === controller;
    wish.run(controller.signal).then(
      () => {
        if (!isCurrent()) return;
        running.delete(wish.key);
        failedAt.delete(wish.key);
        toldOf.delete(wish.key);
        fulfil(wish.key);
        pump();
      },
      (error: unknown) => {
        // Aborted: whoever wishes for it again has started it again. Else the view keeps its coarser picture meanwhile.
        if (!isCurrent()) return;
        running.delete(wish.key);
        if (failedAt.has(wish.key) && !toldOf.has(wish.key)) {
          toldOf.add(wish.key);
          onFailure?.(error);
        }
        failedAt.set(wish.key, performance.now());
        setTimeout(pump, retryMs + 1);
        pump();
      },
    );
  };

  const fulfil = (key: string) => {
    for (const [owner, wishes] of wishesOf)
      wishesOf.set(
        owner,
        wishes.filter((wish) => wish.key !== key),
      );
  };

  const pump = () => {
    if (running.size >= limit) return;
    for (const wish of wishedFor()) {
      if (running.size >= limit) return;
      if (!running.has(wish.key) && !isLeftAlone(wish.key)) start(wish);
    }
  };

  const abortUnwished = () => {
    const keys = new Set<string>();
    for (const wishes of wishesOf.values()) for (const { key } of wishes) keys.add(key);
    for (const [key, controller] of running)
      if (!keys.has(key)) {
        running.delete(key);
        controller.abort();
      }
  };

  return {
    wish: (owner, wishes) => {
      wishesOf.set(owner, wishes);
      abortUnwished();
      pump();
    },
    forget: (owner) => {
      wishesOf.delete(owner);
      abortUnwished();
    },
    retryAll: () => {
      failedAt.clear();
      pump();
    },
  };
}
