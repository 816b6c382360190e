/** Masks that are kept: named selections in time and frequency, which move with the sound of their track. */
import { z } from 'zod';
import { channelSchema, sourceIdSchema } from './audio.ts';
import { pitchParamsSchema } from './contours.ts';
import { procedure } from './define.ts';
import type { MaskRegion, MaskShape } from './maskShapes.ts';
import { idSchema, sampleSchema } from './project.ts';

/** The engine checks every member (engine/dsp/mask/maskJson.ts) and names the rule that one breaks. */
export const maskShapeSchema = z.custom<MaskShape>((value) => typeof value === 'object' && value !== null, {
  error: 'a mask must be an object',
});

export interface MaskInfo {
  readonly maskId: string;
  readonly trackId: string;
  readonly name: string;
  readonly startSample: number; // it covers nothing before, feather aside
  readonly endSample: number;
  readonly mask: MaskShape;
}

export const masksContract = {
  /** Of all tracks, by track and time. They are made and changed by the commands mask.… of edits.apply. */
  'masks.list': procedure<MaskInfo[]>()({ documentId: idSchema }),
  /** Around the harmonics of the pitch as it is measured and corrected, within the span; null: nothing there is voiced. */
  'masks.harmonics': procedure<MaskRegion | null>()({
    sourceId: sourceIdSchema,
    channel: channelSchema,
    pitch: pitchParamsSchema,
    startSample: sampleSchema,
    endSample: sampleSchema,
    firstHarmonic: z.number().int().min(1).max(1000),
    nHarmonics: z.number().int().min(1).max(1000),
    bandwidthHz: z.number().positive().max(100_000),
  }),
} as const;
