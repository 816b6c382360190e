import type { PeakBins } from './peakBins.ts';
import { largestFloat32, peakLevelFactor } from './peakSizes.ts';

/** Complete bins of one level of one channel. */
export interface PeakLevel extends PeakBins {
  readonly samplesPerBin: number;
  readonly nBins: number; // length of each array
}

export interface PeakStretch {
  min: number;
  max: number;
  sumSquares: number;
  nSamples: number; // covered by the recording, finite or not
}

/** The growing arrays of one level. */
export class PeakLevelBins {
  readonly samplesPerBin: number;
  nBins = 0;
  #bins = { min: new Float32Array(64), max: new Float32Array(64), sumSquares: new Float32Array(64) };

  constructor(samplesPerBin: number) {
    this.samplesPerBin = samplesPerBin;
  }

  /** @param fill writes the bins from `firstBin` on */
  grow(count: number, fill: (bins: PeakBins, firstBin: number) => void): void {
    const firstBin = this.nBins;
    const wanted = firstBin + count;
    if (wanted > this.#bins.min.length) this.#resize(Math.max(wanted, Math.ceil(1.5 * firstBin)));
    fill(this.#bins, firstBin);
    this.nBins = wanted;
  }

  /** Takes stored bins over. */
  set({ min, max, sumSquares }: PeakBins, nBins: number): void {
    this.#resize(nBins);
    this.#bins.min.set(min.subarray(0, nBins));
    this.#bins.max.set(max.subarray(0, nBins));
    this.#bins.sumSquares.set(sumSquares.subarray(0, nBins));
    this.nBins = nBins;
  }

  /** Adds the bins that `finer` has enough of its own for. */
  raiseFrom(finer: PeakLevelBins): void {
    const count = Math.floor(finer.nBins / peakLevelFactor) - this.nBins;
    const { min, max, sumSquares } = finer.#bins;
    this.grow(count, (bins, firstBin) => {
      for (let bin = firstBin; bin < firstBin + count; bin++) {
        const first = bin * peakLevelFactor;
        let least = min[first]!;
        let greatest = max[first]!;
        let sum = sumSquares[first]!;
        for (let i = first + 1; i < first + peakLevelFactor; i++) {
          least = Math.min(least, min[i]!);
          greatest = Math.max(greatest, max[i]!);
          sum += sumSquares[i]!;
        }
        bins.min[bin] = least;
        bins.max[bin] = greatest;
        bins.sumSquares[bin] = Math.min(sum, largestFloat32);
      }
    });
  }

  mergeInto(sum: PeakStretch, bin: number): void {
    const min = this.#bins.min[bin]!;
    const max = this.#bins.max[bin]!;
    if (min < sum.min) sum.min = min;
    if (max > sum.max) sum.max = max;
    sum.sumSquares += this.#bins.sumSquares[bin]!;
    sum.nSamples += this.samplesPerBin;
  }

  trim(): void {
    this.#resize(this.nBins);
  }

  view(): PeakLevel {
    const { samplesPerBin, nBins } = this;
    const { min, max, sumSquares } = this.#bins;
    return {
      samplesPerBin,
      nBins,
      min: min.subarray(0, nBins),
      max: max.subarray(0, nBins),
      sumSquares: sumSquares.subarray(0, nBins),
    };
  }

  #resize(nBins: number): void {
    const { min, max, sumSquares } = this.#bins;
    this.#bins = { min: resized(min, nBins), max: resized(max, nBins), sumSquares: resized(sumSquares, nBins) };
  }
}

function resized(array: Float32Array<ArrayBuffer>, length: number): Float32Array<ArrayBuffer> {
  const copy = new Float32Array(length);
  copy.set(array.subarray(0, length));
  return copy;
}
