/**
 * Which intervals between pulses are periods of the voice, and their mean and standard deviation. An interval counts if
 * it lies within the limits and does not differ by more than `maxPeriodFactor` from both of its neighbours. Praat manual, "PointProcess: Get jitter (local)", mean period.
 */
import { requireAbove, requireNumber, requireWithin } from '../requireInteger.ts';
import type { TimeSpan } from '../timeSpan.ts';
import type { Pulses } from './pulses.ts';
import { requireRising } from '../pointCurve.ts';

export interface PeriodLimits {
  readonly minPeriodSec: number;
  readonly maxPeriodSec: number;
  readonly maxPeriodFactor: number; // between neighbours
}

/** Praat's. */
export const periodLimits: PeriodLimits = { minPeriodSec: 0.0001, maxPeriodSec: 0.02, maxPeriodFactor: 1.3 };

export interface PeriodStatistics {
  readonly nPeriods: number;
  readonly meanSec: number | null; // null without a period
  readonly sdSec: number | null; // of a sample (n − 1); null below two
}

/** @throws EngineError E_PARAM */
export function checkPeriodLimits({ minPeriodSec, maxPeriodSec, maxPeriodFactor }: PeriodLimits): void {
  requireWithin('minPeriodSec', minPeriodSec, 0);
  requireAbove('maxPeriodSec', maxPeriodSec, minPeriodSec);
  requireAbove('maxPeriodFactor', maxPeriodFactor, 1);
}

/** The pulses in [fromSec, toSec], as [first, end). @throws EngineError E_PARAM: an end is NaN, or pulses that do not rise */
export function pulsesWithin(pulses: Pulses, { fromSec, toSec }: TimeSpan): [first: number, end: number] {
  requireNumber('fromSec', fromSec);
  requireNumber('toSec', toSec);
  requireRising('pulses', pulses);
  const first = pulses.findIndex((timeSec) => timeSec >= fromSec);
  if (first < 0) return [0, 0];
  const beyond = pulses.findIndex((timeSec) => timeSec > toSec);
  return [first, beyond < 0 ? pulses.length : Math.max(first, beyond)];
}

/** The quotient of two positive numbers that is at least 1. */
export function factorOf(a: number, b: number): number {
  return a > b ? a / b : b / a;
}

export function isWithin(intervalSec: number, { minPeriodSec, maxPeriodSec }: PeriodLimits): boolean {
  return intervalSec >= minPeriodSec && intervalSec <= maxPeriodSec;
}

/** Whether the interval from pulse i to i+1 is a period; its neighbours may lie outside the measured range. */
export function isPeriod(pulses: Pulses, i: number, limits: PeriodLimits): boolean {
  const interval = pulses[i + 1]! - pulses[i]!;
  if (!isWithin(interval, limits)) return false;
  const neighbours = [pulses[i]! - pulses[i - 1]!, pulses[i + 2]! - pulses[i + 1]!].filter((other) => other > 0);
  return neighbours.length < 2 || neighbours.some((other) => factorOf(interval, other) <= limits.maxPeriodFactor);
}

export function periodStatistics(pulses: Pulses, span: TimeSpan, limits: PeriodLimits): PeriodStatistics {
  const [first, end] = pulsesWithin(pulses, span);
  const periods: number[] = [];
  for (let i = first; i + 1 < end; i++) if (isPeriod(pulses, i, limits)) periods.push(pulses[i + 1]! - pulses[i]!);
  const nPeriods = periods.length;
  if (nPeriods === 0) return { nPeriods, meanSec: null, sdSec: null };
  const meanSec = periods.reduce((sum, period) => sum + period, 0) / nPeriods;
  const squares = periods.reduce((sum, period) => sum + (period - meanSec) ** 2, 0);
  return { nPeriods, meanSec, sdSec: nPeriods < 2 ? null : Math.sqrt(squares / (nPeriods - 1)) };
}
