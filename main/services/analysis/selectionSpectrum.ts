import type { SpectrumSlice } from '../../../preload/contract/analysis.ts';
import { throwIfAborted } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import { dbToPower, powerToDb } from '../../engine/dsp/decibel.ts';
import type { SampleSource } from '../../engine/dsp/sampleSource.ts';
import { spectrumSlice, stretchAround } from '../../engine/dsp/spectrumSlice.ts';
import type { WindowName } from '../../engine/dsp/window.ts';

export interface SelectionSpectrumParams {
  readonly sampleRateHz: number;
  readonly startSample: number;
  readonly endSample: number; // = startSample: one frame centred there
  readonly window: WindowName;
  readonly fftSize: number;
}

const pieceFftSamples = 2 ** 18; // a few milliseconds of FFTs between two turns of the event loop

/**
 * Welch's average over half-overlapping frames of fftSize samples, in pieces, so that an hour can be averaged while
 * other requests are served; a shorter selection is one window of its own length.
 */
export async function selectionSpectrum(
  x: SampleSource,
  { startSample, endSample, ...params }: SelectionSpectrumParams,
  { signal, onProgress }: WorkOptions = {},
): Promise<SpectrumSlice> {
  const { fftSize } = params;
  const stretch = endSample > startSample ? { startSample, endSample } : stretchAround(startSample, fftSize);
  const winLength = Math.min(fftSize, stretch.endSample - stretch.startSample);
  const hop = Math.max(1, Math.floor(winLength / 2));
  const nFrames = 1 + Math.floor((stretch.endSample - stretch.startSample - winLength) / hop);
  const perPiece = Math.max(1, Math.floor(pieceFftSamples / fftSize));
  const power = new Float64Array(fftSize / 2 + 1);
  let figures = { binHz: 0, resolutionHz: 0 };
  for (let frame = 0; frame < nFrames; frame += perPiece) {
    throwIfAborted(signal);
    const count = Math.min(perPiece, nFrames - frame);
    const from = stretch.startSample + frame * hop;
    const to = from + (count - 1) * hop + winLength;
    const piece = spectrumSlice(x, { ...params, startSample: from, endSample: to, frameSamples: winLength });
    piece.levelsDb.forEach((db, k) => {
      power[k]! += (dbToPower(db) * count) / nFrames;
    });
    figures = piece;
    onProgress?.({ done: frame + count, total: nFrames, unit: 'frames' });
    if (frame + count < nFrames) await new Promise(setImmediate);
  }
  const { binHz, resolutionHz } = figures;
  return { db: Float32Array.from(power, (value) => powerToDb(value)), binHz, resolutionHz, ...stretch, nFrames };
}
