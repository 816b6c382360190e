/** Masks that are kept: named selections in time and frequency, which move with the sound of their track. */
import { z } from 'zod';
import { procedure } from './define.ts';
import type { MaskShape } from './maskShapes.ts';
import { idSchema } from './project.ts';

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
} as const;
