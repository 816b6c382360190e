/**
 * Sounds laid over each other:
 *
 *   y[n] = Σᵢ gainᵢ·xᵢ[n − atSampleᵢ],   n = 0 … nSamples − 1
 *
 * summed in float64 in the given order, rounded to float32 once. What lies outside 0 … nSamples − 1 is cut off.
 */
import { EngineError } from '../../core/errors.ts';
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
  requireInteger('nSamples', nSamples, 0);
  terms.forEach(({ gain = 1, atSample = 0 }, i) => {
    if (!Number.isFinite(gain)) throw new EngineError('E_PARAM', `gain of term ${i} is ${gain}, must be finite`);
    requireInteger(`atSample of term ${i}`, atSample, Number.MIN_SAFE_INTEGER);
  });
  return {
    nSamples,
    read(start, count) {
      const from = Math.max(0, start);
      const to = Math.min(nSamples, start + count);
      const out = new Float32Array(count);
      if (to <= from) return out;
      const sum = new Float64Array(to - from);
      for (const { source, gain = 1, atSample = 0 } of terms) {
        if (to - atSample <= 0 || from - atSample >= source.nSamples) continue;
        const x = readFinite(source, from - atSample, to - from);
        for (let n = 0; n < x.length; n++) sum[n] = sum[n]! + gain * x[n]!;
      }
      out.set(sum, from - start);
      return out;
    },
  };
}
