import type { LatencyMs } from './liveMessages.ts';

const kept = 600; // ten seconds of pictures

/** How long the latest pictures took. */
export class Latencies {
  readonly #recent: number[] = [];

  add(ms: number): void {
    this.#recent.push(ms);
    if (this.#recent.length > kept) this.#recent.shift();
  }

  get summary(): LatencyMs | null {
    if (this.#recent.length === 0) return null;
    const sorted = this.#recent.toSorted((a, b) => a - b);
    const quantile = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
    return { p50: quantile(0.5), p95: quantile(0.95) };
  }
}
