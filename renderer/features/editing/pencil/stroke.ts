/** A line that is drawn over samples: each sample that it passes gets the value of the line there. Pure. */

export interface StrokePoint {
  readonly sample: number; // need not be whole
  readonly value: number; // linear
}

export interface Stroke {
  readonly startSample: number;
  readonly values: readonly number[];
}

export const pointStroke = ({ sample, value }: StrokePoint): Stroke => ({
  startSample: Math.round(sample),
  values: [value],
});

/** @param from where the line was before, which is in the stroke; later lines cover what earlier ones drew */
export function drawOn(stroke: Stroke, from: StrokePoint, to: StrokePoint): Stroke {
  const [first, last] = [Math.round(from.sample), Math.round(to.sample)];
  const start = Math.min(stroke.startSample, last);
  const end = Math.max(stroke.startSample + stroke.values.length, last + 1);
  const values = Array.from({ length: end - start }, (_, i) => stroke.values[start + i - stroke.startSample] ?? 0);
  const direction = last < first ? -1 : 1;
  const nSteps = Math.abs(last - first);
  for (let step = 1; step < nSteps; step++) {
    const sample = first + direction * step;
    const part = (sample - from.sample) / (to.sample - from.sample);
    values[sample - start] = from.value + part * (to.value - from.value);
  }
  values[last - start] = to.value;
  return { startSample: start, values };
}

const kernel = [1, 4, 6, 4, 1].map((weight) => weight / 16);
export const smoothingReach = 2;

/**
 * y[n] = Σₖ w[k]·x[n + k], w = (1, 4, 6, 4, 1)/16: what changes sign from sample to sample goes, slow curves stay.
 * @param x the samples to be smoothed, with two more before and behind; missing ones as the nearest
 */
export function smoothed(x: ArrayLike<number>, { before, count }: { before: number; count: number }): number[] {
  const at = (n: number) => x[Math.min(Math.max(n, 0), x.length - 1)] ?? 0;
  return Array.from({ length: count }, (_, n) =>
    kernel.reduce((sum, weight, k) => sum + weight * at(before + n + k - smoothingReach), 0),
  );
}
