/**
 * Where the waveform looks most like one period of itself: the maximum over j of
 *
 *   r(j) = Σ x[i]·x[i+j] / √(Σ x[i]²·Σ x[i+j]²),   i over one period around a time
 *
 * with a parabola through three values. Praat manual, "Sound & Pitch: To PointProcess (cc)".
 */
import type { SampleSource } from '../sampleSource.ts';
import type { TimeSpan } from '../timeSpan.ts';

export interface SoundAt {
  readonly source: SampleSource; // sample n lies at (n + ½)/sampleRateHz s
  readonly sampleRateHz: number;
}

export interface PeriodMatch {
  readonly timeSec: number;
  readonly correlation: number;
  readonly peak: number; // max |x| of the matching period
}

/** Null if the correlation has no maximum in the range. */
export function matchPeriod(
  { source, sampleRateHz }: SoundAt,
  { timeSec, periodSec }: { timeSec: number; periodSec: number },
  { fromSec, toSec }: TimeSpan,
): PeriodMatch | null {
  const indexOf = (sec: number) => sec * sampleRateHz - 0.5;
  const left = Math.round(indexOf(timeSec - 0.5 * periodSec));
  const length = Math.round(indexOf(timeSec + 0.5 * periodSec)) - left + 1;
  const firstLeft = Math.floor(indexOf(fromSec - 0.5 * periodSec));
  const nPlaces = Math.ceil(indexOf(toSec - 0.5 * periodSec)) - firstLeft + 1;
  const here = source.read(left, length);
  const there = source.read(firstLeft, length + nPlaces - 1);
  let best: { place: number; before: number; r: number; after: number; peak: number } | null = null;
  let [r1, r2, r3] = [0, 0, 0];
  for (let place = 0; place < nPlaces; place++) {
    const { r, peak } = correlationAt(here, there, place, { left, firstLeft, nSamples: source.nSamples });
    [r1, r2, r3] = [r2, r3, r];
    if (r2 > (best?.r ?? -1) && r2 >= r1 && r2 >= r3) best = { place: place - 1, before: r1, r: r2, after: r3, peak };
  }
  if (best === null) return null;
  const { before, r, after, peak } = best;
  const curve = 2 * r - before - after;
  const slope = 0.5 * (after - before);
  const shift = curve === 0 ? 0 : slope / curve;
  return {
    timeSec: timeSec + (firstLeft + best.place + shift - left) / sampleRateHz,
    correlation: r + 0.5 * slope * shift,
    peak,
  };
}

interface Bounds {
  readonly left: number;
  readonly firstLeft: number;
  readonly nSamples: number;
}

/** Pairs of which one lies outside the sound do not count. */
function correlationAt(here: Float32Array, there: Float32Array, place: number, { left, firstLeft, nSamples }: Bounds) {
  const start = firstLeft + place;
  const from = Math.max(0, -left, -start);
  const to = Math.min(here.length, nSamples - left, nSamples - start);
  let product = 0;
  let energy = 0;
  let otherEnergy = 0;
  let peak = 0;
  for (let n = from; n < to; n++) {
    const a = here[n]!;
    const b = there[place + n]!;
    product += a * b;
    energy += a * a;
    otherEnergy += b * b;
    if (Math.abs(b) > peak) peak = Math.abs(b);
  }
  return { r: product === 0 ? 0 : product / Math.sqrt(energy * otherEnergy), peak };
}

/** The time of the greatest |x| within `reachSec` of `timeSec`, between samples by a parabola. */
export function extremumNear({ source, sampleRateHz }: SoundAt, timeSec: number, reachSec: number): number {
  const first = Math.max(0, Math.floor((timeSec - reachSec) * sampleRateHz - 0.5));
  const last = Math.min(source.nSamples - 1, Math.ceil((timeSec + reachSec) * sampleRateHz - 0.5));
  const x = source.read(first, last - first + 1);
  let at = 0;
  for (let n = 1; n < x.length; n++) if (Math.abs(x[n]!) > Math.abs(x[at]!)) at = n;
  const isEdge = at === 0 || at === x.length - 1;
  const [before, here, after] = [x[at - 1]!, x[at]!, x[at + 1]!];
  const curve = 2 * here - before - after;
  const shift = isEdge || curve === 0 ? 0 : (0.5 * (after - before)) / curve;
  return (first + at + 0.5 + shift) / sampleRateHz;
}
