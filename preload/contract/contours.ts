/** Pitch, formants, intensity and pulses of a whole channel over time: how they are asked for and in which slices they come. */
import { z } from 'zod';
import { channelSchema, sourceIdSchema } from './audio.ts';
import { pitchMethodNames } from './contourFormat.ts';
import { procedure } from './define.ts';
import { sampleSchema } from './project.ts';

const cost = z.number().min(0).max(100);
/** 0: as the method has it. */
const timeStep = z.number().min(0).max(10);

export const pitchParamsSchema = z.strictObject({
  method: z.enum(pitchMethodNames),
  timeStepSec: timeStep,
  floorHz: z.number().min(1).max(10_000),
  ceilingHz: z.number().min(2).max(40_000),
  maxCandidates: z.number().int().min(2).max(100),
  veryAccurate: z.boolean(),
  silenceThreshold: cost,
  voicingThreshold: cost,
  octaveCost: cost,
  octaveJumpCost: cost,
  voicedUnvoicedCost: cost,
});
export type PitchContourParams = z.infer<typeof pitchParamsSchema>;

export const formantParamsSchema = z.strictObject({
  timeStepSec: timeStep,
  maxFormants: z.number().min(0.5).max(16),
  ceilingHz: z.number().min(50).max(100_000),
  windowSec: z.number().min(0.001).max(1),
  preEmphasisHz: z.number().min(0).max(100_000),
});
export type FormantContourParams = z.infer<typeof formantParamsSchema>;

export const intensityParamsSchema = z.strictObject({
  timeStepSec: timeStep,
  minPitchHz: z.number().min(1).max(10_000),
  subtractMean: z.boolean(),
});
export type IntensityContourParams = z.infer<typeof intensityParamsSchema>;

/** Which contour, and everything that determines its numbers but the sound. */
export const contourSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pitch'), params: pitchParamsSchema }),
  /** Frames more than dynamicRangeDb below the loudest are left out, as noise has formants too; 0: none is. */
  z.strictObject({
    kind: z.literal('formants'),
    params: formantParamsSchema,
    dynamicRangeDb: z.number().min(0).max(200),
  }),
  z.strictObject({ kind: z.literal('intensity'), params: intensityParamsSchema }),
]);
export type ContourRequest = z.infer<typeof contourSchema>;
export type ContourKind = ContourRequest['kind'];

const moment = { atSample: sampleSchema };
const stretch = { startSample: sampleSchema, endSample: sampleSchema };

/** One correction by hand. Its place is of the sound, so that it outlives a change of parameters and moves with edits. */
export const contourCorrectionSchema = z.discriminatedUnion('kind', [
  /** The frame at that moment takes its candidate nearest to `hz`. */
  z.strictObject({ kind: z.literal('choose'), ...moment, hz: z.number().min(1).max(100_000) }),
  /** Voiced frames take their candidate an octave away, where they have one. */
  z.strictObject({ kind: z.literal('octaveUp'), ...stretch }),
  z.strictObject({ kind: z.literal('octaveDown'), ...stretch }),
  z.strictObject({ kind: z.literal('unvoice'), ...stretch }),
  /** Every frame takes its strongest candidate. */
  z.strictObject({ kind: z.literal('voice'), ...stretch }),
  /** Pulses lie between samples too: at atSample + fraction. */
  z.strictObject({ kind: z.literal('addPulse'), ...moment, fraction: z.number().min(0).max(1) }),
  /** The pulse there, within half a millisecond. */
  z.strictObject({ kind: z.literal('removePulse'), ...moment }),
]);
export type ContourCorrection = z.infer<typeof contourCorrectionSchema>;

/** Frames of one length: frame m stands for the time around firstTimeSec + m·timeStepSec. */
export interface ContourInfo {
  readonly nFrames: number;
  readonly firstTimeSec: number;
  readonly timeStepSec: number;
  readonly nSeries: number; // 1, or as many as formants are kept
}

export interface AnalysedContour extends ContourInfo {
  readonly revision: string; // of the corrections by hand that are in it; empty: none
}

/**
 * Columns [index·1024, …) of `level`, row-major [nSeries, nColumns]; NaN where there is no value. At level 0 a column is
 * a frame and all three are one; above, they are the least, the median and the greatest of its frames.
 */
export interface ContourTile {
  readonly nColumns: number;
  readonly low: Float64Array;
  readonly middle: Float64Array;
  readonly high: Float64Array;
  readonly corrected: Uint8Array; // 1 where a frame was chosen by hand, unvoiced ones too; [nColumns]
  readonly revision: string; // as of AnalysedContour
}

/** Frames [firstFrame, firstFrame + chosen.length); frame m of them has the candidates first[m] … first[m + 1] − 1. */
export interface PitchCandidateSlice {
  readonly firstFrame: number;
  readonly firstTimeSec: number; // of firstFrame
  readonly timeStepSec: number;
  readonly ceilingHz: number; // candidates from here on count as unvoiced
  readonly first: Uint32Array;
  readonly hz: Float64Array; // 0: unvoiced, the first of each frame
  readonly strength: Float64Array; // 0 … 1
  readonly chosen: Uint16Array; // which of its own each frame takes, corrections included
}

export interface PulseSlice {
  readonly timesSec: Float64Array;
  readonly byHand: Uint8Array; // 1 for those that were added by hand
}

/** What a melody is edited from, in seconds from the beginning of a span. */
export interface MelodyInfo {
  readonly pulsesSec: Float64Array;
  /** Pitch of the voiced frames: a time and a value each. */
  readonly timesSec: Float64Array;
  readonly hz: Float64Array;
  readonly timeStepSec: number; // between frames
}

/** How many corrections by hand a channel holds. */
export interface CorrectionCounts {
  readonly pitch: number;
  readonly pulses: number;
}

/** At a moment or over a stretch, as Praat answers: linear between frames, or the mean of that curve. */
export interface ContourReading {
  readonly pitchHz: number | null;
  readonly formantHz: readonly (number | null)[];
  readonly intensityDb: number | null; // of a stretch: of the mean energy
}

const address = { sourceId: sourceIdSchema, channel: channelSchema };

export const contoursContract = {
  /** Analyses the whole channel, if that has not been done; a long one is a job that can be cancelled. */
  'contours.analyse': procedure<AnalysedContour>()({ ...address, contour: contourSchema }),
  'contours.tile': procedure<ContourTile>()({
    ...address,
    contour: contourSchema,
    level: z.number().int().min(0).max(24),
    index: z.number().int().min(0),
  }),
  /** What each frame could be, of those whose centres lie in the range, as many as fit a message. */
  'contours.candidates': procedure<PitchCandidateSlice>()({
    ...address,
    pitch: pitchParamsSchema,
    startSample: sampleSchema,
    endSample: sampleSchema,
  }),
  /** How many frames these corrections of pitch would change, over those that are made. */
  'contours.effect': procedure<{ nFrames: number }>()({
    ...address,
    pitch: pitchParamsSchema,
    corrections: z.array(contourCorrectionSchema).min(1).max(10_000),
  }),
  'contours.corrections': procedure<CorrectionCounts>()({ ...address }),
  /** Glottal pulses in seconds, those with startSample ≤ time·rate < endSample; at most 20 s of them. */
  'contours.pulses': procedure<PulseSlice>()({
    ...address,
    pitch: pitchParamsSchema,
    startSample: sampleSchema,
    endSample: sampleSchema,
  }),
  /** Pulses and voiced frames of the span, corrections by hand included; at most 600 s. */
  'contours.melody': procedure<MelodyInfo>()({
    ...address,
    pitch: pitchParamsSchema,
    startSample: sampleSchema,
    endSample: sampleSchema,
  }),
  /** endSample = startSample: at that moment. Only the contours that are named. */
  'contours.read': procedure<ContourReading>()({
    ...address,
    pitch: pitchParamsSchema.nullable(),
    formants: formantParamsSchema.nullable(),
    intensity: intensityParamsSchema.nullable(),
    startSample: sampleSchema,
    endSample: sampleSchema,
  }),
} as const;
