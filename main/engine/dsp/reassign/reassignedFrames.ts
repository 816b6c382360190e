/**
 * Reassigned spectrogram: the energy of bin k of frame m moved to where it comes from,
 *
 *   f̂[m, k] = f_k − Im(X_w′/X_w)·sampleRateHz/(2π),   n̂[m, k] = m·H + Re(X_tw/X_w)   (samples; none-centred: + N/2)
 *
 * X_w the STFT with window w, X_w′ with its derivative per sample (central differences, cyclic), X_tw with w·t,
 * t = n − (N − 1)/2. Where |X_w| < minMagnitude both are unreliable: f̂ and n̂ are NaN, or the bin's own place.
 * Results are kept within 0 … sampleRateHz/2 and 0 … nSamples. The conventions of librosa.reassigned_spectrogram.
 * Flandrin, Auger & Chassande-Mottin, "Time-frequency reassignment: from principles to algorithms", 2003, eqs. 5.20, 5.23.
 */
import { throwIfAborted } from '../../core/errors.ts';
import type { WorkOptions } from '../../core/progress.ts';
import { realFft } from '../fft.ts';
import { FrameReader } from '../frameReader.ts';
import { requireAbove, requireInteger, requireWithin } from '../requireInteger.ts';
import { toSource } from '../sampleSource.ts';
import type { Signal } from '../sampleSource.ts';
import { countStftFrames } from '../stft.ts';
import { placedWindow, stftFraming } from '../stftParams.ts';
import type { StftParams } from '../stftParams.ts';

export interface ReassignParams extends StftParams {
  readonly sampleRateHz: number;
  readonly minMagnitude?: number | undefined; // ≥ 0; 1e-3: a power of 1e-6
  readonly fill?: 'nan' | 'bin' | undefined; // where |X_w| < minMagnitude; nan
}

export interface ReassignedFrame {
  readonly index: number; // m
  readonly hz: Float64Array; // [nBins], reused by the next frame
  readonly atSample: Float64Array; // [nBins]
  readonly magnitude: Float64Array; // [nBins], |X_w|
}

/** Frames first … end−1. @throws EngineError E_PARAM, E_SHAPE as `stft` */
export function* reassignedFrames(
  signal: Signal,
  params: ReassignParams,
  first = 0,
  end = Infinity,
): Generator<ReassignedFrame, void, undefined> {
  const { sampleRateHz, hopLength: H, minMagnitude = 1e-3, fill = 'nan' } = params;
  requireAbove('sampleRateHz', sampleRateHz, 0);
  requireInteger('first', first, 0);
  requireWithin('minMagnitude', minMagnitude, 0);
  const source = toSource(signal);
  const framing = stftFraming(params);
  const reader = new FrameReader(source, framing);
  const fft = realFft(params.fftSize);
  const windows = [placedWindow(params)];
  const w = windows[0]!;
  const N = w.length;
  windows.push(w.map((_, n) => (w[(n + 1) % N]! - w[(n + N - 1) % N]!) / 2));
  windows.push(w.map((gain, n) => gain * (n - (N - 1) / 2)));
  const spectra = windows.map(() => ({ re: new Float64Array(fft.nBins), im: new Float64Array(fft.nBins) }));
  const [plain, slope, ramp] = [spectra[0]!, spectra[1]!, spectra[2]!];
  const frame = new Float64Array(N);
  const hz = new Float64Array(fft.nBins);
  const atSample = new Float64Array(fft.nBins);
  const magnitude = new Float64Array(fft.nBins);
  const lead = params.pad === 'none' ? N / 2 : N / 2 - framing.padSamples;
  for (let index = first; index < Math.min(end, reader.nFrames); index++) {
    windows.forEach((window, i) => {
      reader.readWindowed(index, window, frame);
      fft.forward(frame, spectra[i]!.re, spectra[i]!.im);
    });
    for (let k = 0; k < fft.nBins; k++) {
      const re = plain.re[k]!;
      const im = plain.im[k]!;
      const power = re * re + im * im;
      magnitude[k] = Math.sqrt(power);
      hz[k] = (k * sampleRateHz) / N;
      atSample[k] = index * H + lead;
      if (magnitude[k]! < minMagnitude || !(power > 0)) {
        if (fill === 'nan') hz[k] = atSample[k] = Number.NaN;
        continue;
      }
      const bend = (slope.im[k]! * re - slope.re[k]! * im) / power;
      const shift = (ramp.re[k]! * re + ramp.im[k]! * im) / power;
      hz[k] = clamp(hz[k]! - (bend * sampleRateHz) / (2 * Math.PI), sampleRateHz / 2);
      atSample[k] = clamp(atSample[k]! + shift, source.nSamples);
    }
    yield { index, hz, atSample, magnitude };
  }
}

/** Row-major [nFrames, nBins] each. */
export interface ReassignedSpectrogram {
  readonly hz: Float32Array;
  readonly atSample: Float64Array;
  readonly magnitude: Float32Array;
  readonly nFrames: number;
  readonly nBins: number;
}

/**
 * @param signal mono, full scale ±1
 * @throws EngineError E_PARAM: a bad parameter, or a sample that is not finite; E_SHAPE: the signal holds no frame; E_ABORTED
 */
export function reassignedSpectrogram(
  signal: Signal,
  params: ReassignParams,
  { signal: abort, onProgress }: WorkOptions = {},
): ReassignedSpectrogram {
  const nFrames = countStftFrames(toSource(signal).nSamples, params);
  const nBins = params.fftSize / 2 + 1;
  const hz = new Float32Array(nFrames * nBins);
  const atSample = new Float64Array(nFrames * nBins);
  const magnitude = new Float32Array(nFrames * nBins);
  for (const frame of reassignedFrames(signal, params)) {
    hz.set(frame.hz, frame.index * nBins);
    atSample.set(frame.atSample, frame.index * nBins);
    magnitude.set(frame.magnitude, frame.index * nBins);
    if (frame.index % 256 === 0) {
      throwIfAborted(abort);
      onProgress?.({ done: frame.index, total: nFrames, unit: 'frames' });
    }
  }
  return { hz, atSample, magnitude, nFrames, nBins };
}

function clamp(value: number, high: number): number {
  return Math.max(0, Math.min(high, value));
}
