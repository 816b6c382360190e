/**
 * The energy spectrum of a stretch of sound under a rectangular window, as speech measurements want it:
 *
 *   E[k] = (1/fs²)·|Σₙ x[n]·exp(−2πi·k·n/N)|²   Pa²·s/Hz, samples taken as pascals,   k = 0 … N/2, bin k at k·fs/N Hz
 *
 * N is the power of two that holds the stretch, the rest zeros. A stretch of more than 2²⁰ samples is the sum of
 * consecutive blocks of that length, so that an hour needs no more memory than a minute; what leaks at the cuts is far
 * below what any band of speech holds. Boersma & Weenink, Praat manual, "Sound: To Spectrum...".
 */
import { throwIfAborted } from '../../core/errors.ts';
import type { WorkOptions } from '../../core/progress.ts';
import { maxFftSize, realFft } from '../fft.ts';
import { requireFiniteSamples } from '../requireFiniteSamples.ts';
import { requireInteger, requireNumber, requireWithin } from '../requireInteger.ts';
import { toSource } from '../sampleSource.ts';
import type { Signal } from '../sampleSource.ts';

export interface Stretch {
  readonly sampleRateHz: number;
  readonly startSample: number;
  readonly endSample: number; // exclusive
}

export interface EnergySpectrum {
  readonly energy: Float64Array; // E, [N/2 + 1]
  readonly binHz: number; // fs/N
  readonly durationSec: number;
}

const lowestRateHz = 1e-6; // the squares of lower ones pass the range of numbers

/** @throws EngineError E_PARAM: the stretch is empty or not of whole samples, or a sample is not finite; E_ABORTED */
export function energySpectrum(signal: Signal, stretch: Stretch, work: WorkOptions = {}): EnergySpectrum {
  const { sampleRateHz, startSample, endSample } = stretch;
  requireWithin('sampleRateHz', sampleRateHz, lowestRateHz);
  requireInteger('startSample', startSample, 0);
  requireInteger('endSample', endSample, startSample + 1);
  const source = toSource(signal);
  const nSamples = endSample - startSample;
  const fft = realFft(Math.min(maxFftSize, Math.max(2, 2 ** Math.ceil(Math.log2(nSamples)))));
  const frame = new Float64Array(fft.size);
  const power = new Float64Array(fft.nBins);
  const energy = new Float64Array(fft.nBins);
  const nHeard = Math.min(nSamples, source.nSamples - startSample); // zeros behind the end add nothing
  for (let done = 0; done < nHeard; done += fft.size) {
    throwIfAborted(work.signal);
    work.onProgress?.({ done, total: nSamples, unit: 'samples' });
    const count = Math.min(fft.size, nSamples - done);
    frame.fill(0, count);
    const x = source.read(startSample + done, count);
    requireFiniteSamples(x, startSample + done);
    frame.set(x);
    fft.power(frame, power);
    for (let k = 0; k < power.length; k++) energy[k]! += power[k]! / (sampleRateHz * sampleRateHz);
  }
  return { energy, binHz: sampleRateHz / fft.size, durationSec: nSamples / sampleRateHz };
}

/**
 * Energy between two frequencies, Pa²·s: 2·Σ E[k]·Δf, each bin counted with the part of its cell k ± ½ that lies in the
 * band (the cells of the first and last bin are half).
 * @throws EngineError E_PARAM: an edge is NaN
 */
export function bandEnergy({ energy, binHz }: EnergySpectrum, fromHz: number, toHz: number): number {
  requireNumber('fromHz', fromHz);
  requireNumber('toHz', toHz);
  const last = energy.length - 1;
  const from = Math.max(0, fromHz / binHz);
  const to = Math.min(last, toHz / binHz);
  let sum = 0;
  for (let k = Math.max(0, Math.floor(from + 0.5)); k <= Math.min(last, Math.ceil(to)); k++) {
    const width = Math.min(to, k + 0.5) - Math.max(from, k - 0.5);
    if (width > 0) sum += width * energy[k]!;
  }
  return 2 * sum * binHz;
}

/** 10·log₁₀ of the energy of the high band over that of the low one, dB. NaN where either is silent. */
export function bandEnergyDifference(
  spectrum: EnergySpectrum,
  low: readonly [fromHz: number, toHz: number],
  high: readonly [fromHz: number, toHz: number],
): number {
  const difference = 10 * Math.log10(bandEnergy(spectrum, ...high) / bandEnergy(spectrum, ...low));
  return Number.isFinite(difference) ? difference : Number.NaN;
}
