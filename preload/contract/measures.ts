/** Measures of the selection, and of all labelled intervals of a tier. */
import { z } from 'zod';
import { channelSchema, sourceIdSchema } from './audio.ts';
import { formantParamsSchema, intensityParamsSchema, pitchParamsSchema } from './contours.ts';
import { procedure } from './define.ts';
import { measureNames } from './measureNames.ts';
import { idSchema, sampleSchema } from './project.ts';

export interface MeasureColumn {
  readonly name: string; // with its unit as suffix: f1MeanHz
  readonly unit: string; // '' for a plain number
}

/** What a row was measured of, by name. */
export interface MeasuredOf {
  readonly recording: string;
  readonly tier: string; // '': a selection
  readonly channel: string;
}

export interface MeasuredRow {
  readonly label: string;
  readonly startSec: number;
  readonly endSec: number;
  readonly values: readonly (number | null)[]; // one a column
  readonly of?: MeasuredOf | undefined; // where rows of one table can differ
  readonly parameters?: string | undefined; // that made it, likewise
}

export interface MeasuredTable {
  readonly columns: readonly MeasureColumn[];
  readonly rows: readonly MeasuredRow[];
}

const analysis = {
  sourceId: sourceIdSchema,
  channel: channelSchema,
  pitch: pitchParamsSchema,
  formants: formantParamsSchema,
  intensity: intensityParamsSchema,
  measures: z.array(z.enum(measureNames)).min(1).max(measureNames.length),
};

const parameters = z.string().max(4000);
const measuredOf = z.strictObject({
  recording: z.string().max(1000),
  tier: z.string().max(1000),
  channel: z.string().max(1000),
});

const rowSchema = z.strictObject({
  label: z.string().max(10_000),
  startSec: z.number(),
  endSec: z.number(),
  values: z.array(z.number().nullable()).max(500),
  of: measuredOf.optional(),
  parameters: parameters.optional(),
});

export const measuresContract = {
  'measures.selection': procedure<MeasuredTable>()({ ...analysis, startSample: sampleSchema, endSample: sampleSchema }),
  /** A job; its result is { tableId, nRows }. The table is kept until the project is closed, the last 16 of them. */
  'measures.tier': procedure<{ jobId: string }>()({ ...analysis, tierId: idSchema }),
  /** As many rows from `start` on as fit into one message. */
  'measures.rows': procedure<MeasuredTable>()({ tableId: idSchema, start: z.number().int().min(0) }),
  /** CSV (RFC 4180) in full precision; labels that a spreadsheet would take for formulas begin with an apostrophe. */
  'measures.writeCsv': procedure<null>()({
    fileId: idSchema,
    table: z.union([
      z.strictObject({ tableId: idSchema, of: measuredOf, parameters }), // of all its rows
      z.strictObject({
        columns: z.array(z.strictObject({ name: z.string().max(200), unit: z.string().max(40) })).max(500),
        rows: z.array(rowSchema).max(1000),
      }),
    ]),
  }),
} as const;
