import type { SampleSource } from '../../engine/dsp/sampleSource.ts';

/** The average of the channels, read in pieces: what analyses of a whole recording work on. */
export function monoSource(channels: readonly SampleSource[]): SampleSource {
  const [first] = channels;
  if (first !== undefined && channels.length === 1) return first;
  return {
    nSamples: Math.max(0, ...channels.map((channel) => channel.nSamples)),
    read(start, count) {
      const sum = new Float32Array(count);
      for (const channel of channels) {
        const x = channel.read(start, count);
        for (let i = 0; i < count; i++) sum[i]! += x[i]!;
      }
      for (let i = 0; i < count; i++) sum[i]! /= channels.length;
      return sum;
    },
  };
}
