/**
 * Band-limited change of sampling rate: y[n] = Σᵢ x[i]·h(n·in/out − i), with h the kernel of resampleFilter.ts and
 * x = 0 outside its domain. Zero phase: output n lies at the time of input n·in/out, no delay. Amplitudes are kept.
 * An input of N samples gives ⌈N·out/in⌉. The sum is done by FFT in blocks at fixed places where the ratio has small
 * factors (fftCore.ts; by the kernels of native/ in float32, within 2e-6 of full scale), directly otherwise
 * (polyphaseCore.ts). Either way every output depends only on its own index and the input around it, so blocks of any
 * size, and any part computed alone, give the very same samples.
 * A sample that is not finite is refused with its index; of a `resampledSource`, which is drawn and played too, the outputs
 * within one input sample of it are NaN and all others as if it were 0.
 * Smith, "Digital Audio Resampling Home Page", 2002; Crochiere & Rabiner, Multirate Digital Signal Processing, 1983.
 */
import type { SampleSource } from '../sampleSource.ts';
import { rateTerms } from './ratePair.ts';
import type { RatePair, RateTerms } from './ratePair.ts';
import { countComplete, resampleCore, resampledLength } from './resampleCore.ts';
import type { InputPiece, ResampleCore } from './resampleCore.ts';
import { finiteSamples } from '../finiteSamples.ts';
import { requireFiniteSamples } from '../requireFiniteSamples.ts';

export { resampledLength } from './resampleCore.ts';
export type { RatePair } from './ratePair.ts';

/** One channel, in order: `process` returns what is complete so far, in whole groups of blocks, `flush` the rest. */
export class Resampler {
  readonly #core: ResampleCore;
  readonly #rates: RatePair;
  readonly #terms: RateTerms;
  #room: Float32Array = new Float32Array(0); // begins with the input from #heldStart to #nIn
  #heldStart = 0;
  #nIn = 0;
  #nOut = 0;

  /** @throws EngineError E_PARAM: a rate is not > 0, or they differ by more than a factor of 4096 */
  constructor(rates: RatePair) {
    this.#core = resampleCore(rates);
    this.#rates = rates;
    this.#terms = rateTerms(rates);
  }

  /** @throws EngineError E_PARAM: a sample is not finite; its index in all that went in */
  process(block: Float32Array): Float32Array {
    requireFiniteSamples(block, this.#nIn);
    const nHeld = this.#nIn - this.#heldStart;
    const nWanted = nHeld + block.length;
    if (nWanted > this.#room.length) {
      const larger = new Float32Array(nWanted + (nWanted >> 1));
      larger.set(this.#room.subarray(0, nHeld));
      this.#room = larger;
    }
    this.#room.set(block, nHeld);
    this.#nIn += block.length;
    return this.#emit(countComplete(this.#core, this.#nIn, this.#terms));
  }

  flush(): Float32Array {
    return this.#emit(resampledLength(this.#nIn, this.#rates));
  }

  #emit(upTo: number): Float32Array {
    const out = new Float32Array(Math.max(0, upTo - this.#nOut));
    if (out.length === 0) return out;
    const nHeld = this.#nIn - this.#heldStart;
    this.#core.render(out, this.#nOut, { samples: this.#room.subarray(0, nHeld), start: this.#heldStart });
    this.#nOut += out.length;
    const firstNeeded = Math.max(this.#heldStart, this.#core.firstInput(this.#nOut));
    this.#room.copyWithin(0, firstNeeded - this.#heldStart, nHeld);
    this.#heldStart = Math.min(firstNeeded, this.#nIn);
    return out;
  }
}

/** @param x mono, [nSamples], full scale ±1. @returns [⌈nSamples·toHz/fromHz⌉]. @throws EngineError E_PARAM as `Resampler` */
export function resample(x: Float32Array, rates: RatePair): Float32Array {
  requireFiniteSamples(x);
  if (rates.fromHz === rates.toHz) return x.slice();
  const core = resampleCore(rates);
  const out = new Float32Array(resampledLength(x.length, rates));
  core.render(out, 0, { samples: x, start: 0 });
  return out;
}

/** The same signal at another rate, any part of it on demand: how a clip plays on a timeline of another rate. */
export function resampledSource(source: SampleSource, rates: RatePair): SampleSource {
  if (rates.fromHz === rates.toHz) return source;
  const core = resampleCore(rates);
  const terms = rateTerms(rates);
  const nSamples = resampledLength(source.nSamples, rates);
  let kept: { readonly first: number; readonly samples: Float32Array } = { first: 0, samples: new Float32Array(0) };

  /** Outputs from ≤ n < to, in whole blocks; the last ones stay for the read that follows. */
  function fill(out: Float32Array, from: number, to: number): void {
    const size = core.blockSamples;
    for (let n = from; n < to;) {
      const keptEnd = kept.first + kept.samples.length;
      if (!(n >= kept.first && n < keptEnd)) {
        const first = Math.floor(n / size) * size;
        const isNext = first === keptEnd; // reading on: the next read will, too
        kept = renderFrom(first, isNext ? core.groupSamples : Math.min(core.groupSamples, to - first));
      }
      const part = kept.samples.subarray(n - kept.first, to - kept.first);
      out.set(part, n - from);
      n += part.length;
    }
  }

  function renderFrom(first: number, nWanted: number) {
    const samples = new Float32Array(core.blockSamples * Math.ceil(nWanted / core.blockSamples));
    const start = core.firstInput(first);
    const end = core.endInput(first + samples.length - 1);
    const input = source.read(start, end - start);
    const clean = finiteSamples(input);
    core.render(samples, first, { samples: clean, start });
    if (clean !== input) markNotFinite(samples, first, { samples: input, start }, terms);
    return { first, samples };
  }

  return {
    nSamples,
    read(start, count) {
      const out = new Float32Array(count);
      const from = Math.max(0, start);
      const to = Math.min(nSamples, start + count);
      if (to > from) fill(out.subarray(from - start), from, to);
      return out;
    },
  };
}

function markNotFinite(out: Float32Array, first: number, input: InputPiece, { up, down }: RateTerms): void {
  input.samples.forEach((value, i) => {
    if (Number.isFinite(value)) return;
    const at = input.start + i;
    const from = Math.max(0, Math.ceil(((at - 1) * up) / down) - first);
    out.fill(Number.NaN, from, Math.max(from, Math.floor(((at + 1) * up) / down) + 1 - first));
  });
}
