/**
 * The sum of resample.ts as it stands, one output after the other: the kernel's rows for the fraction of n·down/up
 * from a table, times the input around it. Beyond a table of `maxExactTerm` phases rows are interpolated linearly,
 * with an error of its own below −130 dB.
 */
import type { RateTerms } from './ratePair.ts';
import type { InputPiece, ResampleCore } from './resampleCore.ts';
import { makeResampleFilter } from './resampleFilter.ts';
import type { ResampleFilter } from './resampleFilter.ts';

const maxExactTerm = 6144; // a table of 8 MB
const interpolatedPhases = 4096;

export class PolyphaseCore implements ResampleCore {
  readonly blockSamples = 1;
  readonly groupSamples = 1024;
  readonly #filter: ResampleFilter;
  readonly #up: number;
  readonly #down: number;

  constructor({ up, down }: RateTerms) {
    const isExact = Number.isInteger(up) && Number.isInteger(down) && Math.max(up, down) <= maxExactTerm;
    this.#up = up;
    this.#down = down;
    this.#filter = makeResampleFilter(up / down, isExact ? up : Math.ceil(interpolatedPhases * Math.min(1, up / down)));
  }

  firstInput(n: number): number {
    return Math.floor((n * this.#down) / this.#up) - this.#filter.nTaps / 2 + 1;
  }

  endInput(n: number): number {
    return this.firstInput(n) + this.#filter.nTaps;
  }

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

/** Σ taps[from + j]·x[at + j] over the part of x that exists; several sums, as one would wait for each addition. */
function dot(taps: Float64Array, from: number, nTaps: number, x: Float32Array, at: number): number {
  const first = Math.max(0, -at);
  const last = Math.min(nTaps, x.length - at);
  let [a, b, c, d] = [0, 0, 0, 0];
  let j = first;
  for (; j + 3 < last; j += 4) {
    a += taps[from + j]! * x[at + j]!;
    b += taps[from + j + 1]! * x[at + j + 1]!;
    c += taps[from + j + 2]! * x[at + j + 2]!;
    d += taps[from + j + 3]! * x[at + j + 3]!;
  }
  for (; j < last; j++) a += taps[from + j]! * x[at + j]!;
  return a + b + (c + d);
}

/** The same with the kernel linearly interpolated between this row and the next. */
function dotBetween(
  taps: Float64Array,
  from: number,
  nTaps: number,
  { x, at, mix }: { x: Float32Array; at: number; mix: number },
): number {
  const first = Math.max(0, -at);
  const last = Math.min(nTaps, x.length - at);
  const next = from + nTaps;
  let [low, high] = [0, 0];
  for (let j = first; j < last; j++) {
    const value = x[at + j]!;
    low += taps[from + j]! * value;
    high += taps[next + j]! * value;
  }
  return (1 - mix) * low + mix * high;
}
