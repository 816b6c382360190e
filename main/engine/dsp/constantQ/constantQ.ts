/**
 * Constant-Q transform: bins equally spaced in log frequency, each with a window of the same number of periods,
 *
 *   C[m, k] = √N_k/Σw_k · Σₜ x̃[m·H + t]·w_k(−t)·exp(−2πi·f_k·t/sampleRateHz),   −⌈N_k/2⌉ < t ≤ ⌈N_k/2⌉
 *
 *   f_k = fMinHz·2^(k/binsPerOctave),   N_k = Q·sampleRateHz/f_k,   Q = filterScale·(r² + 1)/(r² − 1),  r = 2^(1/binsPerOctave)
 *
 * w_k a periodic window of ⌊N_k/2⌋ + ⌈N_k/2⌉ samples, x̃ the signal continued as `pad` says: the definition behind
 * librosa.cqt with its defaults (L1-normalised filters, scale=True, tuning 0), which itself approximates it by
 * downsampling octave after octave. Here every octave has kernels of its own at the full rate (constantQKernel.ts).
 * Schörkhuber & Klapuri, "Constant-Q transform toolbox for music processing", SMC 2010; Brown & Puckette, JASA 92(5), 1992.
 */
import { throwIfAborted } from '../../core/errors.ts';
import type { WorkOptions } from '../../core/progress.ts';
import { realFft } from '../fft.ts';
import { FrameReader } from '../frameReader.ts';
import { requireInteger } from '../requireInteger.ts';
import { toSource } from '../sampleSource.ts';
import type { Signal } from '../sampleSource.ts';
import type { ExtensionName } from '../signalExtension.ts';
import type { ComplexFrames } from '../stft.ts';
import { octaveKernels } from './constantQKernel.ts';
import type { ConstantQBins, OctaveKernel } from './constantQKernel.ts';

export interface ConstantQParams extends ConstantQBins {
  readonly hopLength?: number | undefined; // H; 512
  readonly pad?: ExtensionName | undefined; // constant
}

/**
 * @param signal mono, full scale ±1
 * @returns [nFrames, nBins], nFrames = 1 + ⌊nSamples/H⌋
 * @throws EngineError E_PARAM: bad parameters, a filter beyond sampleRateHz/2, or a sample that is not finite; E_SHAPE:
 *   the signal is empty; E_ABORTED
 */
export function constantQ(signal: Signal, params: ConstantQParams, work: WorkOptions = {}): ComplexFrames {
  const { hopLength = 512 } = params;
  requireInteger('hopLength', hopLength, 1);
  const kernels = octaveKernels(params);
  const nBins = kernels.reduce((sum, { bins }) => sum + bins.length, 0);
  const source = toSource(signal);
  const nFrames = 1 + Math.floor(source.nSamples / hopLength);
  const frames = { re: new Float32Array(nFrames * nBins), im: new Float32Array(nFrames * nBins), nFrames, nBins };
  let done = 0;
  for (const kernel of kernels) {
    const framing = {
      fftSize: kernel.fftSize,
      hopLength,
      padSamples: kernel.fftSize / 2,
      padMode: params.pad ?? 'constant',
    };
    const reader = new FrameReader(source, framing);
    const rows = new KernelRows(kernel, frames);
    for (let m = 0; m < nFrames; m++) {
      rows.transform(reader, m);
      if (done++ % 256 === 0) {
        throwIfAborted(work.signal);
        work.onProgress?.({ done, total: nFrames * kernels.length, unit: 'frames' });
      }
    }
  }
  return frames;
}

/** One octave's bins of all frames. */
class KernelRows {
  readonly #kernel: OctaveKernel;
  readonly #frames: ComplexFrames;
  readonly #rectangle: Float64Array;
  readonly #frame: Float64Array;
  readonly #re: Float64Array;
  readonly #im: Float64Array;

  constructor(kernel: OctaveKernel, frames: ComplexFrames) {
    this.#kernel = kernel;
    this.#frames = frames;
    this.#rectangle = new Float64Array(kernel.fftSize).fill(1);
    this.#frame = new Float64Array(kernel.fftSize);
    this.#re = new Float64Array(kernel.fftSize / 2 + 1);
    this.#im = new Float64Array(kernel.fftSize / 2 + 1);
  }

  transform(reader: FrameReader, m: number): void {
    const { fftSize, bins } = this.#kernel;
    reader.readWindowed(m, this.#rectangle, this.#frame);
    realFft(fftSize).forward(this.#frame, this.#re, this.#im);
    for (const { index, firstBin, sumRe, sumIm, differenceRe, differenceIm } of bins) {
      let [re, im] = [0, 0];
      for (let j = 0; j < sumRe.length; j++) {
        const xr = this.#re[firstBin + j]!;
        const xi = this.#im[firstBin + j]!;
        re += sumRe[j]! * xr - differenceIm[j]! * xi;
        im += sumIm[j]! * xr + differenceRe[j]! * xi;
      }
      this.#frames.re[m * this.#frames.nBins + index] = re;
      this.#frames.im[m * this.#frames.nBins + index] = im;
    }
  }
}
