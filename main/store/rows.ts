/** A project file is hostile input: what comes out of a table is checked before it is believed. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { EngineError } from '../engine/core/errors.ts';
import { fadeShapes } from '../engine/dsp/effects/fade.ts';
import type { ProjectConnection } from './projectConnection.ts';

export const newId = (): string => randomBytes(9).toString('base64url');

const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const count = z.int().min(0);
/** Over a month at the highest rate there is: beyond it, sums of two samples would soon not be exact. */
export const maxTimelineSamples = 2 ** 42;
const sample = z.int().min(0).max(maxTimelineSamples);
const rateHz = z.number().positive().max(1e7);
const channels = z.int().min(1).max(32);
const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'is not JSON' });
    return z.NEVER;
  }
});

export const sampleFormats = ['u8', 's8', 's16', 's24', 's32', 'f32', 'f64', 'alaw', 'ulaw'] as const;
export const blockEncodings = ['s16', 's24', 'f32'] as const;
export const bytesPerSample = { s16: 2, s24: 3, f32: 4 } as const;

export const assetRow = z.object({
  id,
  name: z.string(),
  container: z.string(),
  codec: z.string(),
  sample_format: z.enum(sampleFormats),
  bits_per_sample: z.int().nullable(),
  sample_rate_hz: rateHz,
  channels,
  expected_samples: count.nullable(),
  n_samples: sample,
  state: z.enum(['importing', 'ready', 'failed']),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  warnings: json.pipe(z.array(z.string())),
});

export const documentRow = z.object({ id, name: z.string(), sample_rate_hz: rateHz });
/** Linear: 60 dB. */
export const maxGain = 1000;
const gain = z.number().min(-maxGain).max(maxGain);
const isTrue = z.literal([0, 1]).transform((value) => value === 1);
export const trackRow = z.object({ id, document_id: id, name: z.string(), channels, gain, is_muted: isTrue });
const fade = json.pipe(z.strictObject({ lengthSamples: sample, shape: z.enum(fadeShapes), skippedSamples: sample }));
/** What every list in time has: its order, and where each item starts after the one before it. */
const inOrder = { id, ord: z.number(), advance_samples: sample, length_samples: sample };
export const clipRow = z.object({
  ...inOrder,
  track_id: id,
  asset_id: id,
  asset_offset_samples: sample,
  gain,
  fade_in: fade.nullable(),
  fade_out: fade.nullable(),
  is_reversed: isTrue,
});
export const tierRow = z.object({
  id,
  document_id: id,
  name: z.string(),
  kind: z.enum(['interval', 'point']),
  origin: z.enum(['user', 'vad']),
  parameters: json.pipe(z.record(z.string(), z.unknown())).nullable(),
  n_items: count,
});
export const tierItemRow = z.object({
  ...inOrder,
  label: z.string(),
  attributes: json.pipe(z.record(z.string(), z.unknown())).nullable(),
});
export const trackItemRow = z.object({ ...inOrder, kind: z.enum(['contour', 'mask']), payload: json });
export const editRow = z.object({
  id: z.int().min(1),
  parent_id: z.int().min(1).nullable(),
  made_at: z.string(),
  title: z.string(),
  command: json,
});
export const blockRow = z.object({
  id: z.int(),
  hash: z.instanceof(Uint8Array),
  encoding: z.enum(blockEncodings),
  n_samples: z.int().min(1).max(65_536),
  data: z.instanceof(Uint8Array),
});

/** @throws EngineError E_PROJECT_CORRUPT naming table, column and rule */
export function parseRow<S extends z.ZodType>(
  connection: ProjectConnection,
  table: string,
  schema: S,
  row: unknown,
): z.output<S> {
  const parsed = schema.safeParse(row);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new EngineError(
    'E_PROJECT_CORRUPT',
    `${connection.path}: table ${table}, column ${issue?.path.join('.') ?? '?'}: ${issue?.message ?? 'invalid'}`,
    { details: { path: connection.path, table } },
  );
}

/** @throws EngineError E_NOT_FOUND if the statement changed no row */
export function requireChanged(changes: number, what: string, wanted: string): void {
  if (changes === 0) throw new EngineError('E_NOT_FOUND', `${what} ${wanted} is not in the project`);
}
