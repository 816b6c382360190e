/** Sound of a document as files: the mix, its tracks, what a tier marks. */
import { z } from 'zod';
import { procedure } from './define.ts';
import {
  bitRates,
  dataSetTables,
  exportDithers,
  flacWidths,
  wavWidths,
  type ExportFormatName,
} from './exportFormat.ts';
import { idSchema, sampleSchema } from './project.ts';

const lossy = (name: keyof typeof bitRates) =>
  z.strictObject({
    kind: z.literal(name),
    kbps: z.number().int().min(bitRates[name].least).max(bitRates[name].most),
  });

export const exportFormatSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('wav'), width: z.enum(wavWidths), dither: z.enum(exportDithers) }),
  z.strictObject({ kind: z.literal('flac'), width: z.enum(flacWidths), dither: z.enum(exportDithers) }),
  lossy('opus'),
  lossy('aac'),
  lossy('mp3'),
]);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

const rangeSchema = z.strictObject({ startSample: sampleSchema, endSample: sampleSchema });
const trackIds = z.array(idSchema).max(1000);
const seconds = z.number().min(0).max(1e6);

export const exportContentSchema = z.discriminatedUnion('kind', [
  /** All tracks as they are heard: with their gains, without what is muted. */
  z.strictObject({ kind: z.literal('mix'), range: rangeSchema.nullable(), soloTrackIds: trackIds }),
  /** A file each, of one length, with the track's gain: their sum is the mix. */
  z.strictObject({ kind: z.literal('stems'), range: rangeSchema.nullable(), trackIds: trackIds.min(1) }),
  /** A file for every item of an interval tier. */
  z.strictObject({
    kind: z.literal('intervals'),
    range: rangeSchema.nullable(), // only those that lie within
    tierId: idSchema,
    trackId: idSchema.nullable(), // null: the mix
    soloTrackIds: trackIds,
    paddingSec: z.number().min(0).max(60), // on both sides, within the document
    minSec: seconds, // of the interval itself
    maxSec: seconds.nullable(),
    skipsEmpty: z.boolean(),
    table: z.enum(dataSetTables),
    hasTextGrids: z.boolean(), // one beside each file, of all tiers
  }),
]);
export type ExportContent = z.infer<typeof exportContentSchema>;

/** One gain for all files of an export, so that levels between them stay. */
const levelSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('keep') }),
  z.strictObject({ kind: z.literal('peak'), db: z.number().min(-60).max(0) }), // the loudest sample of all
  z.strictObject({ kind: z.literal('reduce') }), // only if something would pass full scale
]);

const text = z.string().max(1000);

export const exportRequestSchema = z.strictObject({
  documentId: idSchema,
  content: exportContentSchema,
  format: exportFormatSchema,
  sampleRateHz: z.number().int().min(1).max(1_000_000).nullable(), // null: the document's
  channels: z.union([z.literal(1), z.literal(2)]).nullable(), // null: as there are
  level: levelSchema,
  metadata: z.strictObject({ title: text, artist: text, date: text, comment: text }),
  hasBroadcastExtension: z.boolean(), // WAV alone
  hasCues: z.boolean(), // WAV alone: labels of all tiers
  hasProvenance: z.boolean(), // a JSON file beside
  nameTemplate: z.string().max(200),
  replaces: z.boolean(), // files that are there, beside the one that a save dialog asked about; else a taken name is refused
});
export type ExportRequest = z.infer<typeof exportRequestSchema>;

export interface FormatAvailability {
  readonly format: ExportFormatName;
  readonly isAvailable: boolean;
  readonly by: string; // who encodes it, or why nobody does, as a phrase
}

export interface PlannedFile {
  readonly name: string;
  readonly startSec: number;
  readonly endSec: number;
  readonly isThere: boolean; // in the chosen folder
}

export interface ExportPlan {
  readonly nFiles: number; // of sound
  readonly durationSec: number; // of all
  readonly bytes: number; // of the sound, estimated but for PCM
  readonly isBytesExact: boolean;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly files: readonly PlannedFile[]; // the first hundred
  readonly nThere: number; // files that are there already
  readonly nNumbered: number; // names that were taken, by another of the export
  /** Intervals that are not exported: beyond the range or the sound, without a label, of another length than allowed. */
  readonly skipped: Readonly<Record<'outside' | 'empty' | 'short' | 'long', number>>;
  readonly problems: readonly string[]; // why it cannot be exported
  readonly notes: readonly string[];
}

export interface ExportResult {
  readonly nFiles: number;
  readonly bytes: number;
  readonly place: string; // the file or folder, for display
  readonly gainDb: number; // what level asked for
  readonly peakDb: number | null; // of what was written; null: silence
  readonly nBeyond: number; // samples beyond full scale: clipped, or kept in float
  readonly nNonFinite: number; // NaN and infinite samples, which float WAV keeps
  readonly firstBeyond: { readonly file: string; readonly sec: number } | null;
  readonly isClipped: boolean;
}

export const exportsContract = {
  'exports.formats': procedure<FormatAvailability[]>()({}),
  /** What would be made, without a file being written. Says what is wrong instead of failing. */
  'exports.plan': procedure<ExportPlan>()({ request: exportRequestSchema, folderId: idSchema.nullable() }),
  /**
   * A job; its result is an ExportResult. `placeId`: of a save dialog for one file, of a folder for several. All files appear
   * at the end, or none.
   */
  'exports.start': procedure<{ jobId: string }>()({ request: exportRequestSchema, placeId: idSchema }),
} as const;
