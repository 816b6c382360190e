/**
 * The sum of resample.ts in the frequency domain, block by block. With x_b the fftIn inputs around block b,
 *
 *   X = DFT(x_b),   Y[q] = (fftOut/fftIn)·Ĥ(q/fftIn)·X[q],  |q| ≤ min(fftIn, fftOut)/2,   y_b = inverse DFT(Y)
 *
 * Ĥ(ν) = ∫ h(t)·exp(−2πiνt) dt, real as h is even. What the kernel leaves beyond half the lower rate, below −120 dB,
 * is cut off. The margins of y_b, which the wrap-around reaches, are dropped; blocks lie at fixed places.
 * Bi, Guoan & Mitra, "Sampling rate conversion in the frequency domain", IEEE Signal Processing Magazine 28(3), 2011.
 */
import { kernels } from '../../native/loadKernels.ts';
import type { Kernels } from '../../native/kernels.ts';
import { realFft } from '../fft.ts';
import type { RealFft } from '../fft.ts';
import type { BlockPlan } from './fftPlan.ts';
import type { InputPiece, ResampleCore } from './resampleCore.ts';
import { resampleKernel } from './resampleFilter.ts';

/** As many as the widest vectors have lanes. */
const blocksTogether = 16;

export class FftCore implements ResampleCore {
  readonly blockSamples: number;
  readonly groupSamples: number;
  readonly #plan: BlockPlan;
  readonly #fftIn: RealFft;
  readonly #fftOut: RealFft;
  readonly #gain: Float64Array;
  readonly #kernelGain: Float32Array; // with what the kernel's inverse transform leaves out
  readonly #frameIn: Float64Array;
  readonly #frameOut: Float64Array;
  readonly #re: Float64Array;
  readonly #im: Float64Array;

  constructor(plan: BlockPlan) {
    this.#plan = plan;
    this.blockSamples = plan.blockUnits * plan.up;
    this.groupSamples = blocksTogether * this.blockSamples;
    this.#fftIn = realFft(plan.fftIn);
    this.#fftOut = realFft(plan.fftOut);
    this.#gain = binGains(plan);
    this.#kernelGain = Float32Array.from(this.#gain, (gain) => (2 / plan.fftOut) * gain);
    this.#frameIn = new Float64Array(plan.fftIn);
    this.#frameOut = new Float64Array(plan.fftOut);
    const nBins = Math.max(this.#fftIn.nBins, this.#fftOut.nBins);
    this.#re = new Float64Array(nBins);
    this.#im = new Float64Array(nBins);
  }

  firstInput(n: number): number {
    const { blockUnits, marginUnits, down } = this.#plan;
    return (Math.floor(n / this.blockSamples) * blockUnits - marginUnits) * down;
  }

  endInput(n: number): number {
    return this.firstInput(n) + this.#plan.fftIn;
  }

  render(out: Float32Array, first: number, input: InputPiece): void {
    const native = kernels();
    if (native) this.#renderByKernel(native, out, first, input);
    else this.#renderHere(out, first, input);
  }

  #renderByKernel(native: Kernels, out: Float32Array, first: number, { samples, start }: InputPiece): void {
    const { up, down, fftIn, fftOut, marginUnits, blockUnits } = this.#plan;
    const blocks = {
      ...{ step: blockUnits * down, fftIn, fftOut, gain: this.#kernelGain },
      ...{ margin: marginUnits * up, blockOut: this.blockSamples },
    };
    const size = this.blockSamples;
    for (let i = 0; i < out.length;) {
      const skip = (first + i) % size;
      const count = Math.min(this.groupSamples - skip, out.length - i);
      const from = this.firstInput(first + i) - start;
      const to = this.endInput(first + i + count - 1) - start;
      const begin = Math.min(samples.length, Math.max(0, from));
      const piece = samples.subarray(begin, Math.max(begin, to));
      native.resample(piece, { ...blocks, position: from - begin }, skip, out.subarray(i, i + count));
      i += count;
    }
  }

  #renderHere(out: Float32Array, first: number, input: InputPiece): void {
    const size = this.blockSamples;
    for (let i = 0; i < out.length;) {
      const inBlock = (first + i) % size;
      const count = Math.min(size - inBlock, out.length - i);
      this.#transform(this.firstInput(first + i) - input.start, input.samples);
      const from = this.#plan.marginUnits * this.#plan.up + inBlock;
      out.set(this.#frameOut.subarray(from, from + count), i);
      i += count;
    }
  }

  /** x[at … at + fftIn − 1], zeros where there is none, into #frameOut. */
  #transform(at: number, x: Float32Array): void {
    const frame = this.#frameIn;
    const from = Math.max(0, -at);
    const to = Math.max(from, Math.min(frame.length, x.length - at));
    frame.fill(0, 0, from);
    if (to > from) frame.set(x.subarray(at + from, at + to), from);
    frame.fill(0, to);
    const re = this.#re;
    const im = this.#im;
    const gain = this.#gain;
    this.#fftIn.forward(frame, re, im);
    for (let q = 0; q < gain.length; q++) {
      re[q] = re[q]! * gain[q]!;
      im[q] = im[q]! * gain[q]!;
    }
    re.fill(0, gain.length);
    im.fill(0, gain.length);
    this.#fftOut.inverse(re, im, this.#frameOut);
  }
}

/** (fftOut/fftIn)·Ĥ(q/fftIn) for the bins below half the lower rate. */
function binGains({ up, down, fftIn, fftOut }: BlockPlan): Float64Array {
  // h sampled every quarter of an input sample: what that folds into the band lies below −150 dB.
  const perSample = 4;
  const kernel = resampleKernel(up / down);
  const fft = realFft(perSample * fftIn);
  const h = new Float64Array(fft.size);
  const reach = Math.floor(kernel.radius * perSample);
  for (let j = -reach; j <= reach; j++) h[(j + fft.size) % fft.size] = kernel.at(j / perSample);
  const re = new Float64Array(fft.nBins);
  fft.forward(h, re, new Float64Array(fft.nBins));
  return re.slice(0, Math.min(fftIn, fftOut) / 2).map((value) => (value * fftOut) / fftIn / perSample);
}
