/**
 * Where the grains of a pitch-synchronous overlap-add come from and go to.
 *
 * Voiced: pulses at most maxPeriodSec apart make a stretch. Its output marks begin where its first pulse goes; each next
 * one is a period further, up to where its last pulse goes, and takes the pulse nearest to the time it stands for.
 * Unvoiced: the gap between two stretches (or an end of the sound) is cut evenly, some 10 ms a piece, before and after
 * alike; a piece that is needed twice in a row is turned around the second time, so that noise does not become a tone.
 */
import { firstAfter, curveValue } from '../pointCurve.ts';
import type { PointCurve } from '../pointCurve.ts';
import type { TimeMap } from './timeMap.ts';

/** Length of unvoiced pieces. */
export const pieceSec = 0.01;

export interface Mark {
  readonly outputSec: number;
  readonly inputSec: number;
  readonly isReversed: boolean;
  /** Distance of the pulses around it in the original; null for what is not the inside of a voiced stretch. */
  readonly leftPeriodSec: number | null;
  readonly rightPeriodSec: number | null;
}

export interface MarkPlan {
  readonly pulses: Float64Array; // rising, within the sound
  readonly durationSec: number;
  readonly map: TimeMap;
  readonly pitch: PointCurve | null; // Hz; null: the periods of the pulses
  readonly maxPeriodSec: number;
  readonly minPeriodSec: number;
}

/** Marks of the whole sound, rising in outputSec. */
export function* psolaMarks(plan: MarkPlan): Generator<Mark, void, undefined> {
  const { pulses, durationSec, map } = plan;
  yield plain(0, 0);
  let gapStart = 0;
  for (const [first, last] of stretchesOf(pulses, plan.maxPeriodSec)) {
    yield* gapMarks(plan, gapStart, pulses[first]!);
    yield* voicedMarks(plan, first, last);
    gapStart = pulses[last]!;
  }
  yield* gapMarks(plan, gapStart, durationSec);
  yield plain(map.totalSec, durationSec);
}

function plain(outputSec: number, inputSec: number, isReversed = false): Mark {
  return { outputSec, inputSec, isReversed, leftPeriodSec: null, rightPeriodSec: null };
}

/** First and last pulse of every run of two or more. */
function* stretchesOf(pulses: Float64Array, maxPeriodSec: number): Generator<[first: number, last: number]> {
  for (let first = 0, last = 0; first < pulses.length; first = ++last) {
    while (last + 1 < pulses.length && pulses[last + 1]! - pulses[last]! <= maxPeriodSec) last++;
    if (last > first) yield [first, last];
  }
}

function* voicedMarks(plan: MarkPlan, first: number, last: number): Generator<Mark, void, undefined> {
  const { pulses, map } = plan;
  const endSec = map.toOutput(pulses[last]!) + 1e-9;
  const intervalFrom = (i: number) => pulses[i + 1]! - pulses[i]!;
  let leftPeriodSec: number | null = null;
  for (let outputSec = map.toOutput(pulses[first]!); outputSec <= endSec;) {
    const timeSec = map.toInput(outputSec);
    const i = nearest(pulses, timeSec, first, last);
    const rightSec = intervalFrom(Math.min(i, last - 1));
    const nextSec = outputSec + Math.max(plan.minPeriodSec, periodAt(plan, outputSec) ?? rightSec);
    const rightPeriodSec = nextSec <= endSec ? rightSec : null;
    yield { outputSec, inputSec: pulses[i]!, isReversed: false, leftPeriodSec, rightPeriodSec };
    outputSec = nextSec;
    leftPeriodSec = intervalFrom(Math.max(first, nearest(pulses, map.toInput(nextSec), first, last) - 1));
  }
}

/** The period that begins at an output time: 1/f at its middle. */
function periodAt({ pitch, map }: MarkPlan, outputSec: number): number | null {
  if (pitch === null || pitch.timesSec.length === 0) return null;
  const guess = 1 / curveValue(pitch, map.toInput(outputSec));
  return 1 / curveValue(pitch, map.toInput(outputSec + 0.5 * guess));
}

function nearest(pulses: Float64Array, timeSec: number, first: number, last: number): number {
  const right = Math.min(last, Math.max(first, firstAfter(pulses, timeSec)));
  const left = Math.max(first, right - 1);
  return timeSec - pulses[left]! <= pulses[right]! - timeSec ? left : right;
}

function* gapMarks({ map }: MarkPlan, startSec: number, endSec: number): Generator<Mark, void, undefined> {
  const outputStart = map.toOutput(startSec);
  const outputLength = map.toOutput(endSec) - outputStart;
  const nInput = Math.max(1, Math.round((endSec - startSec) / pieceSec));
  const nOutput = Math.max(1, Math.round(outputLength / pieceSec));
  const inputStep = (endSec - startSec) / nInput;
  let before = -1;
  let isReversed = false;
  for (let k = 1; k < nOutput; k++) {
    const outputSec = outputStart + (k / nOutput) * outputLength;
    const wanted = Math.round((map.toInput(outputSec) - startSec) / inputStep);
    const piece = nInput === 1 ? 0.5 : Math.min(nInput - 1, Math.max(1, wanted));
    isReversed = piece === before && !isReversed;
    before = piece;
    yield plain(outputSec, startSec + piece * inputStep, isReversed);
  }
}
