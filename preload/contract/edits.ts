import { z } from 'zod';
import { contourCorrectionSchema } from './contours.ts';
import { procedure } from './define.ts';
import { fadeShapes } from './fadeShapes.ts';
import { maskShapeSchema } from './masks.ts';
import { idSchema, nameSchema, sampleSchema } from './project.ts';

const tracks = z.array(idSchema).min(1).max(1000);
const span = { startSample: sampleSchema, endSample: sampleSchema };
/** The same in other spans, which must lie apart. */
const more = z.array(z.strictObject(span)).max(999).optional();
const labelSchema = z
  .string()
  .max(10_000)
  .overwrite((text) => text.toWellFormed());
const attributesSchema = z.record(z.string().max(200), z.json()).nullable();
const item = { startSample: sampleSchema, endSample: sampleSchema, label: labelSchema };
const gainDb = z.number().min(-60).max(60);
/** What happens behind a place where time goes or comes: nothing, the track closes up, or all tracks and tiers do. */
const ripple = z.enum(['none', 'track', 'document']);

const command = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.strictObject({ kind: z.literal(kind), ...shape });

const soundCommands = [
  command('sound.delete', { trackIds: tracks, ...span, more, ripple, isCut: z.boolean().optional() }),
  command('sound.trim', { trackIds: tracks, ...span }),
  command('sound.split', { trackIds: tracks, atSamples: z.array(sampleSchema).min(1).max(1000) }),
  command('sound.join', { trackIds: tracks, ...span }),
  command('sound.insertSilence', {
    trackIds: tracks,
    atSample: sampleSchema,
    lengthSamples: sampleSchema,
    ripple: z.enum(['track', 'document']),
  }),
  command('sound.repeat', { trackIds: tracks, ...span, times: z.number().int().min(1).max(1000), ripple }),
  command('sound.reverse', { trackIds: tracks, ...span, more }),
  command('sound.gain', { trackIds: tracks, ...span, more, gainDb }),
  command('sound.invert', { trackIds: tracks, ...span, more }),
  command('sound.fade', {
    trackIds: tracks,
    ...span,
    more,
    direction: z.enum(['in', 'out']),
    shape: z.enum(fadeShapes),
  }),
  command('sound.paste', {
    trackIds: tracks,
    atSample: sampleSchema,
    mode: z.enum(['insert', 'overwrite', 'newTracks']),
    ripple: z.enum(['track', 'document']),
    replacedSamples: sampleSchema.optional(), // taken out first, as where a selection is pasted over
  }),
  /** Moves the ends of one clip, over what lies beside it, as far as its recording goes. */
  command('sound.trimClip', { clipId: idSchema, ...span }),
  command('sound.fadeClip', {
    clipId: idSchema,
    direction: z.enum(['in', 'out']),
    shape: z.enum(fadeShapes),
    lengthSamples: sampleSchema, // 0: none
  }),
  command('sound.moveClips', {
    clipIds: z.array(idSchema).min(1).max(10_000),
    bySamples: z.number().int(),
    toTrackId: idSchema.nullable(),
  }),
] as const;

const trackCommands = [
  command('track.add', { name: nameSchema, channels: z.number().int().min(1).max(32) }),
  command('track.remove', { trackId: idSchema }),
  command('track.rename', { trackId: idSchema, name: nameSchema }),
  command('track.move', { trackId: idSchema, toIndex: z.number().int().min(0).max(10_000) }),
  command('track.mix', { trackId: idSchema, gainDb: z.number().min(-100).max(40), isMuted: z.boolean() }),
  command('document.rename', { name: nameSchema }),
] as const;

const tierKind = z.enum(['interval', 'point']);

const tierCommands = [
  command('tier.add', { name: nameSchema, tierKind }),
  command('tier.remove', { tierId: idSchema }),
  command('tier.rename', { tierId: idSchema, name: nameSchema }),
  command('tier.move', { tierId: idSchema, toIndex: z.number().int().min(0).max(10_000) }),
  command('tier.duplicate', { tierId: idSchema }),
  command('tier.addItem', { tierId: idSchema, ...item }),
  command('tier.updateItem', { tierId: idSchema, itemId: idSchema, ...item }),
  command('tier.removeItems', { tierId: idSchema, itemIds: z.array(idSchema).min(1).max(100_000) }),
  command('tier.split', { tierId: idSchema, atSample: sampleSchema }),
  command('tier.merge', { tierId: idSchema, itemIds: z.array(idSchema).min(2).max(100_000) }),
  /** Every end of an interval, and every point, that lies exactly there; over several tiers at once. */
  command('tier.moveBoundary', {
    tierIds: z.array(idSchema).min(1).max(1000),
    fromSample: sampleSchema,
    toSample: sampleSchema,
  }),
  command('tier.setLabels', {
    tierId: idSchema,
    labels: z
      .array(z.strictObject({ itemId: idSchema, label: labelSchema }))
      .min(1)
      .max(100_000),
  }),
  /** A numbered point in the point tier of that name, which is made if there is none. */
  command('tier.mark', { name: nameSchema, atSample: sampleSchema }),
  command('tier.putItems', {
    tierId: idSchema,
    items: z.array(z.strictObject({ ...item, attributes: attributesSchema })).max(100_000),
  }),
] as const;

const channel = z.number().int().min(0).max(31);

const contourCommands = [
  /** One gesture: what it corrects, in the order in which it acts. */
  command('contour.correct', {
    trackId: idSchema,
    channel,
    corrections: z.array(contourCorrectionSchema).min(1).max(10_000),
  }),
  /** What was measured again; span null: everywhere. */
  command('contour.reset', {
    trackId: idSchema,
    channel,
    which: z.enum(['pitch', 'pulses']),
    span: z.strictObject(span).nullable(),
  }),
] as const;

const maskCommands = [
  command('mask.add', { trackId: idSchema, name: nameSchema, mask: maskShapeSchema }),
  command('mask.change', { trackId: idSchema, maskId: idSchema, mask: maskShapeSchema }),
  command('mask.rename', { trackId: idSchema, maskId: idSchema, name: nameSchema }),
  command('mask.remove', { trackId: idSchema, maskIds: z.array(idSchema).min(1).max(10_000) }),
] as const;

export const editCommandSchema = z.discriminatedUnion('kind', [
  ...soundCommands,
  ...trackCommands,
  ...tierCommands,
  ...contourCommands,
  ...maskCommands,
]);
export type EditCommand = z.output<typeof editCommandSchema>;
export type EditKind = EditCommand['kind'];
export type EditCommandOf<K extends EditKind> = Extract<EditCommand, { readonly kind: K }>;

export interface EditInfo {
  readonly editId: number;
  readonly parentId: number | null;
  readonly title: string; // as undo names it
  readonly madeAt: string; // ISO 8601
  readonly command: unknown; // what was asked for, with its parameters
}

export interface EditHistoryInfo {
  readonly edits: readonly EditInfo[]; // in the order in which they were made, left branches too
  readonly headId: number | null; // the edit whose result the document is now; null: as it was made
  readonly tipId: number | null; // where redo leads in the end
}

export interface Edited {
  readonly editId: number | null; // null: there was nothing to change
  readonly title: string | null; // as undo names it
  readonly createdIds: readonly string[]; // tracks, tiers, clips, items that the edit made
}

export const editsContract = {
  'edits.apply': procedure<Edited>()({ documentId: idSchema, command: editCommandSchema }),
  'edits.undo': procedure<EditInfo | null>()({ documentId: idSchema }),
  'edits.redo': procedure<EditInfo | null>()({ documentId: idSchema }),
  /** What undo and redo would take back and make again. */
  'edits.next': procedure<{ undo: EditInfo | null; redo: EditInfo | null }>()({ documentId: idSchema }),
  'edits.goTo': procedure<null>()({ documentId: idSchema, editId: z.number().int().min(1).nullable() }),
  'edits.history': procedure<EditHistoryInfo>()({ documentId: idSchema }),
  /**
   * Puts what lies in the span on the clipboard, which is the host's: sound is not copied. Several spans are joined, in
   * order of time. @returns its length
   */
  'edits.copy': procedure<{ lengthSamples: number; nTracks: number }>()({
    documentId: idSchema,
    trackIds: tracks,
    ...span,
    more,
  }),
  'edits.clipboard': procedure<{ lengthSamples: number; nTracks: number; sampleRateHz: number } | null>()({}),
} as const;
