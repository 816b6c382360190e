/** A block is not kept beyond this: windows of a second in every column need more, and are rare. */
const mostBytes = 8 * 2 ** 20;

/**
 * Memory for the samples of one task after another: it goes to the worker with a task and comes back with the answer.
 * Fresh megabytes for each would lie about as garbage, on both sides, until V8 minds.
 */
export class SampleRoom {
  #spare: ArrayBuffer | null = null;

  /** [nSamples], with whatever was there. */
  take(nSamples: number): Float32Array<ArrayBuffer> {
    const spare = this.#spare;
    this.#spare = null;
    const isFit = spare !== null && spare.byteLength >= 4 * nSamples;
    return new Float32Array(isFit ? spare : new ArrayBuffer(4 * nSamples), 0, nSamples);
  }

  giveBack(buffer: ArrayBuffer): void {
    if (buffer.byteLength > mostBytes || buffer.byteLength < (this.#spare?.byteLength ?? 0)) return;
    this.#spare = buffer;
  }
}
