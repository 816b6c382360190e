/** The last seconds of one channel. Samples are counted from the first that ever came; what is not finite is 0. */
export class SampleHistory {
  readonly #samples: Float32Array;
  #end: number;

  /** @param capacity samples */
  constructor(capacity: number, samples = new Float32Array(capacity), end = 0) {
    this.#samples = samples;
    this.#end = end;
  }

  /** Number of the sample that comes next. */
  get end(): number {
    return this.#end;
  }

  /** The oldest that is still here. */
  get start(): number {
    return Math.max(0, this.#end - this.#samples.length);
  }

  append(block: Float32Array): void {
    const capacity = this.#samples.length;
    for (const value of block) {
      this.#samples[this.#end % capacity] = Number.isFinite(value) ? value : 0;
      this.#end++;
    }
  }

  /** [count] from `start` on; 0 where there is nothing. */
  read(start: number, count: number): Float32Array {
    const capacity = this.#samples.length;
    const out = new Float32Array(count);
    const from = Math.max(start, this.start);
    const to = Math.min(start + count, this.#end);
    for (let at = from; at < to;) {
      const slot = at % capacity;
      const run = Math.min(to - at, capacity - slot);
      out.set(this.#samples.subarray(slot, slot + run), at - start);
      at += run;
    }
    return out;
  }

  copy(): SampleHistory {
    return new SampleHistory(this.#samples.length, this.#samples.slice(), this.#end);
  }
}
