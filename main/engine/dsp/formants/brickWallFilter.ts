/**
 * Removes a signal's spectrum from a cutoff on, and nothing below it.
 *
 * A signal of up to a million samples is transformed whole, as Praat does: at the power of two that holds it and 1000
 * zeros at either end, every real and imaginary part from the cutoff on becomes 0. A longer one is cut into blocks of about
 * a million samples, of which a tenth at either end is discarded; the edge is then a raised cosine as narrow as that tenth
 * allows (0.5 Hz at 16 kHz), and the block is transformed back at the new size at once where the rates' ratio allows it,
 * delayed by exp(2πi·k·δ/N) to the place of the new samples (overlap-discard; Oppenheim & Schafer 8.7).
 */
import { realFft } from '../fft.ts';
import type { RealFft } from '../fft.ts';
import { greatestDivisor } from '../resample/ratePair.ts';
import type { SampleSource } from '../sampleSource.ts';
import type { ReadSamples } from './brickWallResample.ts';

export interface BrickWallFilter {
  readonly read: ReadSamples;
  readonly isResampled: boolean; // read gives samples of the new rate, else of the old
}

export interface FilterPlace {
  readonly fromHz: number;
  readonly toHz: number; // < fromHz; half of it is the cutoff
  readonly first: number; // sample 0 of the new rate lies at this sample of the old
}

const padSamples = 1000;
const maxBlock = 2 ** 20;

export function brickWallFilter(source: SampleSource, place: FilterPlace): BrickWallFilter {
  const nWhole = 2 ** Math.ceil(Math.log2(source.nSamples + 2 * padSamples));
  return nWhole <= maxBlock ? wholeFilter(source, place, nWhole) : blockFilter(source, place);
}

function wholeFilter(source: SampleSource, { fromHz, toHz }: FilterPlace, size: number): BrickWallFilter {
  const fft = realFft(size);
  const re = new Float64Array(fft.nBins);
  const im = new Float64Array(fft.nBins);
  let filtered: Float64Array | null = null;
  const compute = () => {
    const x = new Float64Array(size);
    x.set(source.read(0, source.nSamples), padSamples);
    fft.forward(x, re, im);
    // In the order re₀, re_last, re₁, im₁, re₂, im₂ … the first `nKept` stay.
    const nKept = Math.floor((toHz / fromHz) * size) - 1;
    re.fill(0, Math.ceil(nKept / 2));
    im.fill(0, Math.ceil((nKept - 1) / 2));
    fft.inverse(re, im, x);
    return x.subarray(padSamples, padSamples + source.nSamples);
  };
  return {
    isResampled: false,
    read(start, target) {
      filtered ??= compute();
      target.fill(0);
      const from = Math.max(0, start);
      const to = Math.min(filtered.length, start + target.length);
      if (to > from) target.set(filtered.subarray(from, to), from - start);
    },
  };
}

function blockFilter(source: SampleSource, { fromHz, toHz, first }: FilterPlace): BrickWallFilter {
  const sizes = blockSizes(fromHz, toHz);
  const shape = sizes ?? { nIn: maxBlock, nOut: maxBlock };
  const filter = new BlockFilter(source, { ...shape, fromHz, toHz, shift: sizes ? first : 0 });
  return { isResampled: sizes !== null, read: (start, target) => filter.read(start, target) };
}

/** Even transform sizes in the ratio of the rates, the larger near the largest block; null if there are none. */
function blockSizes(fromHz: number, toHz: number): { nIn: number; nOut: number } | null {
  if (!Number.isInteger(fromHz) || !Number.isInteger(toHz)) return null;
  const divisor = greatestDivisor(fromHz, toHz);
  let nIn = (2 * fromHz) / divisor;
  if (nIn > maxBlock / 4) return null;
  while (2 * nIn <= maxBlock) nIn *= 2;
  return { nIn, nOut: (nIn / fromHz) * toHz };
}

interface BlockShape {
  readonly nIn: number; // transform size at the rate of the input
  readonly nOut: number; // at that of the output
  readonly fromHz: number;
  readonly toHz: number;
  readonly shift: number; // output 0 lies at this input position
}

class BlockFilter {
  readonly #source: SampleSource;
  readonly #shape: BlockShape;
  readonly #forward: RealFft;
  readonly #inverse: RealFft;
  readonly #gainRe: Float64Array; // of bin k, up to the cutoff
  readonly #gainIm: Float64Array;
  readonly #input: Float64Array;
  readonly #output: Float64Array;
  readonly #re: Float64Array;
  readonly #im: Float64Array;
  readonly #discard: number; // outputs of a block that its neighbours give, at either end
  readonly #hop: number; // outputs a block gives
  #block = Number.NaN;

  constructor(source: SampleSource, shape: BlockShape) {
    const { nIn, nOut, fromHz, toHz, shift } = shape;
    this.#source = source;
    this.#shape = shape;
    this.#forward = realFft(nIn);
    this.#inverse = realFft(nOut);
    this.#input = new Float64Array(nIn);
    this.#output = new Float64Array(nOut);
    this.#re = new Float64Array(nIn / 2 + 1);
    this.#im = new Float64Array(nIn / 2 + 1);
    // Input and output advance together: the hop is a whole number of samples of both.
    const unit = nIn / greatestDivisor(nIn, nOut);
    const discardIn = Math.ceil(nIn / 10 / unit) * unit;
    this.#discard = (discardIn / nIn) * nOut;
    this.#hop = nOut - 2 * this.#discard;

    const cutoff = (toHz / 2 / fromHz) * nIn; // in bins
    const edge = (3 * nIn) / discardIn;
    this.#gainRe = new Float64Array(Math.min(nOut / 2, Math.ceil(cutoff)));
    this.#gainIm = new Float64Array(this.#gainRe.length);
    for (let k = 0; k < this.#gainRe.length; k++) {
      const below = (cutoff - k) / edge;
      const gain = ((below >= 1 ? 1 : 0.5 - 0.5 * Math.cos(Math.PI * below)) * nOut) / nIn;
      this.#gainRe[k] = gain * Math.cos((2 * Math.PI * k * shift) / nIn);
      this.#gainIm[k] = gain * Math.sin((2 * Math.PI * k * shift) / nIn);
    }
  }

  read(start: number, target: Float64Array): void {
    const hop = this.#hop;
    for (let i = 0; i < target.length;) {
      const block = Math.floor((start + i) / hop);
      if (block !== this.#block) this.#compute(block);
      const at = start + i - block * hop;
      const count = Math.min(target.length - i, hop - at);
      target.set(this.#output.subarray(this.#discard + at, this.#discard + at + count), i);
      i += count;
    }
  }

  #compute(block: number): void {
    const { nIn, nOut } = this.#shape;
    const firstInput = ((block * this.#hop - this.#discard) / nOut) * nIn;
    this.#input.set(this.#source.read(Math.round(firstInput), nIn));
    this.#forward.forward(this.#input, this.#re, this.#im);
    const re = this.#re;
    const im = this.#im;
    const nKept = this.#gainRe.length;
    for (let k = 0; k < nKept; k++) {
      const r = re[k]!;
      const i = im[k]!;
      re[k] = r * this.#gainRe[k]! - i * this.#gainIm[k]!;
      im[k] = r * this.#gainIm[k]! + i * this.#gainRe[k]!;
    }
    re.fill(0, nKept);
    im.fill(0, nKept);
    this.#inverse.inverse(re, im, this.#output);
    this.#block = block;
  }
}
