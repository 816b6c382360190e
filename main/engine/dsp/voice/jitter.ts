/**
 * Irregularity of the periods Tᵢ. With ⟨·⟩ the mean over the terms that count and T̄ the mean period (periods.ts),
 *
 *   local = ⟨|Tᵢ − Tᵢ₋₁|⟩/T̄     rap = ⟨|Tᵢ − mean(Tᵢ₋₁ … Tᵢ₊₁)|⟩/T̄     ppq5 = ⟨|Tᵢ − mean(Tᵢ₋₂ … Tᵢ₊₂)|⟩/T̄
 *
 * localAbsolute is local without the division, ddp = 3·rap. A term counts if all of its periods lie within the limits
 * and neighbours differ by no more than the factor. Praat manual, "Voice 2. Jitter" and the pages it names.
 */
import { checkPeriodLimits, factorOf, isWithin, periodLimits, periodStatistics, pulsesWithin } from './periods.ts';
import type { PeriodLimits } from './periods.ts';
import type { TimeSpan } from '../timeSpan.ts';
import type { Pulses } from './pulses.ts';
import { EngineError } from '../../core/errors.ts';

/** Ratios, except localAbsoluteSec; null where there are too few periods. */
export interface Jitter {
  readonly local: number | null;
  readonly localAbsoluteSec: number | null;
  readonly rap: number | null;
  readonly ppq5: number | null;
  readonly ddp: number | null;
}

/** @throws EngineError E_PARAM: limits, span or pulses */
export function measureJitter(pulses: Pulses, span: TimeSpan, limits: PeriodLimits = periodLimits): Jitter {
  checkPeriodLimits(limits);
  const [first, end] = pulsesWithin(pulses, span);
  const intervals = Array.from(
    { length: Math.max(0, end - first - 1) },
    (_, i) => pulses[first + i + 1]! - pulses[first + i]!,
  );
  const { meanSec } = periodStatistics(pulses, span, limits);
  const relative = (value: number | null) => (value === null || meanSec === null ? null : value / meanSec);
  const local = meanOverRuns(intervals, 2, limits, ([a, b]) => Math.abs(a! - b!));
  const rap = relative(meanOverRuns(intervals, 3, limits, fromMiddle));
  const ppq5 = relative(meanOverRuns(intervals, 5, limits, fromMiddle));
  return { local: relative(local), localAbsoluteSec: local, rap, ppq5, ddp: rap === null ? null : 3 * rap };
}

/** |middle − mean| of an odd number of values. @throws EngineError E_SHAPE: they have no middle */
export function fromMiddle(values: readonly number[]): number {
  if (values.length % 2 !== 1) throw new EngineError('E_SHAPE', `${values.length} values have no middle, must be odd`);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.abs(values[(values.length - 1) / 2]! - mean);
}

function meanOverRuns(
  intervals: readonly number[],
  length: number,
  limits: PeriodLimits,
  term: (run: readonly number[]) => number,
): number | null {
  let sum = 0;
  let n = 0;
  for (let i = 0; i + length <= intervals.length; i++) {
    const run = intervals.slice(i, i + length);
    const isSteady = run.every((value, k) => k === 0 || factorOf(value, run[k - 1]!) <= limits.maxPeriodFactor);
    if (!isSteady || !run.every((value) => isWithin(value, limits))) continue;
    sum += term(run);
    n++;
  }
  return n === 0 ? null : sum / n;
}
