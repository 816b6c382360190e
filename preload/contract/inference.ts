/** What the studio host asks of the inference host. Tasks, not graph runs: model state stays where the model is. */
import { z } from 'zod';
import { procedure } from './define.ts';
import { idSchema } from './project.ts';
import { spectraContract } from './spectra.ts';

export interface VadInfo {
  readonly taskId: string;
  readonly sampleRateHz: number; // what push expects
  readonly frameSamples: number; // one probability per this many samples
  readonly provider: string;
}

export const inferenceContract = {
  'inference.status': procedure<{ providers: string[]; version: string; loaded: string[] }>()({}),
  'vad.open': procedure<VadInfo>()({ packId: idSchema }),
  /** Speech probability of each whole frame, [nFrames]; a rest shorter than a frame waits for the next push. */
  'vad.push': procedure<{ probabilities: Float32Array }>()({
    taskId: idSchema,
    samples: z.custom<Float32Array>((value) => value instanceof Float32Array, 'must be a Float32Array'),
    last: z.boolean(), // zero-pads and flushes the rest
  }),
  'vad.close': procedure<null>()({ taskId: idSchema }),
  ...spectraContract,
} as const;

export type InferenceContract = typeof inferenceContract;
