/** Tells a mishap from a loop: how often something has had to be started again lately. */
const windowMs = 60_000;
const mostRestarts = 3;

export class RestartLimit {
  #timesMs: number[] = [];

  /** Notes a restart. @returns whether it may be tried: false after three within a minute */
  mayRestart(nowMs = Date.now()): boolean {
    this.#timesMs = this.#timesMs.filter((timeMs) => nowMs - timeMs < windowMs);
    this.#timesMs.push(nowMs);
    return this.#timesMs.length <= mostRestarts;
  }
}
