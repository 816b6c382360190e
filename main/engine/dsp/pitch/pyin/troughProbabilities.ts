/**
 * How probable each trough of the normalised difference is as the period. The threshold s of YIN is a random variable
 * with a beta prior; given s, the troughs below it share the probability by a truncated Boltzmann distribution that
 * favours the shortest:
 *
 *   P(trough j) = Σ_s P(s)·(1 − e^{−λ})·e^{−λ·rank}/(1 − e^{−λ·n(s)}),   rank among the n(s) troughs below s
 *
 * Where no trough is below s the deepest gets noTroughProbability·P(s). Mauch & Dixon, "pYIN: a fundamental frequency
 * estimator using probabilistic threshold distributions", ICASSP 2014, in the form of its published implementation.
 */
import { incompleteBeta } from './incompleteBeta.ts';
import type { PyinParams } from './pyinParams.ts';

export interface Trough {
  readonly index: number; // period − minPeriod
  readonly probability: number;
}

/** P(s) for the thresholds 1/n … 1, [nThresholds] */
export function thresholdPrior({ nThresholds, betaParameters: [a, b] }: PyinParams): Float64Array {
  return Float64Array.from(
    { length: nThresholds },
    (_, i) => incompleteBeta((i + 1) / nThresholds, a, b) - incompleteBeta(i / nThresholds, a, b),
  );
}

export function troughProbabilities(difference: Float64Array, prior: Float64Array, params: PyinParams): Trough[] {
  const troughs = findTroughs(difference);
  if (troughs.length === 0) return [];
  const deepest = troughs.reduce(
    (least, index, j) => (difference[index]! < difference[troughs[least]!]! ? j : least),
    0,
  );
  const probabilities = new Float64Array(troughs.length);
  const decay = Math.exp(-params.boltzmannParameter);
  for (let s = 0; s < prior.length; s++) {
    const threshold = (s + 1) / prior.length;
    const nBelow = troughs.reduce((n, index) => n + (difference[index]! < threshold ? 1 : 0), 0);
    if (nBelow === 0) {
      probabilities[deepest]! += params.noTroughProbability * prior[s]!;
      continue;
    }
    let share = ((1 - decay) / (1 - decay ** nBelow)) * prior[s]!;
    for (let j = 0; j < troughs.length; j++) {
      if (difference[troughs[j]!]! >= threshold) continue;
      probabilities[j]! += share;
      share *= decay;
    }
  }
  return troughs.map((index, j) => ({ index, probability: probabilities[j]! })).filter((t) => t.probability > 0);
}

/** Below the value before and not above the one behind; the first counts if it is below the second. */
function findTroughs(d: Float64Array): number[] {
  const found: number[] = [];
  for (let i = 0; i < d.length; i++) {
    const isTrough = i === 0 ? d[0]! < (d[1] ?? -Infinity) : d[i]! < d[i - 1]! && d[i]! <= (d[i + 1] ?? Infinity);
    if (isTrough) found.push(i);
  }
  return found;
}

/** Where a parabola through three values has its vertex, re the middle one; 0 if that is a sample away or at an end. */
export function parabolicShift(d: Float64Array, i: number): number {
  if (i === 0 || i === d.length - 1) return 0;
  const curve = d[i + 1]! + d[i - 1]! - 2 * d[i]!;
  const slope = (d[i + 1]! - d[i - 1]!) / 2;
  return Math.abs(slope) >= Math.abs(curve) ? 0 : -slope / curve;
}
