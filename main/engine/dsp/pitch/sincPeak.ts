/**
 * The correlation between its samples. With φ = x − ⌊x⌋, N taps on either side:
 *
 *   r(x) ≈ Σₙ₌₁ᴺ r[⌊x⌋+1−n]·sinc(φ+n−1)·½(1 + cos(π(φ+n−1)/(φ+N)))  +  the same mirrored with 1−φ to the right
 *
 * N shrinks where fewer samples are left. Boersma 1993, eq. 22 and 23.
 */

/** A peak finer than a sample. */
export interface Peak {
  readonly x: number;
  readonly y: number;
}

/** @param r [n] values at 0 … n−1; @param depth N ≥ 3. Beyond the ends: the last value. */
export function sincInterpolate(r: Float64Array, x: number, depth: number): number {
  const left = Math.floor(x);
  if (x <= 0) return r[0]!;
  if (x >= r.length - 1) return r[r.length - 1]!;
  const phase = x - left;
  if (phase === 0) return r[left]!;
  const taps = Math.min(depth, left + 1, r.length - 1 - left);
  return (
    windowedSum(r, { from: left, step: -1, phase, taps }) +
    windowedSum(r, { from: left + 1, step: 1, phase: 1 - phase, taps })
  );
}

interface Side {
  readonly from: number;
  readonly step: 1 | -1;
  readonly phase: number; // distance of `from`
  readonly taps: number;
}

/** sin(π(φ+n)) = ±sin πφ, and the window's cosine by rotation: no trigonometry inside the loop. */
function windowedSum(r: Float64Array, { from, step, phase, taps }: Side): number {
  const turn = Math.PI / (phase + taps);
  const stepCos = Math.cos(turn);
  const stepSin = Math.sin(turn);
  let cos = Math.cos(turn * phase);
  let sin = Math.sin(turn * phase);
  let sign = 0.5;
  let sum = 0;
  for (let n = 0, i = from; n < taps; n++, i += step) {
    sum += (sign * r[i]! * (1 + cos)) / (phase + n);
    const next = cos * stepCos - sin * stepSin;
    sin = sin * stepCos + cos * stepSin;
    cos = next;
    sign = -sign;
  }
  return (sum * Math.sin(Math.PI * phase)) / Math.PI;
}

/** Positions between samples at which a peak is looked at; a quartic through five of them has its place to 1e-5. */
const gridPerSample = 32;

/** Up to this N the weights of grid positions are kept. */
export const tabledDepth = 70;

/**
 * The maximum of the interpolated r near the sample `i`, at most one sample away.
 * @param start where the search begins, for example the vertex of a parabola
 */
export function refinePeak(r: Float64Array, i: number, start: number, depth = tabledDepth): Peak {
  const lowest = (i - 1) * gridPerSample;
  const highest = (i + 1) * gridPerSample;
  const valueAt = (g: number) => gridValue(r, g, depth);
  let g = Math.min(highest - 2, Math.max(lowest + 2, Math.round(start * gridPerSample)));
  let y = [valueAt(g - 2), valueAt(g - 1), valueAt(g), valueAt(g + 1), valueAt(g + 2)];
  while (y[3]! > y[2]! && g < highest - 2) {
    g++;
    y = [...y.slice(1), valueAt(g + 2)];
  }
  while (y[1]! > y[2]! && g > lowest + 2) {
    g--;
    y = [valueAt(g - 2), ...y.slice(0, 4)];
  }
  const { x, y: top } = quarticPeak(y);
  return { x: (g + x) / gridPerSample, y: top };
}

/** The maximum of the quartic through y[0 … 4] at −2 … 2, between −2 and 2; Newton on its derivative. */
function quarticPeak(y: readonly number[]): Peak {
  const [a, b, c, d, e] = y as [number, number, number, number, number];
  const c1 = (a - 8 * b + 8 * d - e) / 12;
  const c2 = (-a + 16 * b - 30 * c + 16 * d - e) / 24;
  const c3 = (-a + 2 * b - 2 * d + e) / 12;
  const c4 = (a - 4 * b + 6 * c - 4 * d + e) / 24;
  let x = 0;
  for (let i = 0; i < 8; i++) {
    const slope = c1 + x * (2 * c2 + x * (3 * c3 + x * 4 * c4));
    const curve = 2 * c2 + x * (6 * c3 + x * 12 * c4);
    if (!(curve < 0)) break;
    x = Math.min(2, Math.max(-2, x - slope / curve));
  }
  return { x, y: c + x * (c1 + x * (c2 + x * (c3 + x * c4))) };
}

/** r at g/gridPerSample: a plain inner product where the weights are tabled. */
function gridValue(r: Float64Array, g: number, depth: number): number {
  const left = Math.floor(g / gridPerSample);
  const phase = g - left * gridPerSample;
  const taps = Math.min(depth, left + 1, r.length - 1 - left);
  if (taps > tabledDepth || taps < 1) return sincInterpolate(r, g / gridPerSample, depth);
  if (phase === 0) return r[left]!;
  const weights = gridWeights(taps, phase);
  const from = left + 1 - taps;
  let even = 0;
  let odd = 0;
  for (let n = 0; n < weights.length; n += 2) {
    even += weights[n]! * r[from + n]!;
    odd += weights[n + 1]! * r[from + n + 1]!;
  }
  return even + odd;
}

const tables: (Float64Array | undefined)[] = [];

/** [2·taps] weights of the samples ⌊x⌋+1−taps … ⌊x⌋+taps. */
function gridWeights(taps: number, phase: number): Float64Array {
  const key = taps * gridPerSample + phase;
  return (tables[key] ??= phaseWeights(taps, phase));
}

function phaseWeights(taps: number, phase: number): Float64Array {
  const fraction = phase / gridPerSample;
  return Float64Array.from({ length: 2 * taps }, (_, n) =>
    n < taps
      ? tapWeight(fraction + taps - 1 - n, fraction + taps)
      : tapWeight(1 - fraction + n - taps, 1 - fraction + taps),
  );
}

function tapWeight(distance: number, reach: number): number {
  if (distance === 0) return 1;
  return ((Math.sin(Math.PI * distance) / (Math.PI * distance)) * (1 + Math.cos((Math.PI * distance) / reach))) / 2;
}

/** For each number of taps the weights of all phases, one after the other, as native/kernels/pitch.h reads them. */
export function weightTable(tapsOf: readonly number[]): Float64Array {
  const length = tapsOf.reduce((sum, taps) => sum + 2 * taps * gridPerSample, 0);
  const table = new Float64Array(length);
  let at = 0;
  for (const taps of tapsOf) {
    for (let phase = 0; phase < gridPerSample; phase++, at += 2 * taps) table.set(phaseWeights(taps, phase), at);
  }
  return table;
}
