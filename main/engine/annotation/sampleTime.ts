/**
 * Seconds and the samples of a timeline: t = n / f, n = round(t · f), halves up.
 *
 * Both are one operation in float64 with a relative error of 2⁻⁵³. For n < 2³⁵ (a day at 384 kHz) their sum is below
 * 10⁻⁵ samples, so that sample → seconds → sample is the identity; so it is through text of six decimals, whose error is
 * at most 0.2 samples at 384 kHz.
 */
import { EngineError } from '../core/errors.ts';

/** @param sample index on the timeline, ≥ 0  @param sampleRateHz > 0 */
export function secondsOfSample(sample: number, sampleRateHz: number): number {
  return sample / sampleRateHz;
}

/**
 * @returns index on the timeline, an integer ≥ 0
 * @throws EngineError E_PARAM: the time is negative, or so late that samples cannot be counted
 */
export function sampleOfSeconds(timeSec: number, sampleRateHz: number): number {
  const sample = Math.round(timeSec * sampleRateHz);
  if (sample < 0 || !Number.isSafeInteger(sample))
    throw new EngineError(
      'E_PARAM',
      `a time of ${timeSec} s lies outside the timeline: it must be ≥ 0 and at most 2^53 samples of ${sampleRateHz} Hz`,
    );
  return sample === 0 ? 0 : sample; // no −0
}
