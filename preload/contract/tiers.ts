import { z } from 'zod';
import { procedure } from './define.ts';
import { idSchema, nameSchema, sampleSchema, type TierInfo } from './project.ts';

export interface TierItem {
  readonly itemId: string;
  readonly startSample: number;
  readonly endSample: number; // = startSample in a point tier
  readonly label: string;
  readonly attributes: Readonly<Record<string, unknown>> | null; // what a format of annotations holds beside it
}

const item = { startSample: sampleSchema, endSample: sampleSchema, label: z.string().max(10_000) };

export const tiersContract = {
  'tiers.items': procedure<TierItem[]>()({ tierId: idSchema }),
  'tiers.create': procedure<TierInfo>()({
    documentId: idSchema,
    name: nameSchema,
    kind: z.enum(['interval', 'point']),
  }),
  'tiers.rename': procedure<null>()({ tierId: idSchema, name: nameSchema }),
  'tiers.remove': procedure<null>()({ tierId: idSchema }),
  'tiers.addItem': procedure<TierItem>()({ tierId: idSchema, ...item }),
  'tiers.updateItem': procedure<null>()({ tierId: idSchema, itemId: idSchema, ...item }),
  'tiers.removeItem': procedure<null>()({ tierId: idSchema, itemId: idSchema }),
} as const;
