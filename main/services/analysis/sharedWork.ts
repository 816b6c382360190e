import { EngineError } from '../../engine/core/errors.ts';

interface Shared<V> {
  readonly promise: Promise<V>;
  readonly aborter: AbortController;
  nCallers: number;
}

/** Equal requests at the same time are one piece of work; it is aborted when the last of its callers has left. */
export class SharedWork<V> {
  readonly #running = new Map<string, Shared<V>>();

  run(key: string, start: (signal: AbortSignal) => Promise<V>, signal: AbortSignal): Promise<V> {
    if (signal.aborted) return Promise.reject(new EngineError('E_ABORTED', 'cancelled'));
    const shared = this.#running.get(key) ?? this.#begin(key, start);
    shared.nCallers++;
    return new Promise<V>((resolve, reject) => {
      const leave = () => {
        shared.nCallers--;
        if (shared.nCallers === 0) {
          shared.aborter.abort();
          this.#forget(key, shared);
        }
        reject(new EngineError('E_ABORTED', 'cancelled'));
      };
      signal.addEventListener('abort', leave, { once: true });
      shared.promise.then(resolve, reject).finally(() => {
        signal.removeEventListener('abort', leave);
      });
    });
  }

  #begin(key: string, start: (signal: AbortSignal) => Promise<V>): Shared<V> {
    const aborter = new AbortController();
    const shared: Shared<V> = { promise: start(aborter.signal), aborter, nCallers: 0 };
    this.#running.set(key, shared);
    shared.promise
      .catch(() => undefined)
      .finally(() => {
        this.#forget(key, shared);
      });
    return shared;
  }

  #forget(key: string, shared: Shared<V>): void {
    if (this.#running.get(key) === shared) this.#running.delete(key);
  }
}
