/**
 * Spectrum of one stretch of a signal, in dB re a full-scale sine:
 *
 *   L[k] = 10·log₁₀((2/Σw)² · meanₘ |Σₙ w[n]·x[start + m·H + n]·exp(−2πi·k·n/N)|²)
 *
 * One window over the whole stretch (m = 0, zeros behind it up to N), or the mean power of overlapping frames:
 * Welch, "The use of fast Fourier transform for the estimation of power spectra", IEEE Trans. AU-15, 1967.
 * A sine of amplitude 1 on a bin centre reads 0 dB; noise reads lower the narrower the bins. Samples that are not finite
 * count as 0, as in the spectrogram.
 */
import { EngineError, throwIfAborted } from '../core/errors.ts';
import type { WorkOptions } from '../core/progress.ts';
import { powerToDb } from './decibel.ts';
import { maxFftSize, realFft } from './fft.ts';
import { finiteSamples } from './finiteSamples.ts';
import { requireAbove, requireInteger } from './requireInteger.ts';
import { toSource } from './sampleSource.ts';
import type { Signal } from './sampleSource.ts';
import { makeWindow } from './window.ts';
import type { WindowName, WindowOptions } from './window.ts';
import { windowProperties } from './windowProperties.ts';

export interface SpectrumSliceParams extends WindowOptions {
  readonly sampleRateHz: number;
  readonly startSample: number; // may be negative: samples outside the signal are 0
  readonly endSample: number; // exclusive
  readonly window?: WindowName | undefined; // hann
  /** Welch: frames of this many samples, half overlapping. Absent: one window over all, at most 2²⁰ samples. */
  readonly frameSamples?: number | undefined;
  readonly fftSize?: number | undefined; // N, even, ≥ the window; the next power of two
}

export interface SpectrumSlice {
  readonly levelsDb: Float32Array; // [fftSize/2 + 1], −200 or above
  readonly binHz: number; // distance of the bins, sampleRateHz/fftSize
  readonly resolutionHz: number; // full width of the window's main lobe at −3 dB
  readonly noiseBandwidthHz: number; // equivalent noise bandwidth of the window
  readonly winLength: number;
  readonly fftSize: number;
  readonly nFrames: number;
}

/** @throws EngineError E_PARAM: a bad size, or an empty or too long stretch; E_ABORTED */
export function spectrumSlice(signal: Signal, params: SpectrumSliceParams, work: WorkOptions = {}): SpectrumSlice {
  const { sampleRateHz, startSample, endSample, frameSamples } = params;
  requireAbove('sampleRateHz', sampleRateHz, 0);
  requireInteger('startSample', startSample, Number.MIN_SAFE_INTEGER);
  requireInteger('endSample', endSample, startSample + 1);
  const nSamples = endSample - startSample;
  if (frameSamples === undefined && nSamples > maxFftSize) {
    throw new EngineError('E_PARAM', `one window of ${nSamples} samples must be ≤ ${maxFftSize}: give frameSamples`);
  }
  const winLength = Math.min(nSamples, frameSamples ?? nSamples);
  requireInteger('frameSamples', winLength, 1, maxFftSize);
  const fft = realFft(params.fftSize ?? Math.max(2, 2 ** Math.ceil(Math.log2(winLength))));
  requireInteger('fftSize', fft.size, winLength);

  const window = makeWindow(params.window ?? 'hann', winLength, params);
  const hopLength = Math.max(1, Math.floor(winLength / 2));
  const nFrames = 1 + Math.floor((nSamples - winLength) / hopLength);
  const source = toSource(signal);
  const frame = new Float64Array(fft.size);
  const power = new Float64Array(fft.nBins);
  const sum = new Float64Array(fft.nBins);
  for (let m = 0; m < nFrames; m++) {
    throwIfAborted(work.signal);
    const x = finiteSamples(source.read(startSample + m * hopLength, winLength));
    for (let n = 0; n < winLength; n++) frame[n] = x[n]! * window[n]!;
    fft.power(frame, power);
    for (let k = 0; k < sum.length; k++) sum[k] = sum[k]! + power[k]!;
  }
  const { coherentGain, enbwBins, mainLobeWidthBins } = windowProperties(window);
  const scale = (2 / (coherentGain * winLength)) ** 2 / nFrames;
  return {
    levelsDb: Float32Array.from(sum, (total) => powerToDb(total * scale)),
    binHz: sampleRateHz / fft.size,
    resolutionHz: (mainLobeWidthBins * sampleRateHz) / winLength,
    noiseBandwidthHz: (enbwBins * sampleRateHz) / winLength,
    winLength,
    fftSize: fft.size,
    nFrames,
  };
}

/** The stretch of `winLength` samples centred on `sample`, as the spectrogram's frame there. @throws EngineError E_PARAM: no integers */
export function stretchAround(sample: number, winLength: number): { startSample: number; endSample: number } {
  requireInteger('sample', sample, Number.MIN_SAFE_INTEGER);
  requireInteger('winLength', winLength, 1);
  const startSample = sample - Math.floor(winLength / 2);
  return { startSample, endSample: startSample + winLength };
}
