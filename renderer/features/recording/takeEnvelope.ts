/** Lowest and highest of each hundredth of a second of a take, over its channels: enough to see it grow, for hours. */
export const binsPerSec = 100;

const firstCapacity = 4096;

export class TakeEnvelope {
  readonly framesPerBin: number;
  #min = new Float32Array(firstCapacity);
  #max = new Float32Array(firstCapacity);
  #nBins = 0;

  constructor(sampleRateHz: number) {
    this.framesPerBin = Math.max(1, Math.round(sampleRateHz / binsPerSec));
  }

  get nFrames(): number {
    return this.#nBins * this.framesPerBin;
  }

  /** @param bins lowest and highest in turn */
  append(bins: Float32Array): void {
    const count = bins.length / 2;
    if (this.#nBins + count > this.#min.length) {
      const capacity = Math.max(2 * this.#min.length, this.#nBins + count);
      const [min, max] = [new Float32Array(capacity), new Float32Array(capacity)];
      min.set(this.#min);
      max.set(this.#max);
      this.#min = min;
      this.#max = max;
    }
    for (let i = 0; i < count; i++) {
      this.#min[this.#nBins + i] = bins[2 * i]!;
      this.#max[this.#nBins + i] = bins[2 * i + 1]!;
    }
    this.#nBins += count;
  }

  /** Of the bins that touch [fromFrame, toFrame); null: none. */
  range(fromFrame: number, toFrame: number): { readonly min: number; readonly max: number } | null {
    const first = Math.max(0, Math.floor(fromFrame / this.framesPerBin));
    const end = Math.min(this.#nBins, Math.max(first + 1, Math.ceil(toFrame / this.framesPerBin)));
    if (first >= end) return null;
    let [min, max] = [Infinity, -Infinity];
    for (let i = first; i < end; i++) {
      min = Math.min(min, this.#min[i]!);
      max = Math.max(max, this.#max[i]!);
    }
    return { min, max };
  }
}

/** The bins of what is recorded, as it comes; gaps are silent. */
export class EnvelopeWriter {
  readonly #framesPerBin: number;
  #end = 0; // frames that are in whole bins or in the open one
  #open: [number, number] = [0, 0];
  #openFrames = 0;
  #bins: number[] = [];

  constructor(sampleRateHz: number) {
    this.#framesPerBin = new TakeEnvelope(sampleRateHz).framesPerBin;
  }

  add(startFrame: number, channels: readonly Float32Array[]): void {
    while (this.#end < startFrame) this.#put(0, 0);
    const nFrames = channels[0]?.length ?? 0;
    for (let n = 0; n < nFrames; n++) {
      let [low, high] = [Infinity, -Infinity];
      for (const channel of channels) {
        const value = channel[n]!;
        if (value < low) low = value;
        if (value > high) high = value;
      }
      this.#put(low, high);
    }
  }

  /** Whole bins since the last call. */
  take(): Float32Array {
    const bins = Float32Array.from(this.#bins);
    this.#bins = [];
    return bins;
  }

  #put(low: number, high: number): void {
    if (this.#openFrames === 0) this.#open = [low, high];
    else {
      if (low < this.#open[0]) this.#open[0] = low;
      if (high > this.#open[1]) this.#open[1] = high;
    }
    this.#end++;
    if (++this.#openFrames < this.#framesPerBin) return;
    this.#bins.push(...this.#open);
    this.#openFrames = 0;
  }
}
