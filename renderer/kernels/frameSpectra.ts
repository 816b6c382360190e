/**
 * Power spectra of single frames as the spectrogram lane has them (main/engine/dsp/spectrogramColumns.ts: window, gain,
 * pre-emphasis, dB re a full-scale sine in 16-bit steps), for sound that has no end yet. Frames are not centred: frame m
 * begins at sample m·hopLength of what is handed in.
 */
import { spectrogramGain } from '../../main/engine/dsp/spectrogramGain.ts';
import { SpectrogramQuantiser } from '../../main/engine/dsp/spectrogramQuantiser.ts';
import { makeWindow, type WindowName } from '../../main/engine/dsp/window.ts';
import type { Kernels } from '../../main/engine/native/kernels.ts';

export interface FrameSpectraParams {
  readonly window: WindowName;
  readonly winLength: number; // samples, ≤ fftSize
  readonly fftSize: number; // a power of 2
  readonly hopLength: number; // samples
  readonly preEmphasis: number; // a of y[n] = x[n] − a·x[n−1]
  readonly sampleRateHz: number;
}

export interface FrameSpectra {
  readonly nBins: number;
  /** |X|² of `nFrames` frames, [nFrames, nBins]; `samples` are (nFrames − 1)·hopLength + winLength or more, finite. */
  powers(samples: Float32Array, nFrames: number): Float32Array;
  /** Writes the levels of one spectrum of powers to out[offset …]. */
  quantise(powers: Float32Array, out: Uint16Array, offset: number): void;
}

export function frameSpectra(kernels: Kernels, params: FrameSpectraParams): FrameSpectra {
  const { window: name, winLength, fftSize, hopLength, preEmphasis, sampleRateHz } = params;
  const gains = makeWindow(name, winLength);
  const window = Float32Array.from(gains);
  const scale = spectrogramGain(gains, fftSize, { sampleRateHz, preEmphasisCoefficient: preEmphasis });
  const nBins = fftSize / 2 + 1;
  const quantiser = new SpectrogramQuantiser(nBins);
  return {
    nBins,
    powers(samples, nFrames) {
      const powers = new Float32Array(nFrames * nBins);
      kernels.stftLevels({ samples, window, fftSize, hopLength, nFrames }, 'power', powers);
      return powers;
    },
    quantise(powers, out, offset) {
      quantiser.quantise(powers, scale, out, offset);
    },
  };
}
