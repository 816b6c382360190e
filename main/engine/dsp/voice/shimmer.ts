/**
 * Irregularity of the periods' amplitudes. Aᵢ is the root mean square around pulse i under a Hann window that reaches a
 * fifth of the period to either side, for pulses between two periods. With ⟨·⟩ over the terms that count and Ā the mean,
 *
 *   local = ⟨|Aᵢ − Aᵢ₋₁|⟩/Ā     localDb = 20·⟨|log₁₀(Aᵢ/Aᵢ₋₁)|⟩     apqN = ⟨|Aᵢ − mean of the N around i|⟩/Ā
 *
 * dda = 3·apq3. A term counts if the pulses are at most a period apart and neighbouring amplitudes differ by no more
 * than `maxAmplitudeFactor`. Praat manual, "Voice 3. Shimmer"; the reach of the window, which the manual does not give,
 * is the one with which Praat 6.3's values come out.
 */
import { throwIfAborted } from '../../core/errors.ts';
import { requireAbove } from '../requireInteger.ts';
import { fromMiddle } from './jitter.ts';
import type { TimeSpan } from '../timeSpan.ts';
import type { SoundAt } from './matchPeriod.ts';
import { checkPeriodLimits, factorOf, isWithin, periodLimits, pulsesWithin, type PeriodLimits } from './periods.ts';
import type { Pulses } from './pulses.ts';
import { checkedSource } from '../sampleSource.ts';

/** Ratios, except localDb; null where there are too few periods. */
export interface Shimmer {
  readonly local: number | null;
  readonly localDb: number | null;
  readonly apq3: number | null;
  readonly apq5: number | null;
  readonly apq11: number | null;
  readonly dda: number | null;
}

export interface ShimmerLimits extends PeriodLimits {
  readonly maxAmplitudeFactor: number;
}

/** Praat's. */
export const shimmerLimits: ShimmerLimits = { ...periodLimits, maxAmplitudeFactor: 1.6 };

const windowReach = 0.2; // periods

/** @throws EngineError E_PARAM: limits, span or pulses, or a sample that is not finite (its index in the message); E_ABORTED */
export function measureShimmer(
  sound: SoundAt,
  pulses: Pulses,
  span: TimeSpan,
  limits: ShimmerLimits = shimmerLimits,
  signal?: AbortSignal,
): Shimmer {
  checkPeriodLimits(limits);
  requireAbove('maxAmplitudeFactor', limits.maxAmplitudeFactor, 1);
  requireAbove('sampleRateHz', sound.sampleRateHz, 0);
  const points = amplitudes({ ...sound, source: checkedSource(sound.source) }, pulses, span, limits, signal);
  const counted = points.slice(0, -1); // Praat leaves the last one out of the mean
  const mean = counted.reduce((sum, { amplitude }) => sum + amplitude, 0) / counted.length;
  const relative = (value: number | null) => (value === null ? null : value / mean);
  const over = (length: number, term: (run: readonly number[]) => number) => meanOverRuns(points, length, limits, term);
  const logarithm = over(2, ([a, b]) => Math.abs(Math.log10(a! / b!)));
  const apq3 = relative(over(3, fromMiddle));
  return {
    local: relative(over(2, ([a, b]) => Math.abs(a! - b!))),
    localDb: logarithm === null ? null : 20 * logarithm,
    apq3,
    apq5: relative(over(5, fromMiddle)),
    apq11: relative(over(11, fromMiddle)),
    dda: apq3 === null ? null : 3 * apq3,
  };
}

interface AmplitudePoint {
  readonly timeSec: number;
  readonly amplitude: number;
}

function amplitudes(
  sound: SoundAt,
  pulses: Pulses,
  span: TimeSpan,
  limits: PeriodLimits,
  signal: AbortSignal | undefined,
): AmplitudePoint[] {
  const [first, end] = pulsesWithin(pulses, span);
  const points: AmplitudePoint[] = [];
  for (let i = first + 1; i + 1 < end; i++) {
    if (i % 1024 === 0) throwIfAborted(signal);
    const timeSec = pulses[i]!;
    const before = timeSec - pulses[i - 1]!;
    const behind = pulses[i + 1]! - timeSec;
    if (!isWithin(before, limits) || !isWithin(behind, limits)) continue;
    if (factorOf(before, behind) > limits.maxPeriodFactor) continue;
    const amplitude = hannRms(sound, timeSec, windowReach * before, windowReach * behind);
    if (amplitude > 0) points.push({ timeSec, amplitude });
  }
  return points;
}

/** √(Σ (w·x)² / Σ w²), w a Hann window with its top at `timeSec`. */
function hannRms({ source, sampleRateHz }: SoundAt, timeSec: number, leftSec: number, rightSec: number): number {
  const first = Math.max(0, Math.ceil((timeSec - leftSec) * sampleRateHz - 0.5));
  const last = Math.min(source.nSamples - 1, Math.floor((timeSec + rightSec) * sampleRateHz - 0.5));
  if (last < first) return 0;
  const x = source.read(first, last - first + 1);
  let energy = 0;
  let weight = 0;
  for (let n = 0; n < x.length; n++) {
    const offsetSec = (first + n + 0.5) / sampleRateHz - timeSec;
    const w = 0.5 + 0.5 * Math.cos((Math.PI * offsetSec) / (offsetSec < 0 ? leftSec : rightSec));
    energy += (w * x[n]!) ** 2;
    weight += w * w;
  }
  return Math.sqrt(energy / weight);
}

function meanOverRuns(
  points: readonly AmplitudePoint[],
  length: number,
  limits: ShimmerLimits,
  term: (run: readonly number[]) => number,
): number | null {
  let sum = 0;
  let n = 0;
  for (let i = 0; i + length <= points.length; i++) {
    const run = points.slice(i, i + length);
    const isSteady = run.every(({ timeSec, amplitude }, k) => {
      const before = run[k - 1];
      if (before === undefined) return true;
      const isClose = isWithin(timeSec - before.timeSec, limits);
      return isClose && factorOf(amplitude, before.amplitude) <= limits.maxAmplitudeFactor;
    });
    if (!isSteady) continue;
    sum += term(run.map(({ amplitude }) => amplitude));
    n++;
  }
  return n === 0 ? null : sum / n;
}
