/** Whether memory levels off: once what is cached is cached, the second half uses no more than the first did. */
export interface MemorySample {
  readonly atSec: number;
  readonly pssMb: number;
  readonly byProcess: Readonly<Record<string, number>>;
}

export interface MemoryTrend {
  readonly slopeMbPerMinute: number; // of the samples after warming up, by least squares
  readonly growthMb: number; // mean of the last quarter less that of the second one
  readonly mostMb: number;
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);

/** The first quarter is warming up. */
export function memoryTrend(samples: readonly MemorySample[], of: (sample: MemorySample) => number): MemoryTrend {
  const quarter = Math.floor(samples.length / 4);
  const warm = samples.slice(quarter);
  const [meanSec, meanMb] = [mean(warm.map(({ atSec }) => atSec)), mean(warm.map(of))];
  const covariance = warm.reduce((sum, sample) => sum + (sample.atSec - meanSec) * (of(sample) - meanMb), 0);
  const variance = warm.reduce((sum, { atSec }) => sum + (atSec - meanSec) ** 2, 0);
  const slope = variance === 0 ? 0 : (60 * covariance) / variance;
  const growth = mean(samples.slice(-Math.max(1, quarter)).map(of)) - mean(samples.slice(quarter, 2 * quarter).map(of));
  return {
    slopeMbPerMinute: Number(slope.toFixed(2)),
    growthMb: Math.round(growth),
    mostMb: Math.max(...samples.map(of)),
  };
}
