import type { SelectionMeasurement } from '../../../preload/contract/analysis.ts';
import { throwIfAborted } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import { amplitudeToDb } from '../../engine/dsp/decibel.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';
import { createTimeSlice } from '../audio/timeSlice.ts';

const pieceSamples = 65_536;

interface Sums {
  nFinite: number;
  sum: number;
  sumSquares: number;
  minimum: number;
  maximum: number;
  clipped: number;
}

/** Levels in dB re full scale (1.0) over the finite samples of x[start … end−1]; any length, read in pieces. */
export async function measureSelection(
  x: SampleSource,
  { start, end }: { readonly start: number; readonly end: number },
  { signal, onProgress }: WorkOptions = {},
): Promise<SelectionMeasurement> {
  const sums: Sums = { nFinite: 0, sum: 0, sumSquares: 0, minimum: Infinity, maximum: -Infinity, clipped: 0 };
  const yieldIfDue = createTimeSlice();
  for (let at = start; at < end; at += pieceSamples) {
    throwIfAborted(signal);
    addTo(sums, x.read(at, Math.min(pieceSamples, end - at)));
    onProgress?.({ done: Math.min(end, at + pieceSamples) - start, total: end - start, unit: 'samples' });
    await yieldIfDue();
  }
  const { nFinite, sum, sumSquares, clipped } = sums;
  const minimum = nFinite > 0 ? sums.minimum : 0;
  const maximum = nFinite > 0 ? sums.maximum : 0;
  const peak = Math.max(Math.abs(minimum), Math.abs(maximum));
  return {
    peakDbfs: peak > 0 ? amplitudeToDb(peak, 1, 0) : null,
    rmsDbfs: sumSquares > 0 ? amplitudeToDb(Math.sqrt(sumSquares / nFinite), 1, 0) : null,
    dcOffset: nFinite > 0 ? sum / nFinite : 0,
    minimum,
    maximum,
    clippedSamples: clipped,
    nonFiniteSamples: Math.max(0, end - start) - nFinite,
  };
}

function addTo(sums: Sums, samples: Float32Array): void {
  for (let i = 0; i < samples.length; i++) {
    const value = samples[i]!;
    if (value - value !== 0) continue; // NaN − NaN and ∞ − ∞ are NaN
    sums.nFinite++;
    sums.sum += value;
    sums.sumSquares += value * value;
    if (value < sums.minimum) sums.minimum = value;
    if (value > sums.maximum) sums.maximum = value;
    if (value >= 1 || value <= -1) sums.clipped++;
  }
}
