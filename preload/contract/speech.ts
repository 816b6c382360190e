import { z } from 'zod';
import { procedure } from './define.ts';
import { idSchema } from './project.ts';

export const speechContract = {
  /** Marks speech on a new interval tier of the document. */
  'speech.detect': procedure<{ jobId: string }>()({
    documentId: idSchema,
    trackId: idSchema,
    threshold: z.number().min(0.01).max(0.99).default(0.5),
    minSpeechMs: z.number().min(0).max(10_000).default(250),
    minSilenceMs: z.number().min(0).max(10_000).default(100),
    padMs: z.number().min(0).max(2_000).default(30),
  }),
} as const;
