/** What a document sounds like: its tracks at once. */
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';

export interface MixedSource {
  readonly samples: SampleSource;
  readonly gain: number; // linear
}

/**
 * One channel of the sum of tracks, y[n] = Σₜ gₜ·xₜ[n], on the clock they share. Not limited: a sum may pass full scale.
 * @param tracks of each track the channel that sounds in this channel of the mix; zeros beyond its end
 * @param nSamples of the longest track, even if it is silent in this channel
 */
export function mixChannel(tracks: readonly MixedSource[], nSamples: number): SampleSource {
  return {
    nSamples,
    read(start, count) {
      const sum = new Float32Array(count);
      for (const { samples, gain } of tracks) {
        const there = Math.min(count, samples.nSamples - start);
        if (there <= 0) continue;
        const x = samples.read(start, there);
        for (let n = 0; n < there; n++) sum[n]! += gain * x[n]!;
      }
      return sum;
    },
  };
}

/** Channel of a track that sounds in `channel` of the mix: mono in all, others in their own. Null: it is silent there. */
export function mixedChannel(trackChannels: number, channel: number): number | null {
  if (trackChannels === 1) return 0;
  return channel < trackChannels ? channel : null;
}
