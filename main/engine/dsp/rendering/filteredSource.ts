/**
 * Filters of any length of sound, any part on demand. Recursive filters remember for ever; here blocks at fixed places are
 * filtered each from W samples before (and, backwards, from W samples after), W the length of the impulse response down to
 * 1e-10 of its peak.
 */
import { EngineError } from '../../core/errors.ts';
import { blockSource } from '../blockSource.ts';
import type { Biquad } from '../filters/biquad.ts';
import { zeroPhaseReach } from '../filters/filterSections.ts';
import { filterSignal } from '../filters/firFilter.ts';
import { SectionChain } from '../filters/sectionChain.ts';
import { readFinite } from '../readFinite.ts';
import type { SampleSource } from '../sampleSource.ts';
import { extendInto } from '../signalExtension.ts';

const blockSamples = 16_384;
const longestMemory = 2 ** 21;
const faded = 1e-10;

/** filterSections of the whole, within 1e-9. @throws EngineError E_PARAM: a filter that rings for more than 2²¹ samples */
export function filteredSource(source: SampleSource, sections: readonly Biquad[]): SampleSource {
  const memory = memoryOf(sections);
  const render = (start: number, count: number) => {
    const first = Math.max(0, start - memory);
    const y = Float64Array.from(readFinite(source, first, start + count - first));
    new SectionChain(sections).process(y);
    return Float32Array.from(y.subarray(start - first));
  };
  return blockSource({ nSamples: source.nSamples, blockSamples: Math.max(blockSamples, memory), render });
}

/** filterZeroPhase of the whole, within 1e-9. @throws EngineError E_PARAM as filteredSource */
export function zeroPhaseSource(source: SampleSource, sections: readonly Biquad[]): SampleSource {
  const memory = memoryOf(sections);
  const { nSamples } = source;
  const reach = zeroPhaseReach(sections, nSamples);
  const render = (start: number, count: number) => {
    const first = Math.max(-reach, start - memory);
    const end = Math.min(nSamples + reach, start + count + memory);
    const y = Float64Array.from(readFinite(source, first, end - first));
    const extension = { source, mode: 'odd', start: first } as const;
    extendInto(y, extension, 0, -first);
    extendInto(y, extension, Math.max(0, nSamples - first), end - first);
    for (const isAtEdge of [first === -reach, end === nSamples + reach]) {
      const chain = new SectionChain(sections);
      if (isAtEdge) chain.settle(y[0]!);
      chain.process(y);
      y.reverse();
    }
    return Float32Array.from({ length: count }, (_, n) => y[start - first + n] ?? 0);
  };
  return blockSource({ nSamples, blockSamples: Math.max(blockSamples, memory), render });
}

/** filterSignal of the whole, within its rounding. @param taps [nTaps], odd. @throws EngineError E_SHAPE */
export function firSource(source: SampleSource, taps: Float64Array): SampleSource {
  if (taps.length % 2 !== 1) throw new EngineError('E_SHAPE', `filter has ${taps.length} taps, must be odd`);
  const half = (taps.length - 1) / 2;
  const render = (start: number, count: number) =>
    filterSignal(readFinite(source, start - half, count + 2 * half), taps).subarray(half, half + count);
  return blockSource({ nSamples: source.nSamples, blockSamples: Math.max(blockSamples, 4 * taps.length), render });
}

/** Samples after which the impulse response stays below 1e-10 of its peak. */
function memoryOf(sections: readonly Biquad[]): number {
  const radius = sections.reduce((most, section) => Math.max(most, poleRadius(section)), 0);
  const decay = radius > 0 ? Math.log(faded) / Math.log(radius) : 0; // of that pole alone; a cascade takes longer
  for (let length = 64 + 2 * Math.ceil(decay); radius < 1 && length <= longestMemory; length *= 2) {
    const h = new Float64Array(length);
    h[0] = 1;
    new SectionChain(sections).process(h);
    const floor = faded * h.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0);
    const last = h.findLastIndex((value) => Math.abs(value) > floor);
    if (last < 0.9 * length) return last + 1;
  }
  throw new EngineError('E_PARAM', `a filter with a pole at ${radius} rings for more than ${longestMemory} samples`);
}

/** The greater |z| of z² + a₁z + a₂ = 0. */
function poleRadius({ a1, a2 }: Biquad): number {
  const root = a1 * a1 - 4 * a2;
  return root < 0 ? Math.sqrt(a2) : (Math.abs(a1) + Math.sqrt(root)) / 2;
}
