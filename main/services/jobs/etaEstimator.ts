/** Time constant of the rate's exponential average: long enough to be calm, short enough to follow a slower disk. */
const smoothingSec = 3;
const minElapsedSec = 0.5;

export interface EtaEstimator {
  /** @returns seconds left, or null while the rate or the total is unknown */
  update(done: number, total: number | null): number | null;
}

/** @param nowMs a monotonic clock */
export function createEtaEstimator(nowMs: () => number): EtaEstimator {
  const startMs = nowMs();
  let lastMs = startMs;
  let lastDone = 0;
  let ratePerSec = 0;

  const observe = (done: number) => {
    const ms = nowMs();
    const elapsedSec = (ms - lastMs) / 1000;
    if (elapsedSec <= 0) return;
    const sinceStartSec = (ms - startMs) / 1000;
    // The plain mean until one time constant has passed: an exponential average started at 0 would lag behind.
    const weight = 1 - Math.exp(-elapsedSec / Math.min(smoothingSec, sinceStartSec));
    const now = Math.max(0, done - lastDone) / elapsedSec;
    ratePerSec = sinceStartSec <= smoothingSec ? done / sinceStartSec : ratePerSec + weight * (now - ratePerSec);
    lastMs = ms;
    lastDone = done;
  };

  return {
    update(done, total) {
      observe(done);
      if (total === null || ratePerSec <= 0 || nowMs() - startMs < minElapsedSec * 1000) return null;
      return Math.max(0, total - done) / ratePerSec;
    },
  };
}
