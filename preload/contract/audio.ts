import { z } from 'zod';
import { procedure } from './define.ts';
import { idSchema, sampleSchema } from './project.ts';

export const sourceIdSchema = z.string().min(1).max(160);
export const channelSchema = z.number().int().min(0).max(31);

export { peakBaseSamples, peakLevelFactor, peakTileBins } from './tileFormat.ts';

/** One tile of the peak pyramid: bins [index·1024, …) of `level`. */
export interface PeakTile {
  readonly min: Float32Array;
  readonly max: Float32Array;
  readonly rms: Float32Array;
  readonly nBins: number; // ≤ peakTileBins; fewer at the end or while the recording is still arriving
  readonly complete: boolean; // false: ask again, more is coming
}

export interface SampleRange {
  readonly startSample: number;
  readonly samples: Float32Array;
  readonly complete: boolean;
}

export interface PlaybackInfo {
  readonly streamId: number;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly startSample: number;
  readonly endSample: number;
}

export const audioContract = {
  'audio.peaks': procedure<PeakTile>()({
    sourceId: sourceIdSchema,
    channel: channelSchema,
    level: z.number().int().min(0).max(16),
    index: z.number().int().min(0),
  }),
  'audio.samples': procedure<SampleRange>()({
    sourceId: sourceIdSchema,
    channel: channelSchema,
    startSample: sampleSchema,
    count: z.number().int().min(1).max(1_048_576),
  }),
  /**
   * Imports a file and puts its sound into each of the tracks, as one edit once all of it is there. 'none': over what is
   * there; else what follows makes room. The job's result is that of an import.
   */
  'audio.insertFile': procedure<{ jobId: string }>()({
    documentId: idSchema,
    fileId: idSchema,
    trackIds: z.array(idSchema).min(1).max(1000),
    atSample: sampleSchema,
    ripple: z.enum(['none', 'track', 'document']),
  }),
  /** The nearest sample at or beside `sample` whose neighbour has the other sign; `sample` itself if none within 1 s. */
  'audio.zeroCrossing': procedure<{ sample: number }>()({
    sourceId: sourceIdSchema,
    channel: channelSchema,
    sample: sampleSchema,
  }),
  /** Blocks then arrive as 'playback' events, as many as were granted. */
  'audio.openPlayback': procedure<PlaybackInfo>()({
    sourceId: sourceIdSchema,
    startSample: sampleSchema,
    endSample: sampleSchema,
    loop: z.boolean(),
    /** Of a document: only these of its tracks are heard. None: those that are not muted. */
    soloTrackIds: z.array(idSchema).max(1000).optional(),
    /** Linear-phase band-pass applied on the way, so that a time–frequency rectangle can be heard. */
    band: z.strictObject({ lowHz: z.number().min(0), highHz: z.number().min(0) }).nullable(),
  }),
  'audio.grantPlayback': procedure<null>()({ streamId: z.number().int(), blocks: z.number().int().min(1).max(64) }),
  'audio.closePlayback': procedure<null>()({ streamId: z.number().int() }),
} as const;
