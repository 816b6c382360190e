/**
 * Sounds laid over each other:
 *
 *   y[n] = Σᵢ gainᵢ·xᵢ[n − atSampleᵢ],   n = 0 … nSamples − 1
 *
 * summed in float64 in the given order, rounded to float32 once. What lies outside 0 … nSamples − 1 is cut off.
 */
import { EngineError } from '../../core/errors.ts';
import { computedSource } from '../computedSource.ts';
import { readFinite } from '../readFinite.ts';
import { requireInteger } from '../requireInteger.ts';
import type { SampleSource } from '../sampleSource.ts';

export interface SumTerm {
  readonly source: SampleSource;
  readonly gain?: number | undefined; // linear; 1
  readonly atSample?: number | undefined; // any integer; 0
}

/** @throws EngineError E_PARAM; reading: a sample that is not finite, its index in its own sound in the message */
export function sumSource(terms: readonly SumTerm[], nSamples: number): SampleSource {
  terms.forEach(({ gain = 1, atSample = 0 }, i) => {
    if (!Number.isFinite(gain)) throw new EngineError('E_PARAM', `gain of term ${i} is ${gain}, must be finite`);
    requireInteger(`atSample of term ${i}`, atSample, Number.MIN_SAFE_INTEGER);
  });
  return computedSource(nSamples, (out, first) => {
    const sum = new Float64Array(out.length);
    for (const { source, gain = 1, atSample = 0 } of terms) {
      const start = first - atSample;
      if (start + out.length <= 0 || start >= source.nSamples) continue;
      const x = readFinite(source, start, out.length);
      for (let n = 0; n < x.length; n++) sum[n] = sum[n]! + gain * x[n]!;
    }
    out.set(sum);
  });
}
