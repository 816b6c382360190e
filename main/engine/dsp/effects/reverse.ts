import type { SampleSource } from '../sampleSource.ts';

/** y[n] = x[nSamples − 1 − n] */
export function reversedSource(source: SampleSource): SampleSource {
  const { nSamples } = source;
  return {
    nSamples,
    read: (start, count) =>
      source
        .read(nSamples - start - count, count)
        .slice()
        .reverse(),
  };
}
