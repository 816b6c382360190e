/** Samples beyond what a file's samples can hold, and the highest level. */
export interface BeyondReport {
  readonly peak: number; // max |x|, linear
  readonly nBeyond: number; // over all channels
  readonly firstBeyond: number | null; // index of the first, within the file
  readonly nonFinite: number;
}

export class BeyondMeter {
  readonly #highest: number;
  #peak = 0;
  #nBeyond = 0;
  #first: number | null = null;
  #nSamples = 0;
  #nonFinite = 0;

  /** @param highest the largest x that is not beyond; the smallest is −1 */
  constructor(highest: number) {
    this.#highest = highest;
  }

  /** @param channels planar, each [nSamples] */
  add(channels: readonly Float32Array[]): void {
    const highest = this.#highest;
    for (const x of channels)
      for (let n = 0; n < x.length; n++) {
        const value = x[n]!;
        const level = Math.abs(value);
        if (level > this.#peak && level !== Infinity) this.#peak = level;
        if (value <= highest && value >= -1) continue;
        if (value - value !== 0) this.#nonFinite++;
        else this.#nBeyond++;
        const at = this.#nSamples + n;
        if (this.#first === null || at < this.#first) this.#first = at;
      }
    this.#nSamples += channels[0]?.length ?? 0;
  }

  report(): BeyondReport {
    const counts = { nBeyond: this.#nBeyond, nonFinite: this.#nonFinite };
    return { peak: this.#peak, firstBeyond: this.#first, ...counts };
  }
}
