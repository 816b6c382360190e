/**
 * Band-limited change of sampling rate: y[n] = Σᵢ x[i]·h(n·in/out − i), with h the kernel of resampleFilter.ts and
 * x = 0 outside its domain. Zero phase: output n lies at the time of input n·in/out, no delay. Amplitudes are kept.
 * An input of N samples gives ⌈N·out/in⌉. Every output depends only on its own index and the input around it, so
 * blocks of any size, and any part computed alone, give the very same samples.
 * Smith, "Digital Audio Resampling Home Page", 2002; Crochiere & Rabiner, Multirate Digital Signal Processing, 1983.
 */
import { EngineError } from '../../core/errors.ts';
import { makeResampleFilter } from './resampleFilter.ts';
import type { ResampleFilter } from './resampleFilter.ts';
import type { SampleSource } from '../sampleSource.ts';

export interface RatePair {
  readonly fromHz: number; // in, > 0, may be fractional
  readonly toHz: number; // out
}

/**
 * Terms of the ratio beyond which the table would pass 8 MB: it then holds fewer phases and is interpolated, with an
 * error of its own below −130 dB.
 */
const maxExactTerm = 6144;
const interpolatedPhases = 4096;

/** 2^52 keeps n·M exact for every index of a recording. */
const maxRatio = 4096;

/** Samples that `resample` gives for an input of nSamples: ⌈nSamples·toHz/fromHz⌉. */
export function resampledLength(nSamples: number, rates: RatePair): number {
  const { up, down } = reduced(rates);
  return Math.ceil((nSamples * up) / down);
}

/** One channel, in order: `process` returns what is complete so far, `flush` the rest. */
export class Resampler {
  readonly #core: ResamplerCore;
  #held: Float32Array = new Float32Array(0); // input from #heldStart on
  #heldStart = 0;
  #nIn = 0;
  #nOut = 0;

  /** @throws EngineError E_PARAM: a rate is not > 0, or they differ by more than a factor of 4096 */
  constructor(rates: RatePair) {
    this.#core = resamplerCore(rates);
  }

  process(block: Float32Array): Float32Array {
    const input = new Float32Array(this.#held.length + block.length);
    input.set(this.#held);
    input.set(block, this.#held.length);
    this.#held = input;
    this.#nIn += block.length;
    return this.#emit(this.#core.countComplete(this.#nIn));
  }

  flush(): Float32Array {
    return this.#emit(this.#core.outputLength(this.#nIn));
  }

  #emit(upTo: number): Float32Array {
    const out = new Float32Array(Math.max(0, upTo - this.#nOut));
    this.#core.render(out, this.#nOut, { samples: this.#held, start: this.#heldStart });
    this.#nOut += out.length;
    const firstNeeded = Math.max(this.#heldStart, this.#core.firstInput(this.#nOut));
    this.#held = this.#held.slice(firstNeeded - this.#heldStart);
    this.#heldStart = firstNeeded;
    return out;
  }
}

/** @param x mono, [nSamples], full scale ±1. @returns [⌈nSamples·toHz/fromHz⌉]. @throws EngineError E_PARAM as `Resampler` */
export function resample(x: Float32Array, rates: RatePair): Float32Array {
  if (rates.fromHz === rates.toHz) return x.slice();
  const core = resamplerCore(rates);
  const out = new Float32Array(core.outputLength(x.length));
  core.render(out, 0, { samples: x, start: 0 });
  return out;
}

/** The same signal at another rate, any part of it on demand: how a clip plays on a timeline of another rate. */
export function resampledSource(source: SampleSource, rates: RatePair): SampleSource {
  if (rates.fromHz === rates.toHz) return source;
  const core = resamplerCore(rates);
  const nSamples = core.outputLength(source.nSamples);
  return {
    nSamples,
    read(start, count) {
      const out = new Float32Array(count);
      const from = Math.max(0, start);
      const to = Math.min(nSamples, start + count);
      if (to <= from) return out;
      const first = core.firstInput(from);
      const samples = source.read(first, core.firstInput(to - 1) + core.nTaps - first);
      core.render(out.subarray(from - start, to - start), from, { samples, start: first });
      return out;
    },
  };
}

interface InputPiece {
  readonly samples: Float32Array;
  readonly start: number; // index in the whole input of samples[0]
}

/** The stateless arithmetic of one pair of rates. */
class ResamplerCore {
  readonly nTaps: number;
  readonly #filter: ResampleFilter;
  readonly #up: number; // output n lies at input n·down/up
  readonly #down: number;

  constructor({ up, down }: Reduced) {
    const isExact = Number.isInteger(up) && Number.isInteger(down) && Math.max(up, down) <= maxExactTerm;
    this.#up = up;
    this.#down = down;
    this.#filter = makeResampleFilter(up / down, isExact ? up : Math.ceil(interpolatedPhases * Math.min(1, up / down)));
    this.nTaps = this.#filter.nTaps;
  }

  outputLength(nIn: number): number {
    return Math.ceil((nIn * this.#up) / this.#down);
  }

  /** First input that output n touches; may be negative. */
  firstInput(n: number): number {
    return Math.floor((n * this.#down) / this.#up) - this.nTaps / 2 + 1;
  }

  /** Outputs whose inputs all lie before input nIn. */
  countComplete(nIn: number): number {
    let n = Math.max(0, Math.ceil(((nIn - this.nTaps / 2) * this.#up) / this.#down));
    while (n > 0 && this.firstInput(n - 1) + this.nTaps > nIn) n--;
    return n;
  }

  /** out[i] = output number first + i; input outside the piece is 0. */
  render(out: Float32Array, first: number, input: InputPiece): void {
    const { nPhases, taps, nTaps } = this.#filter;
    const up = this.#up;
    const isExact = nPhases === up;
    for (let i = 0; i < out.length; i++) {
      const position = (first + i) * this.#down;
      const whole = Math.floor(position / up);
      const phase = ((position - whole * up) * nPhases) / up;
      const row = isExact ? Math.round(phase) : Math.floor(phase);
      const at = whole - nTaps / 2 + 1 - input.start;
      out[i] = isExact
        ? dot(taps, row * nTaps, nTaps, input.samples, at)
        : dotBetween(taps, row * nTaps, nTaps, { x: input.samples, at, mix: phase - row });
    }
  }
}

/** Σ taps[from + j]·x[at + j] over the part of x that exists; two sums, as one would wait for each addition. */
function dot(taps: Float64Array, from: number, nTaps: number, x: Float32Array, at: number): number {
  const first = Math.max(0, -at);
  const last = Math.min(nTaps, x.length - at);
  let even = 0;
  let odd = 0;
  let j = first;
  for (; j + 1 < last; j += 2) {
    even += taps[from + j]! * x[at + j]!;
    odd += taps[from + j + 1]! * x[at + j + 1]!;
  }
  if (j < last) even += taps[from + j]! * x[at + j]!;
  return even + odd;
}

/** The same with the kernel linearly interpolated between this row and the next. */
function dotBetween(
  taps: Float64Array,
  from: number,
  nTaps: number,
  { x, at, mix }: { x: Float32Array; at: number; mix: number },
): number {
  return (1 - mix) * dot(taps, from, nTaps, x, at) + mix * dot(taps, from + nTaps, nTaps, x, at);
}

interface Reduced {
  readonly up: number;
  readonly down: number;
}

/** toHz/fromHz in lowest terms if both are integers, as they are otherwise. */
function reduced({ fromHz, toHz }: RatePair): Reduced {
  for (const [name, hz] of Object.entries({ fromHz, toHz })) {
    if (!(hz > 0 && Number.isFinite(hz))) throw new EngineError('E_PARAM', `${name}=${hz} must be > 0`);
  }
  if (Math.max(toHz / fromHz, fromHz / toHz) > maxRatio) {
    throw new EngineError(
      'E_PARAM',
      `fromHz=${fromHz} and toHz=${toHz} must not differ by more than ${maxRatio} times`,
    );
  }
  const divisor = Number.isInteger(fromHz) && Number.isInteger(toHz) ? greatestDivisor(fromHz, toHz) : 1;
  return { up: toHz / divisor, down: fromHz / divisor };
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

const cores = new Map<string, ResamplerCore>();
const maxCachedCores = 4; // a table takes up to 6 MB

function resamplerCore(rates: RatePair): ResamplerCore {
  const terms = reduced(rates);
  const key = `${terms.up}/${terms.down}`;
  const core = cores.get(key) ?? new ResamplerCore(terms);
  cores.delete(key);
  cores.set(key, core);
  if (cores.size > maxCachedCores) cores.delete(cores.keys().next().value!);
  return core;
}
