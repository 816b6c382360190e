/**
 * Peak pyramid of a recording: for bins of 256 samples, and of 4, 16, … times as many, the least and greatest sample
 * and the sum of squares of each channel. Blocks are added in order; everything can be read while it grows.
 * Samples that are not finite are left out of the statistics (they count as 0 in the RMS) and counted, and so are those with |x| ≥ 1.
 */
import { EngineError } from '../core/errors.ts';
import { PeakChannel } from './peakChannel.ts';
import type { PeakSamples } from './peakBins.ts';
import type { PeakLevel } from './peakLevel.ts';
import { peakBaseSamples } from './peakSizes.ts';
import { requireAbove, requireInteger, requireWithin } from './requireInteger.ts';

export { peakBaseSamples, peakLevelFactor } from './peakSizes.ts';

/** What one channel holds in a stretch of samples; min and max are 0 and rms is 0 where no sample is finite. */
export interface PeakRange {
  readonly min: Float32Array; // [nColumns], full scale ±1
  readonly max: Float32Array;
  readonly rms: Float32Array;
}

export interface PeakRangeRequest {
  readonly channel: number;
  readonly startSample: number; // may be fractional: pixel edges need not fall on samples
  readonly samplesPerColumn: number; // > 0; below 256 a column shows the whole bins that it touches
  readonly nColumns: number;
}

const mostChannels = 65_536;
const mostColumns = 2 ** 24;

export class PeakPyramid {
  readonly nChannels: number;
  readonly #channels: readonly PeakChannel[];

  /** @param channels as `add` fills them; given when a stored pyramid is opened */
  constructor(nChannels: number, channels?: readonly PeakChannel[]) {
    requireInteger('nChannels', nChannels, 1, mostChannels);
    this.nChannels = nChannels;
    this.#channels = channels ?? Array.from({ length: nChannels }, () => new PeakChannel());
  }

  /** Samples per channel added so far. */
  get nSamples(): number {
    return this.#channels[0]!.nSamples;
  }

  /** Samples with |x| ≥ 1 per channel. */
  get clippedCounts(): readonly number[] {
    return this.#channels.map((channel) => channel.counts.nClipped);
  }

  /** Samples that are NaN or infinite per channel. */
  get nonFiniteCounts(): readonly number[] {
    return this.#channels.map((channel) => channel.counts.nNonFinite);
  }

  /** @param channels planar, one array of equal length per channel; integers k stand for k/2¹⁵. @throws EngineError E_SHAPE */
  add(channels: readonly PeakSamples[]): void {
    const nSamples = channels[0]?.length;
    if (channels.length !== this.nChannels || channels.some((samples) => samples.length !== nSamples)) {
      const lengths = channels.map((samples) => samples.length).join(', ');
      throw new EngineError('E_SHAPE', `block of lengths [${lengths}] must hold ${this.nChannels} equal channels`);
    }
    channels.forEach((samples, c) => {
      this.#channels[c]!.add(samples);
    });
  }

  /**
   * Complete bins of one level, finest (256 samples) first; the arrays are views that later blocks may replace.
   * Level L has bins of 256·4^L samples.
   */
  levels(channel: number): readonly PeakLevel[] {
    return this.channel(channel).levels;
  }

  /** Envelope of `nColumns` stretches side by side, at any zoom, from the coarsest bins that fit. */
  range({ channel, startSample, samplesPerColumn, nColumns }: PeakRangeRequest): PeakRange {
    requireAbove('samplesPerColumn', samplesPerColumn, 0);
    requireWithin('startSample', startSample, -Number.MAX_VALUE);
    requireInteger('nColumns', nColumns, 0, mostColumns);
    const source = this.channel(channel);
    const out = {
      min: new Float32Array(nColumns),
      max: new Float32Array(nColumns),
      rms: new Float32Array(nColumns),
    };
    for (let i = 0; i < nColumns; i++) {
      const from = Math.floor((startSample + i * samplesPerColumn) / peakBaseSamples);
      const to = Math.ceil((startSample + (i + 1) * samplesPerColumn) / peakBaseSamples);
      const stretch = source.summarise(from, to);
      out.min[i] = stretch.min;
      out.max[i] = stretch.max;
      out.rms[i] = stretch.nSamples > 0 ? Math.sqrt(stretch.sumSquares / stretch.nSamples) : 0;
    }
    return out;
  }

  /** Gives back what growing arrays hold in reserve; it can grow on nevertheless. */
  trim(): void {
    for (const channel of this.#channels) channel.trim();
  }

  channel(channel: number): PeakChannel {
    const found = this.#channels[channel];
    if (!found) throw new EngineError('E_PARAM', `channel=${channel} must be from 0 to ${this.nChannels - 1}`);
    return found;
  }
}
