import { z } from 'zod';
import { procedure } from './define.ts';
import { channelSchema, sourceIdSchema } from './audio.ts';
import { maskShapeSchema } from './masks.ts';
import type { CellRegion } from './maskShapes.ts';
import { idSchema, sampleSchema } from './project.ts';

/**
 * What is done to the sound, by the engine's own description (engine/dsp/rendering/effectDescription.ts), which checks
 * every member of it and names the rule that one breaks; or { kind: 'mixPaste', gainDb, pastedGainDb }, the clipboard laid
 * over what is there from startSample on.
 */
const effectSchema = z.looseObject({ kind: z.string().min(1).max(40) });

const target = {
  documentId: idSchema,
  trackIds: z.array(idSchema).min(1).max(1000),
  startSample: sampleSchema,
  endSample: sampleSchema,
  effect: effectSchema,
};

const spanSchema = z.strictObject({ startSample: sampleSchema, endSample: sampleSchema });

const channelOperationSchema = z.discriminatedUnion('kind', [
  /** Each track: the mean of its channels. */
  z.strictObject({ kind: z.literal('mono') }),
  /** Each track of two channels: the other way round; half the sum and half the difference; and back. */
  z.strictObject({ kind: z.enum(['swap', 'midSide', 'leftRight']) }),
  /** Each track: one of its channels in all of them, at least two. */
  z.strictObject({ kind: z.literal('duplicate'), channel: channelSchema }),
  /** One channel of each track as a track of its own below it. */
  z.strictObject({ kind: z.literal('extract'), channel: channelSchema }),
  /** A track for each channel in place of each track. */
  z.strictObject({ kind: z.literal('split') }),
  /** One track with the channels of all. */
  z.strictObject({ kind: z.literal('join') }),
]);
export type ChannelOperation = z.output<typeof channelOperationSchema>;

/** Sound that is only there to be heard before a decision: a source for playback like that of a track, from sample 0 on. */
export interface PreviewInfo {
  readonly sourceId: string;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly lengthSamples: number;
  readonly startSample: number; // of the document: where its sample 0 is put
}

export const effectsContract = {
  /**
   * Renders the effect on every track and puts the result where the sound was: one edit, once all of it is there. If the
   * result is longer or shorter, what follows in the track or in the whole document moves; 'none': it is cut or covered.
   * A mask changes all that it reaches, whatever the span; generated sound may be put between two samples.
   */
  'effects.apply': procedure<{ jobId: string }>()({
    ...target,
    ripple: z.enum(['none', 'track', 'document']),
    /** The same in other spans, each by itself; for effects that keep the length. */
    more: z.array(spanSchema).max(999).optional(),
  }),
  /** Of whole tracks. Recordings of the result take the place of what they played: one edit. */
  'effects.channels': procedure<{ jobId: string }>()({
    documentId: idSchema,
    trackIds: target.trackIds,
    operation: channelOperationSchema,
  }),
  /** Samples of one channel by hand, linear: a small recording takes the place of exactly these. @returns its edit */
  'effects.drawSamples': procedure<{ editId: number | null }>()({
    documentId: idSchema,
    trackId: idSchema,
    channel: channelSchema,
    startSample: sampleSchema,
    values: z.array(z.number().min(-64).max(64)).min(1).max(65_536),
  }),
  /** Of the first track. The last few previews can be played; nothing of them is in the project. */
  'effects.preview': procedure<PreviewInfo>()(target),
  /** Puts what lies inside a mask on a clipboard of its own, for the effect pasteMasked; sound is not copied. */
  'effects.copyMasked': procedure<{ lengthSamples: number; sampleRateHz: number }>()({
    documentId: idSchema,
    trackId: idSchema,
    mask: maskShapeSchema,
  }),
  /** What joins on to a point of a spectrogram and differs from its level by at most toleranceDb, within 5 s. */
  'effects.magicWand': procedure<CellRegion>()({
    sourceId: sourceIdSchema,
    channel: channelSchema,
    sample: sampleSchema,
    hz: z.number().min(0),
    fftSize: z.number().int().min(16).max(131_072).multipleOf(2),
    hopLength: z.number().int().min(1).max(131_072),
    toleranceDb: z.number().min(0).max(200),
  }),
} as const;
