import { EngineError } from '../core/errors.ts';
import type { Framing } from './frameReader.ts';
import { requireFiniteValues, requireInteger } from './requireInteger.ts';
import { makeWindow } from './window.ts';
import type { WindowName, WindowOptions } from './window.ts';
import { maxFftSize } from './fft.ts';

/**
 * `none` starts frame m at sample m·hopLength; all others centre it there, the signal continued beyond its ends as
 * signalExtension.ts says (librosa's `center=True` with that `pad_mode`, SciPy's `boundary`).
 */
export const padNames = ['reflect', 'constant', 'edge', 'symmetric', 'odd', 'none'] as const;

export type PadName = (typeof padNames)[number];

export interface StftParams extends WindowOptions {
  readonly fftSize: number; // N, samples; even, 2 … 2²⁰
  readonly hopLength: number; // H, samples; ≥ 1
  readonly winLength?: number | undefined; // samples, 1 … N; N. A shorter window lies in the middle of N, zeros around
  readonly window?: WindowName | Float64Array | undefined; // hann; or its own winLength gains
  readonly pad: PadName;
  readonly padSamples?: number | undefined; // N/2 (0 for `none`); HiFi-GAN pads (N − H)/2
  readonly padEnd?: boolean | undefined; // zeros fill a last frame (SciPy's `padded`); false: it is left out, as librosa
}

/** The window of `params` laid in the middle of N samples: ⌊(N − winLength)/2⌋ zeros before it, the rest after. */
export function placedWindow(params: StftParams): Float64Array {
  const { fftSize: N, window = 'hann' } = params;
  requireInteger('fftSize', N, 1, maxFftSize);
  const winLength = params.winLength ?? (typeof window === 'string' ? N : window.length);
  requireInteger('winLength', winLength, 1, N);
  const w = typeof window === 'string' ? makeWindow(window, winLength, params) : window;
  if (w.length !== winLength) {
    throw new EngineError('E_SHAPE', `window has ${w.length} samples, winLength is ${winLength}`);
  }
  requireFiniteValues('window', w);
  const placed = new Float64Array(N);
  placed.set(w, Math.floor((N - winLength) / 2));
  return placed;
}

/** @throws EngineError E_PARAM: fftSize is not even, or out of range; FrameReader checks the rest */
export function stftFraming(params: StftParams): Framing {
  const { fftSize, hopLength, pad } = params;
  requireInteger('fftSize', fftSize, 2, maxFftSize);
  if (fftSize % 2 !== 0) throw new EngineError('E_PARAM', `fftSize=${fftSize} must be even`);
  return {
    fftSize,
    hopLength,
    padSamples: pad === 'none' ? 0 : (params.padSamples ?? fftSize / 2),
    padMode: pad === 'none' ? 'constant' : pad,
    padEnd: params.padEnd,
  };
}
