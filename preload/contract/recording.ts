import { z } from 'zod';
import { procedure } from './define.ts';
import { idSchema, nameSchema, sampleSchema } from './project.ts';

const float32Schema = z.custom<Float32Array>((value) => value instanceof Float32Array, 'must be a Float32Array');

/** A take that is on the disk and in no project yet: its recording was cut short, or could not be kept. */
export interface UnfinishedTake {
  readonly takeId: string;
  readonly name: string;
  readonly startedAt: string; // ISO 8601
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly nFrames: number; // gaps included
  readonly lostFrames: number; // in gaps
  readonly problem: string | null; // why it cannot be read; nothing else is known then
}

export interface KeptTake {
  readonly jobId: string | null;
  readonly warnings: readonly string[]; // what went wrong without spoiling it, with places
}

/** Where in the project a take belongs: one undoable edit when it stops. */
export const takePlaceSchema = z
  .strictObject({
    documentId: idSchema,
    trackId: idSchema.nullable(), // null: a new track
    startSample: sampleSchema,
    /** Of a punch-in: no more than [startSample, endSample) is replaced; null: as much as was recorded. */
    endSample: sampleSchema.nullable(),
  })
  .refine(({ startSample, endSample }) => endSample === null || endSample > startSample, {
    path: ['endSample'],
    message: 'must be null or greater than startSample',
  });
export type TakePlace = z.infer<typeof takePlaceSchema>;

export const recordingContract = {
  'recording.start': procedure<{ takeId: string }>()({
    name: nameSchema,
    sampleRateHz: z.number().int().min(1000).max(1_000_000), // that the device delivers
    channels: z.number().int().min(1).max(32),
    device: z.string().max(200),
    place: takePlaceSchema.nullable().optional(), // null, or gone when it stops: a recording of its own
  }),
  /**
   * Answered when it is on the disk; one that failed may be sent again. To lose no more than a quarter of a second to a
   * power cut a page sends what has come in every tenth of a second.
   */
  'recording.append': procedure<{ nFrames: number }>()({
    takeId: idSchema,
    /** Counted from the first that was captured; where it is beyond the end of the last, frames were lost between. */
    startFrame: sampleSchema,
    stampMs: z.number(), // Date.now() when the first frame came in
    channels: z.array(float32Schema).min(1).max(32),
  }),
  /** A marker, numbered in the order of time; on the disk when it is answered. */
  'recording.mark': procedure<null>()({ takeId: idSchema, frame: sampleSchema }),
  /** Goes on with a take after its host was lost. What was sent and is not among nFrames has to be sent again. */
  'recording.resume': procedure<{ nFrames: number }>()({ takeId: idSchema }),
  /** Into the open project, or a new draft. jobId null: nothing had come, and nothing is kept. */
  'recording.stop': procedure<KeptTake>()({ takeId: idSchema }),
  /** A page says which take it records: any other that still runs has lost its page, ends, and is among them. */
  'recording.unfinished': procedure<UnfinishedTake[]>()({ recordingTakeId: idSchema.nullable() }),
  'recording.recover': procedure<KeptTake>()({ takeId: idSchema }),
  /** For good. */
  'recording.discard': procedure<null>()({ takeId: idSchema }),
  /** Bytes free where takes are written. */
  'recording.space': procedure<{ freeBytes: number }>()({}),
} as const;
