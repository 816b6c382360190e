/** Macros: named lists of what is done to a sound, kept in the profile, run on a document or on many files. */
import { z } from 'zod';
import { procedure } from './define.ts';
import { idSchema } from './project.ts';

/** Negative: from the end of the sound. */
const sec = z.number().min(-360_000).max(360_000);
const timePlace = z.strictObject({ startSec: sec.optional(), endSec: sec.optional() });
/** Every interval of the tier whose whole label matches, in its own right; without `matching` every one that has a label. */
const tierPlace = z.strictObject({ tier: z.string().min(1).max(200), matching: z.string().max(1000).optional() });
const place = z.union([timePlace, tierPlace]);

const step = <K extends string, S extends z.ZodRawShape>(name: K, shape: S) =>
  z.strictObject({ do: z.literal(name), ...shape });

export const macroStepSchema = z.discriminatedUnion('do', [
  /** As the engine describes effects; what counts samples there is in seconds here (macroEffect.ts). */
  step('effect', { effect: z.looseObject({ kind: z.string().min(1).max(40) }), on: place.optional() }),
  step('delete', { on: place }),
  /** What lies outside goes. */
  step('trim', { on: timePlace }),
  step('insertSilence', { atSec: sec, lengthSec: z.number().positive().max(36_000) }),
  /** `name` without extension; in braces: name, n, label, macro. */
  step('export', {
    name: z.string().min(1).max(200),
    format: z.enum(['wav', 'flac']).optional(),
    bits: z.enum(['16', '24', '32f']).optional(),
    on: place.optional(),
  }),
]);
export type MacroStep = z.output<typeof macroStepSchema>;
export type MacroPlace = z.output<typeof place>;

export const macroSchema = z.strictObject({
  format: z.literal('phonoscope-macro'),
  version: z.literal(1),
  name: z.string().trim().min(1).max(100),
  steps: z.array(macroStepSchema).min(1).max(1000),
});
export type Macro = z.output<typeof macroSchema>;

export interface MacroInfo {
  readonly macroId: string;
  readonly name: string;
  readonly text: string;
  readonly problem: string | null; // why it cannot run, as a file changed by others
}

export interface MacroCheck {
  readonly problem: string | null; // with its place in the text
  readonly steps: readonly string[]; // in words
  readonly needsFolder: boolean; // it exports
}

const text = z.string().max(1_000_000);
const ripple = z.enum(['none', 'track', 'document']);

export const macrosContract = {
  'macros.list': procedure<MacroInfo[]>()({}),
  'macros.check': procedure<MacroCheck>()({ text }),
  /** A new one without macroId. @throws E_PARAM: what is wrong with it, and where */
  'macros.save': procedure<MacroInfo>()({ macroId: idSchema.nullable(), text }),
  'macros.remove': procedure<null>()({ macroId: idSchema }),
  'macros.importFile': procedure<MacroInfo>()({ fileId: idSchema }),
  'macros.exportFile': procedure<null>()({ macroId: idSchema, fileId: idSchema }),
  /**
   * The edits that lead from `sinceEditId` (null: from the beginning) to what the document is now, as the text of a macro,
   * and those that cannot be part of one, with why.
   */
  'macros.ofEdits': procedure<{ text: string | null; left: string[] }>()({
    documentId: idSchema,
    sinceEditId: z.number().int().min(1).nullable(),
    name: z.string().min(1).max(100),
  }),
  /** One edit of the document, once all of it is done. A macro that exports needs a folder. */
  'macros.run': procedure<{ jobId: string }>()({
    documentId: idSchema,
    trackIds: z.array(idSchema).min(1).max(1000),
    ripple,
    text,
    folderId: idSchema.nullable(),
    isReplacing: z.boolean(),
  }),
  /** Sound files, each on its own; a macro that does not export writes NAME.wav. @returns a job whose result tells each failure */
  'macros.runFiles': procedure<{ jobId: string }>()({
    fileIds: z.array(idSchema).min(1).max(10_000),
    text,
    folderId: idSchema,
    isReplacing: z.boolean(),
  }),
} as const;
