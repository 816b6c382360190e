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

export const recordingContract = {
  'recording.start': procedure<{ takeId: string }>()({
    name: nameSchema,
    sampleRateHz: z.number().int().min(1000).max(1_000_000), // that the device delivers
    channels: z.number().int().min(1).max(32),
    device: z.string().max(200),
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
  /** Into the open project, or a new draft. jobId null: nothing had come, and nothing is kept. */
  'recording.stop': procedure<{ jobId: string | null }>()({ takeId: idSchema }),
  'recording.unfinished': procedure<UnfinishedTake[]>()({}),
  'recording.recover': procedure<{ jobId: string | null }>()({ takeId: idSchema }),
  /** For good. */
  'recording.discard': procedure<null>()({ takeId: idSchema }),
} as const;
