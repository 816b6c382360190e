/**
 * Linear-phase band filters and their streaming convolution. The ideal response between two edges is windowed:
 *
 *   h[n] = (2f₂·sinc(2f₂·t) − 2f₁·sinc(2f₁·t)) · kaiser(t),   t = n − (nTaps − 1)/2,   f = edge/sampleRateHz
 *
 * An edge is the −6 dB point, in the middle of a transition of transitionHz. nTaps is odd, so the delay is whole samples
 * and is taken out: output n belongs to input n. Kaiser 1974; Oppenheim & Schafer, Discrete-Time Signal Processing, 7.6.
 */
import { EngineError } from '../../core/errors.ts';
import { besselI0 } from '../besselI0.ts';
import { maxFftSize, realFft } from '../fft.ts';
import type { RealFft } from '../fft.ts';
import { kaiserBeta, kaiserOrder, sinc } from './kaiserSinc.ts';
import { requireAbove, requireFiniteValues } from '../requireInteger.ts';
import { requireFiniteSamples } from '../requireFiniteSamples.ts';

export interface BandParams {
  readonly sampleRateHz: number;
  readonly fLowHz?: number | null | undefined; // lower edge; none: low-pass
  readonly fHighHz?: number | null | undefined; // upper edge; none: high-pass
  readonly transitionHz: number; // from pass band to stop band; at least sampleRateHz/20,000
  readonly attenuationDb?: number | undefined; // of the stop band, 50 … 160; 100
}

/** 2^17 taps: a transition below this would cost more than it can show. */
const narrowestTransition = 1 / 20_000;

/** @returns taps [nTaps], odd, symmetric. @throws EngineError E_PARAM */
export function designBandFilter(params: BandParams): Float64Array {
  const { sampleRateHz, transitionHz, attenuationDb = 100 } = params;
  requireAbove('sampleRateHz', sampleRateHz, 0);
  const low = params.fLowHz ?? 0;
  const high = params.fHighHz ?? sampleRateHz / 2;
  if (!(low >= 0 && low < high && high <= sampleRateHz / 2)) {
    throw new EngineError('E_PARAM', `fLowHz=${low}, fHighHz=${high} must rise within 0 to ${sampleRateHz / 2} Hz`);
  }
  if (!(transitionHz >= sampleRateHz * narrowestTransition && transitionHz <= sampleRateHz / 2)) {
    const rule = `from ${sampleRateHz * narrowestTransition} to ${sampleRateHz / 2}`;
    throw new EngineError('E_PARAM', `transitionHz=${transitionHz} must be ${rule}`);
  }
  if (!(attenuationDb >= 50 && attenuationDb <= 160)) {
    throw new EngineError('E_PARAM', `attenuationDb=${attenuationDb} must be from 50 to 160`);
  }
  const half = Math.ceil(kaiserOrder(attenuationDb, transitionHz / sampleRateHz) / 2);
  const beta = kaiserBeta(attenuationDb);
  const peak = besselI0(beta);
  return Float64Array.from({ length: 2 * half + 1 }, (_, n) => {
    const t = n - half;
    const ideal = lowPass(high / sampleRateHz, t) - lowPass(low / sampleRateHz, t);
    return (ideal * besselI0(beta * Math.sqrt(1 - (t / (half + 1)) ** 2))) / peak;
  });
}

function lowPass(edge: number, t: number): number {
  return 2 * edge * sinc(2 * edge * t);
}

/**
 * Convolution with symmetric taps by overlap-save FFT, in order: `process` returns what is complete so far, `flush` the
 * rest; together as many samples as went in. The FFT blocks lie at fixed places, so streaming equals offline exactly.
 */
export class FirFilter {
  readonly #fft: RealFft;
  readonly #nTaps: number;
  readonly #responseRe: Float64Array;
  readonly #responseIm: Float64Array;
  readonly #block: Float64Array; // the last nTaps − 1 samples, then new ones
  readonly #work: Float64Array;
  readonly #re: Float64Array;
  readonly #im: Float64Array;
  #filled: number;
  #toDrop: number; // the delay, still to be taken from the front
  #nIn = 0; // samples that went in
  #owed = 0; // samples that went in and have not come out

  /** @param taps [nTaps], odd, at most 2¹⁸. @throws EngineError E_SHAPE; E_PARAM: a tap is not finite */
  constructor(taps: Float64Array) {
    if (taps.length % 2 !== 1) throw new EngineError('E_SHAPE', `filter has ${taps.length} taps, must be odd`);
    if (taps.length > maxFftSize / 4)
      throw new EngineError('E_SHAPE', `filter has ${taps.length} taps, must have at most ${maxFftSize / 4}`);
    requireFiniteValues('taps', taps);
    this.#nTaps = taps.length;
    this.#fft = realFft(2 ** Math.max(10, Math.ceil(Math.log2(4 * taps.length))));
    const { size, nBins } = this.#fft;
    this.#responseRe = new Float64Array(nBins);
    this.#responseIm = new Float64Array(nBins);
    this.#re = new Float64Array(nBins);
    this.#im = new Float64Array(nBins);
    this.#work = new Float64Array(size);
    this.#work.set(taps);
    this.#fft.forward(this.#work, this.#responseRe, this.#responseIm);
    this.#block = new Float64Array(size);
    this.#filled = taps.length - 1;
    this.#toDrop = (taps.length - 1) / 2;
  }

  /** @throws EngineError E_PARAM: a sample is not finite; its index in all that went in */
  process(x: Float32Array): Float32Array {
    requireFiniteSamples(x, this.#nIn);
    this.#nIn += x.length;
    this.#owed += x.length;
    return this.#push(x);
  }

  /** The tail; the filter is at its beginning again afterwards. */
  flush(): Float32Array {
    const owed = this.#owed;
    const out = new Float32Array(owed);
    for (let n = 0; n < owed;) {
      const part = this.#push(new Float32Array(this.#fft.size - this.#filled));
      out.set(part.subarray(0, owed - n), n);
      n += part.length;
    }
    this.#block.fill(0);
    this.#filled = this.#nTaps - 1;
    this.#toDrop = (this.#nTaps - 1) / 2;
    this.#owed = 0;
    this.#nIn = 0;
    return out;
  }

  #push(x: Float32Array): Float32Array {
    const parts: Float32Array[] = [];
    for (let from = 0; from < x.length;) {
      const taken = Math.min(x.length - from, this.#block.length - this.#filled);
      this.#block.set(x.subarray(from, from + taken), this.#filled);
      this.#filled += taken;
      from += taken;
      if (this.#filled === this.#block.length) parts.push(this.#convolve());
    }
    const out = joined(parts);
    this.#owed -= out.length;
    return out;
  }

  #convolve(): Float32Array {
    this.#fft.forward(this.#block, this.#re, this.#im);
    for (let k = 0; k < this.#re.length; k++) {
      const re = this.#re[k]!;
      const im = this.#im[k]!;
      this.#re[k] = re * this.#responseRe[k]! - im * this.#responseIm[k]!;
      this.#im[k] = re * this.#responseIm[k]! + im * this.#responseRe[k]!;
    }
    this.#fft.inverse(this.#re, this.#im, this.#work);
    const overlap = this.#nTaps - 1;
    const out = new Float32Array(this.#work.subarray(overlap));
    this.#block.copyWithin(0, this.#block.length - overlap);
    this.#filled = overlap;
    const dropped = Math.min(this.#toDrop, out.length);
    this.#toDrop -= dropped;
    return out.subarray(dropped);
  }
}

/** @param x mono, [nSamples]. @returns [nSamples], delay taken out, zeros assumed around x. @throws EngineError E_SHAPE; E_PARAM: a sample is not finite */
export function filterSignal(x: Float32Array, taps: Float64Array): Float32Array {
  const filter = new FirFilter(taps);
  return joined([filter.process(x), filter.flush()]);
}

function joined(parts: readonly Float32Array[]): Float32Array {
  if (parts.length === 1) return parts[0]!;
  const out = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
