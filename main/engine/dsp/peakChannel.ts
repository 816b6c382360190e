import { peakBaseSamples, peakLevelFactor } from './peakSizes.ts';

/** Complete bins of one level of one channel. */
export interface PeakLevel {
  readonly samplesPerBin: number;
  readonly nBins: number;
  readonly min: Float32Array; // [nBins], full scale ±1
  readonly max: Float32Array;
  readonly sumSquares: Float32Array; // over the bin's finite samples
}

export interface PeakStretch {
  min: number;
  max: number;
  sumSquares: number;
  nSamples: number; // covered by the recording, finite or not
}

interface Counts {
  nClipped: number;
  nNonFinite: number;
}

/** The growing pyramid of one channel: see peaks.ts. */
export class PeakChannel {
  nSamples = 0;
  readonly #counts: Counts = { nClipped: 0, nNonFinite: 0 }; // of complete bins
  readonly #levels: GrowingLevel[] = [new GrowingLevel(peakBaseSamples)];
  readonly #open = new Float32Array(peakBaseSamples); // samples of the last, incomplete bin
  #nOpen = 0;

  get levels(): readonly PeakLevel[] {
    return this.#levels.filter((level, i) => i === 0 || level.nBins > 0).map((level) => level.view());
  }

  /** The samples after the last complete bin, fewer than 256. */
  get openSamples(): Float32Array {
    return this.#open.subarray(0, this.#nOpen);
  }

  /** Samples with |x| ≥ 1, and samples that are NaN or infinite. */
  get counts(): Readonly<Counts> {
    const counts = { ...this.#counts };
    summarise(this.#open, 0, this.#nOpen, counts);
    return counts;
  }

  add(samples: Float32Array): void {
    let from = 0;
    if (this.#nOpen > 0) {
      from = Math.min(peakBaseSamples - this.#nOpen, samples.length);
      this.#open.set(samples.subarray(0, from), this.#nOpen);
      this.#nOpen += from;
      if (this.#nOpen === peakBaseSamples) {
        this.#push(summarise(this.#open, 0, peakBaseSamples, this.#counts));
        this.#nOpen = 0;
      }
    }
    for (; from + peakBaseSamples <= samples.length; from += peakBaseSamples) {
      this.#push(summarise(samples, from, from + peakBaseSamples, this.#counts));
    }
    if (from < samples.length) {
      this.#open.set(samples.subarray(from), 0);
      this.#nOpen = samples.length - from;
    }
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
      merge(sum, summarise(this.#open, 0, this.#nOpen, { nClipped: 0, nNonFinite: 0 }));
    }
    if (sum.min > sum.max) sum.min = sum.max = 0;
    return sum;
  }

  /** Continues a stored channel: its complete finest bins, the open samples after them, and the counts of all. */
  static restore(finest: Omit<PeakLevel, 'samplesPerBin'>, open: Float32Array, counts: Counts): PeakChannel {
    const channel = new PeakChannel();
    channel.#levels[0]!.reserve(finest.nBins);
    for (let i = 0; i < finest.nBins; i++) {
      channel.#push({
        min: finest.min[i]!,
        max: finest.max[i]!,
        sumSquares: finest.sumSquares[i]!,
        nSamples: peakBaseSamples,
      });
    }
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

  #push(stretch: PeakStretch): void {
    let child = this.#levels[0]!;
    child.push(stretch);
    for (let i = 1; child.nBins % peakLevelFactor === 0; i++) {
      const parent = (this.#levels[i] ??= new GrowingLevel(child.samplesPerBin * peakLevelFactor));
      parent.push(child.lastBins(peakLevelFactor));
      child = parent;
    }
  }
}

const largestFloat32 = (2 - 2 ** -23) * 2 ** 127;

class GrowingLevel {
  readonly samplesPerBin: number;
  nBins = 0;
  #min = new Float32Array(64);
  #max = new Float32Array(64);
  #sumSquares = new Float32Array(64);

  constructor(samplesPerBin: number) {
    this.samplesPerBin = samplesPerBin;
  }

  push({ min, max, sumSquares }: PeakStretch): void {
    const i = this.nBins++;
    if (i === this.#min.length) {
      this.#resize(2 * i + 64);
    }
    this.#min[i] = min;
    this.#max[i] = max;
    this.#sumSquares[i] = Math.min(sumSquares, largestFloat32); // nonsense samples near 1e38 stay finite
  }

  mergeInto(sum: PeakStretch, bin: number): void {
    const min = this.#min[bin]!;
    const max = this.#max[bin]!;
    if (min < sum.min) sum.min = min;
    if (max > sum.max) sum.max = max;
    sum.sumSquares += this.#sumSquares[bin]!;
    sum.nSamples += this.samplesPerBin;
  }

  lastBins(count: number): PeakStretch {
    const sum: PeakStretch = { min: Infinity, max: -Infinity, sumSquares: 0, nSamples: 0 };
    for (let bin = this.nBins - count; bin < this.nBins; bin++) this.mergeInto(sum, bin);
    return sum;
  }

  reserve(nBins: number): void {
    this.#resize(nBins);
  }

  trim(): void {
    this.#resize(this.nBins);
  }

  #resize(nBins: number): void {
    this.#min = resized(this.#min, nBins);
    this.#max = resized(this.#max, nBins);
    this.#sumSquares = resized(this.#sumSquares, nBins);
  }

  view(): PeakLevel {
    const { samplesPerBin, nBins } = this;
    return {
      samplesPerBin,
      nBins,
      min: this.#min.subarray(0, nBins),
      max: this.#max.subarray(0, nBins),
      sumSquares: this.#sumSquares.subarray(0, nBins),
    };
  }
}

function resized(array: Float32Array<ArrayBuffer>, length: number): Float32Array<ArrayBuffer> {
  const copy = new Float32Array(length);
  copy.set(array.subarray(0, length));
  return copy;
}

function merge(sum: PeakStretch, other: PeakStretch): void {
  sum.min = Math.min(sum.min, other.min);
  sum.max = Math.max(sum.max, other.max);
  sum.sumSquares += other.sumSquares;
  sum.nSamples += other.nSamples;
}

/** Statistics of x[from … to−1]; the common case is one pass without branches for bad samples. */
function summarise(x: Float32Array, from: number, to: number, counts: Counts): PeakStretch {
  let min = Infinity;
  let max = -Infinity;
  let even = 0; // two sums: one would wait for each addition
  let odd = 0;
  let n = from;
  for (; n + 1 < to; n += 2) {
    const a = x[n]!;
    const b = x[n + 1]!;
    if (a < min) min = a;
    if (a > max) max = a;
    if (b < min) min = b;
    if (b > max) max = b;
    even += a * a;
    odd += b * b;
  }
  if (n < to) {
    const a = x[n]!;
    if (a < min) min = a;
    if (a > max) max = a;
    even += a * a;
  }
  const sumSquares = even + odd;
  // A comparison with NaN is false, so a bad sample shows in the sum alone.
  if (!Number.isFinite(sumSquares)) return summariseFinite(x, from, to, counts);
  if (min <= -1 || max >= 1) {
    for (let i = from; i < to; i++) if (Math.abs(x[i]!) >= 1) counts.nClipped++;
  }
  return { min, max, sumSquares, nSamples: to - from };
}

function summariseFinite(x: Float32Array, from: number, to: number, counts: Counts): PeakStretch {
  const sum: PeakStretch = { min: Infinity, max: -Infinity, sumSquares: 0, nSamples: to - from };
  for (let i = from; i < to; i++) {
    const value = x[i]!;
    if (!Number.isFinite(value)) {
      counts.nNonFinite++;
      continue;
    }
    if (Math.abs(value) >= 1) counts.nClipped++;
    sum.min = Math.min(sum.min, value);
    sum.max = Math.max(sum.max, value);
    sum.sumSquares += value * value;
  }
  if (sum.min > sum.max) sum.min = sum.max = 0;
  return sum;
}
