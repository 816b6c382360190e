/**
 * Kernels of constantQ.ts in the frequency domain. With b_k(t) = √N_k/Σw_k·w_k(t)·exp(2πi·f_k·t/sampleRateHz) in the middle
 * of fftSize samples and B its DFT, Parseval gives C[m, k] = (1/fftSize)·Σ_q B[q]·X_m[q], X_m the DFT of fftSize samples
 * around m·H. x is real, so X_m[−q] is the conjugate of X_m[q], and the sum needs q ≥ 0 only:
 *
 *   C = (1/fftSize)·Σ_{q ≥ 0} (B[q] + B[−q])·Re X[q] + i·(B[q] − B[−q])·Im X[q]
 *
 * B is narrow: bins where both factors are below `threshold` of the largest are left out at either end.
 * The bins of an octave share the least power of two that holds their longest window.
 * Brown & Puckette, "An efficient algorithm for the calculation of a constant Q transform", JASA 92(5), 1992.
 */
import { EngineError } from '../../core/errors.ts';
import { complexFft, maxFftSize } from '../fft.ts';
import { requireAbove, requireInteger } from '../requireInteger.ts';
import { makeWindow } from '../window.ts';
import type { WindowName } from '../window.ts';

export interface ConstantQBins {
  readonly sampleRateHz: number;
  readonly fMinHz?: number | undefined; // of bin 0; 32.703, C1
  readonly nBins?: number | undefined; // 84, seven octaves
  readonly binsPerOctave?: number | undefined; // 12
  readonly filterScale?: number | undefined; // < 1: shorter windows, better in time; 1
  readonly window?: WindowName | undefined; // hann
}

export interface OctaveKernel {
  readonly fftSize: number;
  readonly bins: readonly KernelBin[];
}

export interface KernelBin {
  readonly index: number; // k
  readonly firstBin: number; // of the DFT; the arrays begin there
  readonly sumRe: Float64Array; // (B[q] + B[−q])/fftSize
  readonly sumIm: Float64Array;
  readonly differenceRe: Float64Array; // (B[q] − B[−q])/fftSize
  readonly differenceIm: Float64Array;
}

/** Midi 24 of equal temperament at A4 = 440 Hz, librosa's lowest bin. */
export const c1Hz = 440 * 2 ** ((24 - 69) / 12);

const threshold = 1e-6;
const maxBins = 4096;

/** @throws EngineError E_PARAM */
export function octaveKernels(params: ConstantQBins): OctaveKernel[] {
  const { sampleRateHz, fMinHz = c1Hz, nBins = 84, binsPerOctave = 12, filterScale = 1, window = 'hann' } = params;
  requireAbove('sampleRateHz', sampleRateHz, 0);
  requireAbove('fMinHz', fMinHz, 0);
  requireAbove('filterScale', filterScale, 0);
  requireInteger('nBins', nBins, 1, maxBins);
  requireInteger('binsPerOctave', binsPerOctave, 1, maxBins);
  const ratio = 4 ** (1 / binsPerOctave);
  const quality = (filterScale * (ratio + 1)) / (ratio - 1);
  const hzOf = (k: number) => fMinHz * 2 ** (k / binsPerOctave);
  const topHz = hzOf(nBins - 1) * (1 + 1 / quality);
  if (topHz > sampleRateHz / 2) {
    throw new EngineError(
      'E_PARAM',
      `the highest filter reaches ${topHz.toFixed(1)} Hz, must be ≤ ${sampleRateHz / 2}`,
    );
  }
  const longest = (quality * sampleRateHz) / fMinHz;
  if (longest > maxFftSize / 2) {
    throw new EngineError(
      'E_PARAM',
      `the window of ${fMinHz} Hz is ${longest.toFixed(0)} samples, must be ≤ ${maxFftSize / 2}`,
    );
  }
  const octaves: OctaveKernel[] = [];
  for (let first = 0; first < nBins; first += binsPerOctave) {
    const fftSize = 2 ** Math.ceil(Math.log2((quality * sampleRateHz) / hzOf(first) + 2));
    const indices = Array.from({ length: Math.min(binsPerOctave, nBins - first) }, (_, i) => first + i);
    const bins = indices.map((index) => {
      const cyclesPerSample = hzOf(index) / sampleRateHz;
      return { index, ...kernelBin({ cyclesPerSample, length: quality / cyclesPerSample, window, fftSize }) };
    });
    octaves.push({ fftSize, bins });
  }
  return octaves;
}

interface Wavelet {
  readonly cyclesPerSample: number;
  readonly length: number; // N_k, not rounded
  readonly window: WindowName;
  readonly fftSize: number;
}

function kernelBin({ cyclesPerSample, length, window, fftSize }: Wavelet): Omit<KernelBin, 'index'> {
  const before = Math.ceil(length / 2);
  const w = makeWindow(window, before + Math.floor(length / 2));
  const gain = Math.sqrt(length) / w.reduce((sum, value) => sum + Math.abs(value), 0) / fftSize;
  const re = new Float64Array(fftSize);
  const im = new Float64Array(fftSize);
  w.forEach((value, j) => {
    const phase = 2 * Math.PI * cyclesPerSample * (j - before);
    re[fftSize / 2 - before + j] = gain * value * Math.cos(phase);
    im[fftSize / 2 - before + j] = gain * value * Math.sin(phase);
  });
  complexFft(fftSize).forward(re, im);
  const nBins = fftSize / 2 + 1;
  const combined = (part: Float64Array, sign: number) =>
    Float64Array.from(
      { length: nBins },
      (_, q) => part[q]! + (q === 0 || q === fftSize / 2 ? 0 : sign * part[fftSize - q]!),
    );
  const factors = [combined(re, 1), combined(im, 1), combined(re, -1), combined(im, -1)];
  const size = (q: number) => Math.max(...factors.map((factor) => Math.abs(factor[q]!)));
  let largest = 0;
  for (let q = 0; q < nBins; q++) largest = Math.max(largest, size(q));
  let first = 0;
  while (size(first) <= threshold * largest) first++;
  let last = nBins - 1;
  while (size(last) <= threshold * largest) last--;
  const [sumRe, sumIm, differenceRe, differenceIm] = factors.map((factor) => factor.slice(first, last + 1));
  return { firstBin: first, sumRe: sumRe!, sumIm: sumIm!, differenceRe: differenceRe!, differenceIm: differenceIm! };
}
