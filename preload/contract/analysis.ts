import { z } from 'zod';
import { procedure } from './define.ts';
import { channelSchema, sourceIdSchema } from './audio.ts';
import { sampleSchema } from './project.ts';

export const windowNames = [
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
] as const;
export type WindowName = (typeof windowNames)[number];

/** The power of each frame, or its energy moved to where it comes from in time and frequency. */
export const spectrogramMethodNames = ['power', 'reassigned'] as const;
export type SpectrogramMethodName = (typeof spectrogramMethodNames)[number];

/** What determines the numbers of a spectrogram. Colours, range and scale are drawing and live in the renderer. */
export const spectrogramParamsSchema = z.strictObject({
  window: z.enum(windowNames),
  winLength: z.number().int().min(8).max(65_536), // N in Δf = fs/N
  fftSize: z.number().int().min(8).max(131_072), // ≥ winLength; the excess is zero padding
  hopLength: z.number().int().min(1).max(65_536),
  /** First-order pre-emphasis y[n] = x[n] − a·x[n−1]; 0 is off. */
  preEmphasis: z.number().min(0).max(0.999),
  /** How a pixel that covers several frames is reduced. */
  reduce: z.enum(['max', 'mean']),
  method: z.enum(spectrogramMethodNames).optional(), // power
});
export type SpectrogramParams = z.infer<typeof spectrogramParamsSchema>;

export { spectrogramDbMin, spectrogramDbStep, spectrogramTileColumns } from './tileFormat.ts';

/**
 * Columns [index·64, …) of `level`, row-major [nColumns, nBins]. Level 0 has a column per frame (frame m centred on
 * sample m·hop); a column of level L is the maximum (or mean) of the power of 2^L of them.
 */
export interface SpectrogramTile {
  readonly data: Uint16Array;
  readonly nColumns: number;
  readonly nBins: number;
  readonly exact: boolean; // false: made from a few frames of each column; ask for 'exact'
  readonly complete: boolean; // false: the recording is still arriving
}

/** Spectrum in dB re full-scale sine, bin k at k·binHz. */
export interface SpectrumSlice {
  readonly db: Float32Array;
  readonly binHz: number;
  readonly startSample: number;
  readonly endSample: number;
  readonly nFrames: number; // averaged
  readonly resolutionHz: number; // −3 dB width of the window
}

export interface SelectionMeasurement {
  readonly peakDbfs: number | null; // null: silence
  readonly rmsDbfs: number | null;
  readonly dcOffset: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly clippedSamples: number;
  readonly nonFiniteSamples: number;
}

const range = { sourceId: sourceIdSchema, channel: channelSchema, startSample: sampleSchema, endSample: sampleSchema };

export const analysisContract = {
  'analysis.spectrogramTile': procedure<SpectrogramTile>()({
    sourceId: sourceIdSchema,
    channel: channelSchema,
    params: spectrogramParamsSchema,
    level: z.number().int().min(0).max(24),
    index: z.number().int().min(0),
    quality: z.enum(['preview', 'exact']),
  }),
  /** endSample = startSample: one frame of the window centred there; else the average over the selection. */
  'analysis.spectrumSlice': procedure<SpectrumSlice>()({
    ...range,
    window: z.enum(windowNames),
    fftSize: z.number().int().min(8).max(131_072),
  }),
  'analysis.measure': procedure<SelectionMeasurement>()(range),
  /** −3 dB width of a window's main lobe in bins of its own length: Δf₋₃ = width · fs/N. */
  'analysis.windowWidth': procedure<{ minus3DbBins: number; enbwBins: number }>()({
    window: z.enum(windowNames),
    winLength: z.number().int().min(8).max(65_536),
  }),
} as const;
