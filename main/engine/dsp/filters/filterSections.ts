/** Whole signals through second-order sections, once or forwards and backwards. */
import { requireFiniteSamples } from '../requireFiniteSamples.ts';
import { toSource } from '../sampleSource.ts';
import { extendInto } from '../signalExtension.ts';
import type { Biquad } from './biquad.ts';
import { SectionChain } from './sectionChain.ts';

/**
 * Zero state before the first sample; in pieces, `SectionChain` itself gives the same samples.
 * @param x mono, [nSamples]
 * @returns [nSamples]
 * @throws EngineError E_PARAM: a sample is not finite (its index in the message)
 */
export function filterSections(x: Float32Array, sections: readonly Biquad[]): Float32Array {
  requireFiniteSamples(x);
  const y = Float64Array.from(x);
  new SectionChain(sections).process(y);
  return Float32Array.from(y);
}

/**
 * Forwards, then backwards: no delay, the magnitude response squared. The signal is continued by p odd-mirrored samples
 * at both ends and the filter starts settled on the first of them: scipy.signal.sosfiltfilt with its defaults, where
 * p = 3·(2·nSections + 1 − m), m the lesser count of sections without b₂ or without a₂. Where the signal has no more
 * than p samples, SciPy refuses it; here p is nSamples − 1.
 *
 * @param x mono, [nSamples]
 * @returns [nSamples]
 * @throws EngineError E_PARAM: a sample is not finite (its index in the message)
 */
export function filterZeroPhase(x: Float32Array, sections: readonly Biquad[]): Float32Array {
  requireFiniteSamples(x);
  if (x.length === 0) return new Float32Array(0);
  const p = zeroPhaseReach(sections, x.length);
  const y = new Float64Array(x.length + 2 * p);
  const extension = { source: toSource(x), mode: 'odd', start: -p } as const;
  extendInto(y, extension, 0, p);
  extendInto(y, extension, p + x.length, y.length);
  y.set(x, p);
  for (let pass = 0; pass < 2; pass++) {
    const chain = new SectionChain(sections);
    chain.settle(y[0]!);
    chain.process(y);
    y.reverse();
  }
  return Float32Array.from(y.subarray(p, p + x.length));
}

/** p of filterZeroPhase. */
export function zeroPhaseReach(sections: readonly Biquad[], nSamples: number): number {
  const nShort = Math.min(...[sections.map(({ b2 }) => b2), sections.map(({ a2 }) => a2)].map(countZeros));
  return Math.max(0, Math.min(3 * (2 * sections.length + 1 - nShort), nSamples - 1));
}

function countZeros(values: readonly number[]): number {
  return values.filter((value) => value === 0).length;
}
