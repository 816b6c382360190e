/**
 * A short gap filled with what its surroundings predict. For a signal that is nearly autoregressive, Σᵢ aᵢ·x[n − i] = e[n],
 * a₀ = 1, the m unknown samples u that minimise Σ e² solve
 *
 *   Σⱼ b[i − j]·uⱼ = −Σ b[i − n]·x[n] over the known n,   b[l] = Σₖ aₖ·aₖ₊|ₗ|,   i, j in the gap
 *
 * a is estimated by Burg's method over gap and surroundings, first with the gap at 0, then twice with what was found.
 * Janssen, Veldhuis & Vries, "Adaptive interpolation of discrete-time signals that can be modeled as autoregressive
 * processes", IEEE Trans. ASSP 34(2), 1986.
 */
import { EngineError } from '../../core/errors.ts';
import { BurgPredictor } from '../formants/burg.ts';
import { readFinite } from '../readFinite.ts';
import { requireInteger } from '../requireInteger.ts';
import type { SampleSource } from '../sampleSource.ts';

export interface GapSpan {
  readonly fromSample: number;
  readonly toSample: number; // exclusive; at most 4096 samples further
}

const longestGap = 4096;
const nPasses = 3;

/** Outside the gap the very samples of the source. @throws EngineError E_PARAM; reading: a sample around is not finite */
export function interpolateGap(source: SampleSource, { fromSample, toSample }: GapSpan): SampleSource {
  requireInteger('fromSample', fromSample, 0, source.nSamples);
  requireInteger('toSample', toSample, fromSample, source.nSamples);
  const nGap = toSample - fromSample;
  if (nGap > longestGap)
    throw new EngineError('E_PARAM', `a gap of ${nGap} samples must be at most ${longestGap} long`);
  let found: Float32Array | null = null;
  return {
    nSamples: source.nSamples,
    read(start, count) {
      const x = source.read(start, count);
      const first = Math.max(start, fromSample);
      const end = Math.min(start + count, toSample);
      if (end <= first) return x;
      found ??= filled(source, fromSample, nGap);
      const out = x.slice();
      out.set(found.subarray(first - fromSample, end - fromSample), first - start);
      return out;
    },
  };
}

/** @returns [nGap] */
function filled(source: SampleSource, fromSample: number, nGap: number): Float32Array {
  const order = Math.min(Math.max(32, 3 * nGap + 2), 80);
  const reach = Math.max(8 * order, 4 * nGap);
  const before = Math.min(reach, fromSample);
  const x = Float64Array.from(readKnown(source, fromSample, nGap, before, reach));
  x.fill(0, before, before + nGap);
  if (x.length <= 2 * order + nGap) return Float32Array.from(straight(x, before, nGap));
  const predictor = new BurgPredictor(order);
  for (let pass = 0; pass < nPasses; pass++) {
    predictor.solve(x);
    x.set(solveGap(x, predictor.coefficients, before, nGap), before);
  }
  return Float32Array.from(x.subarray(before, before + nGap));
}

/** The gap itself need not be finite. */
function readKnown(source: SampleSource, fromSample: number, nGap: number, before: number, reach: number) {
  const after = Math.min(reach, source.nSamples - fromSample - nGap);
  const x = new Float32Array(before + nGap + after);
  x.set(readFinite(source, fromSample - before, before));
  x.set(readFinite(source, fromSample + nGap, after), before + nGap);
  return x;
}

/** A line between the neighbours, where too little is known around. */
function straight(x: Float64Array, before: number, nGap: number): Float64Array {
  const left = x[before - 1] ?? 0;
  const right = x[before + nGap] ?? 0;
  return Float64Array.from({ length: nGap }, (_, i) => left + ((i + 1) / (nGap + 1)) * (right - left));
}

function solveGap(x: Float64Array, a: Float64Array, before: number, nGap: number): Float64Array {
  const p = a.length - 1;
  const b = Float64Array.from({ length: p + 1 }, (_, lag) => {
    let sum = 0;
    for (let k = 0; k + lag <= p; k++) sum += a[k]! * a[k + lag]!;
    return sum;
  });
  const right = Float64Array.from({ length: nGap }, (_, i) => {
    let sum = 0;
    for (let lag = -p; lag <= p; lag++) {
      const n = i + lag;
      if (n < 0 || n >= nGap) sum -= b[Math.abs(lag)]! * (x[before + n] ?? 0);
    }
    return sum;
  });
  return solveBanded(b, right);
}

/** Solves B·u = y of a symmetric Toeplitz matrix of the given first row, positive definite, by Cholesky within its band. */
function solveBanded(row: Float64Array, y: Float64Array): Float64Array {
  const n = y.length;
  const width = Math.min(row.length, n);
  const lower = new Float64Array(n * width); // L[i, i − d] at i·width + d
  for (let i = 0; i < n; i++) {
    for (let d = Math.min(width - 1, i); d >= 0; d--) {
      const j = i - d;
      let sum = row[d]!;
      for (let k = Math.max(0, i - width + 1, j - width + 1); k < j; k++)
        sum -= lower[i * width + i - k]! * lower[j * width + j - k]!;
      lower[i * width + d] = d === 0 ? Math.sqrt(Math.max(sum, 1e-12 * row[0]!)) : sum / lower[j * width]!;
    }
  }
  const u = Float64Array.from(y);
  for (let i = 0; i < n; i++) {
    for (let k = Math.max(0, i - width + 1); k < i; k++) u[i] = u[i]! - lower[i * width + i - k]! * u[k]!;
    u[i] = u[i]! / lower[i * width]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < Math.min(n, i + width); k++) u[i] = u[i]! - lower[k * width + k - i]! * u[k]!;
    u[i] = u[i]! / lower[i * width]!;
  }
  return u;
}
