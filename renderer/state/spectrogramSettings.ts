/** How spectrograms are computed (`params`) and drawn (the rest: shader uniforms, no recomputation). */
import { create } from 'zustand';
import type { SpectrogramMethodName, SpectrogramParams, WindowName } from '../../preload/contract/analysis.ts';
import type { ColourMapName } from '../shared/colormap/colourMaps.ts';
import type { FrequencyRange } from '../shared/frequencyScale/frequencyAxis.ts';
import type { FrequencyScaleName } from '../shared/frequencyScale/frequencyScale.ts';

export const windowOptions: readonly WindowName[] = [
  'hann',
  'hamming',
  'blackman',
  'blackman-harris',
  'gaussian',
  'kaiser',
  'bartlett',
  'nuttall',
  'flattop',
  'praat-gaussian',
  'triang',
  'cosine',
  'tukey',
  'parzen',
  'bohman',
  'barthann',
  'rect',
];
export const spectrogramMethods: readonly SpectrogramMethodName[] = ['power', 'reassigned'];
export const zeroPaddingFactors = [1, 2, 4, 8] as const;

export interface SpectrogramSettings {
  readonly method: SpectrogramMethodName;
  readonly window: WindowName;
  readonly winLength: number; // N, samples
  readonly hopLength: number; // H, samples
  readonly zeroPadding: number; // fftSize = next power of two ≥ zeroPadding · winLength
  readonly preEmphasis: number; // a of y[n] = x[n] − a·x[n−1]; 0: off
  readonly reduce: 'max' | 'mean';
  readonly scale: FrequencyScaleName;
  readonly fMinHz: number;
  readonly fMaxHz: number | null; // null: fs/2
  readonly floorDb: number; // darkest colour, dB re full-scale sine
  readonly rangeDb: number; // brightest colour is floorDb + rangeDb
  readonly gamma: number; // of the colour ramp; 1: linear in dB
  readonly colourMap: ColourMapName;
  /** Blends neighbouring values where bins or frames are larger than pixels; off: every value is a plain block. */
  readonly interpolate: boolean;
}

/** About 23 ms at any rate: the harmonics of most voices are just apart and syllables stay sharp. */
export function defaultSpectrogramSettings(sampleRateHz: number): SpectrogramSettings {
  const winLength = Math.min(Math.max(2 ** Math.round(Math.log2(sampleRateHz * 0.0232)), 64), 16_384);
  return {
    method: 'power',
    window: 'hann',
    winLength,
    hopLength: winLength / 4,
    zeroPadding: 2,
    preEmphasis: 0,
    reduce: 'max',
    scale: 'mel',
    fMinHz: 0,
    fMaxHz: null,
    floorDb: -90, // speech at full level ends near −15 dB: the noise of a room stays dark
    rangeDb: 80,
    gamma: 1,
    colourMap: 'magma',
    interpolate: true,
  };
}

export type SpeechBand = 'wide' | 'narrow';

const speechTopHz = 5000;

/**
 * As phoneticians look at speech, up to 5 kHz on a linear axis: a wide band of 5 ms shows formants and pulses, a narrow one
 * of 30 ms harmonics. Lengths as Praat counts them, of a Gaussian window that is twice as long.
 */
export function speechSettings(band: SpeechBand, sampleRateHz: number): Partial<SpectrogramSettings> {
  const lengthSec = band === 'wide' ? 0.005 : 0.03;
  const winLength = Math.max(8, 2 * Math.round(lengthSec * sampleRateHz));
  return {
    method: 'power',
    window: 'praat-gaussian',
    winLength,
    hopLength: Math.max(1, Math.round(winLength / (band === 'wide' ? 5 : 10))),
    zeroPadding: band === 'wide' ? 4 : 2,
    preEmphasis: 0.97,
    scale: 'linear',
    fMinHz: 0,
    fMaxHz: sampleRateHz / 2 > speechTopHz ? speechTopHz : null,
    floorDb: -70, // between a voice and the noise of a room, which short windows and pre-emphasis lift
    rangeDb: 55,
    interpolate: true,
  };
}

export function fftSizeOf({ winLength, zeroPadding }: Pick<SpectrogramSettings, 'winLength' | 'zeroPadding'>): number {
  return Math.min(2 ** Math.ceil(Math.log2(winLength * zeroPadding)), 131_072);
}

export function spectrogramParamsOf(s: SpectrogramSettings): SpectrogramParams {
  const { window, winLength, hopLength, preEmphasis, reduce, method } = s;
  return { window, winLength, fftSize: fftSizeOf(s), hopLength, preEmphasis, reduce, method };
}

/** The vertical axis of every spectrogram lane. */
export function frequencyRangeOf(
  { scale, fMinHz, fMaxHz }: Pick<SpectrogramSettings, 'scale' | 'fMinHz' | 'fMaxHz'>,
  sampleRateHz: number,
): FrequencyRange {
  const nyquistHz = sampleRateHz / 2;
  const topHz = Math.min(fMaxHz ?? nyquistHz, nyquistHz);
  return { scale, fMinHz: Math.min(fMinHz, topHz - 1), fMaxHz: topHz };
}

export interface SpectrogramSettingsStore {
  readonly settings: SpectrogramSettings;
  change(change: Partial<SpectrogramSettings>): void;
}

export const useSpectrogramSettings = create<SpectrogramSettingsStore>()((set) => ({
  settings: defaultSpectrogramSettings(44_100),
  change: (change) => {
    set((s) => ({ settings: { ...s.settings, ...change } }));
  },
}));
