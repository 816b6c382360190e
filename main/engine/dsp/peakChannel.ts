import { summariseBins, summariseFloats } from './peakBins.ts';
import type { PeakBins, PeakCounts, PeakSamples } from './peakBins.ts';
import { PeakLevelBins } from './peakLevel.ts';
import type { PeakLevel, PeakStretch } from './peakLevel.ts';
import { peakBaseSamples, peakLevelFactor } from './peakSizes.ts';

/** The growing pyramid of one channel: see peaks.ts. */
export class PeakChannel {
  nSamples = 0;
  readonly #counts: PeakCounts = { nClipped: 0, nNonFinite: 0 }; // of complete bins
  readonly #levels: PeakLevelBins[] = [new PeakLevelBins(peakBaseSamples)];
  readonly #open = new Float32Array(peakBaseSamples); // samples of the last, incomplete bin
  #nOpen = 0;

  get levels(): readonly PeakLevel[] {
    return this.#levels.filter((level, i) => i === 0 || level.nBins > 0).map((level) => level.view());
  }

  /** The samples after the last complete bin, fewer than 256. */
  get openSamples(): Float32Array {
    return this.#open.subarray(0, this.#nOpen);
  }

  get counts(): Readonly<PeakCounts> {
    const counts = { ...this.#counts };
    this.#openBin(counts);
    return counts;
  }

  add(samples: PeakSamples): void {
    let from = 0;
    if (this.#nOpen > 0) {
      from = Math.min(peakBaseSamples - this.#nOpen, samples.length);
      this.#keepOpen(samples.subarray(0, from));
      if (this.#nOpen === peakBaseSamples) {
        this.#append(this.#open, 0, 1);
        this.#nOpen = 0;
      }
    }
    const nBins = Math.floor((samples.length - from) / peakBaseSamples);
    this.#append(samples, from, nBins);
    this.#keepOpen(samples.subarray(from + nBins * peakBaseSamples));
    this.nSamples += samples.length;
  }

  /** Bins from … to−1 of 256 samples taken together, through the coarsest levels that fit. */
  summarise(from: number, to: number): PeakStretch {
    const finest = this.#levels[0]!;
    const sum: PeakStretch = { min: Infinity, max: -Infinity, sumSquares: 0, nSamples: 0 };
    const last = Math.min(to, finest.nBins);
    for (let bin = Math.max(0, from); bin < last;) {
      let level = 0;
      let size = 1;
      while (bin % (size * peakLevelFactor) === 0 && bin + size * peakLevelFactor <= last) {
        size *= peakLevelFactor;
        level++;
      }
      this.#levels[level]!.mergeInto(sum, bin / size);
      bin += size;
    }
    if (this.#nOpen > 0 && from <= finest.nBins && to > finest.nBins) {
      const open = this.#openBin({ nClipped: 0, nNonFinite: 0 });
      sum.min = Math.min(sum.min, open.min[0]!);
      sum.max = Math.max(sum.max, open.max[0]!);
      sum.sumSquares += open.sumSquares[0]!;
      sum.nSamples += this.#nOpen;
    }
    if (sum.min > sum.max) sum.min = sum.max = 0;
    return sum;
  }

  /** Continues a stored channel: its complete finest bins, the open samples after them, and the counts of all. */
  static restore(finest: PeakBins & { readonly nBins: number }, open: Float32Array, counts: PeakCounts): PeakChannel {
    const channel = new PeakChannel();
    channel.#levels[0]!.set(finest, finest.nBins);
    channel.#raise();
    channel.nSamples = finest.nBins * peakBaseSamples;
    channel.add(open);
    channel.#counts.nClipped = counts.nClipped - channel.counts.nClipped;
    channel.#counts.nNonFinite = counts.nNonFinite - channel.counts.nNonFinite;
    return channel;
  }

  /** Gives back what the growing arrays hold in reserve. */
  trim(): void {
    for (const level of this.#levels) level.trim();
  }

  #openBin(counts: PeakCounts): PeakBins {
    const bin = { min: new Float32Array(1), max: new Float32Array(1), sumSquares: new Float32Array(1) };
    if (this.#nOpen > 0) summariseFloats(this.#open, { from: 0, to: this.#nOpen, bin: 0 }, bin, counts);
    return bin;
  }

  #keepOpen(samples: PeakSamples): void {
    if (samples instanceof Float32Array) this.#open.set(samples, this.#nOpen);
    else for (let n = 0; n < samples.length; n++) this.#open[this.#nOpen + n] = samples[n]! * 2 ** -15;
    this.#nOpen += samples.length;
  }

  #append(samples: PeakSamples, from: number, nBins: number): void {
    const finest = this.#levels[0]!;
    finest.grow(nBins, (bins, firstBin) => {
      summariseBins(samples, { from, nBins, firstBin }, bins, this.#counts);
    });
    this.#raise();
  }

  /** Makes the bins of the coarser levels whose four have become complete. */
  #raise(): void {
    for (let i = 0; this.#levels[i]!.nBins >= peakLevelFactor; i++) {
      const child = this.#levels[i]!;
      const parent = (this.#levels[i + 1] ??= new PeakLevelBins(child.samplesPerBin * peakLevelFactor));
      parent.raiseFrom(child);
    }
  }
}
