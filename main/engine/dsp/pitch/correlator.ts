/** Where a frame lies in the samples that are handed over. */
export interface FrameSite {
  readonly left: number; // the last sample at or before the frame's centre
  readonly start: number; // the first sample of its span
}

/** What turns one frame of the signal into its normalised correlation. */
export interface Correlator {
  /**
   * @param x samples around the frame: at least `margin` before and behind its left centre sample
   * @param r [2·nLags + 1], written: r[nLags ± k] is the correlation at lag k, 1 at lag 0
   * @returns the loudest |x − local mean| within half a period of the centre, after windowing
   */
  correlate(x: Float32Array, site: FrameSite, r: Float64Array): number;
}

/** Mean of the `nPeriod` samples to either side of the centre. */
export function localMean(x: Float32Array, { left }: FrameSite, nPeriod: number): number {
  let sum = 0;
  for (let n = left + 1 - nPeriod; n <= left + nPeriod; n++) sum += x[n]!;
  return sum / (2 * nPeriod);
}

/** max |frame| over half a period to either side of the middle. */
export function localPeak(frame: Float64Array, nWindow: number, nPeriod: number): number {
  const half = Math.floor(nPeriod / 2) + 1;
  const middle = nWindow / 2;
  let peak = 0;
  for (let n = Math.max(0, middle - half); n < Math.min(nWindow, middle + half); n++)
    peak = Math.max(peak, Math.abs(frame[n]!));
  return peak;
}
