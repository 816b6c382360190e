import { z } from 'zod';
import { procedure } from './define.ts';
import type { WireErrorShape } from './errors.ts';
import type { FadeShape } from './fadeShapes.ts';

export const idSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/);
/** Half a character, as cutting text may leave it, could not be stored: it becomes U+FFFD here and not later. */
export const nameSchema = z
  .string()
  .overwrite((text) => text.toWellFormed())
  .trim()
  .min(1)
  .max(200);
/** A point on a document's clock, in samples at the document's rate. */
export const sampleSchema = z
  .number()
  .int()
  .min(0)
  .max(2 ** 42);

export type AssetState = 'importing' | 'ready' | 'failed';

/** One recording as it was read: immutable, on its own clock. */
export interface AssetInfo {
  readonly assetId: string;
  readonly name: string;
  readonly sha256: string | null; // over the hashes of its blocks: equal for equal sound; null while importing
  readonly container: string;
  readonly codec: string;
  readonly sampleFormat: string;
  readonly bitsPerSample: number | null;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly nSamples: number; // so far, while importing
  readonly expectedSamples: number | null;
  readonly state: AssetState;
  readonly warnings: readonly string[];
}

export interface ClipInfo {
  readonly clipId: string;
  readonly assetId: string;
  readonly startSample: number; // on the document's clock
  readonly lengthSamples: number; // on the document's clock
  readonly assetOffsetSamples: number; // into the asset as it is on the document's clock
  readonly gain: number; // linear; negative turns the wave over
  readonly fadeIn: FadeInfo | null;
  readonly fadeOut: FadeInfo | null;
  readonly isReversed: boolean;
}

export interface FadeInfo {
  readonly lengthSamples: number;
  readonly shape: FadeShape;
  readonly skippedSamples: number; // of its silent end, where the clip was cut within it
}

export interface TrackInfo {
  readonly trackId: string;
  readonly name: string;
  readonly channels: number;
  readonly gain: number; // in the mix, linear
  readonly isMuted: boolean; // in the mix
  readonly clips: readonly ClipInfo[];
  /** Address of what the track sounds like now: changes whenever its clips do, so caches never go stale. */
  readonly sourceId: string;
}

/** All tracks of a document at once: what is heard when it is played. Addressed like a track. */
export interface MixInfo {
  readonly sourceId: string;
  readonly channels: number; // of its widest track; mono tracks sound in all
}

export type TierKind = 'interval' | 'point';

export interface TierInfo {
  readonly tierId: string;
  readonly name: string;
  readonly kind: TierKind;
  readonly origin: 'user' | 'vad';
  readonly nItems: number;
  readonly parameters: Readonly<Record<string, unknown>> | null; // of the analysis that made it
}

export interface DocumentInfo {
  readonly documentId: string;
  readonly name: string;
  readonly sampleRateHz: number;
  readonly lengthSamples: number;
  readonly tracks: readonly TrackInfo[];
  readonly mix: MixInfo | null; // null: it has no tracks
  readonly tiers: readonly TierInfo[];
}

export interface ProjectInfo {
  readonly projectId: string;
  readonly name: string;
  readonly filePath: string | null; // for display; null for a draft that was never saved
  readonly isSaved: boolean; // false while a draft, or while changes are being written
  readonly documents: readonly DocumentInfo[];
  readonly assets: readonly AssetInfo[];
  readonly viewState: unknown; // what the renderer stored last, opaque here
  readonly recovered: string | null; // what was recovered after a crash, as a sentence
}

export interface RecentProject {
  readonly recentId: string;
  readonly name: string;
  readonly filePath: string;
  readonly openedAt: string; // ISO 8601
  readonly exists: boolean;
  readonly isDraft: boolean; // never saved under a name of its own
}

export const rawPcmFormatSchema = z.strictObject({
  sampleRateHz: z.number().min(8).max(1_000_000),
  channels: z.number().int().min(1).max(32),
  encoding: z.enum([
    'u8',
    's8',
    's16le',
    's16be',
    's24le',
    's24be',
    's32le',
    's32be',
    'f32le',
    'f32be',
    'f64le',
    'f64be',
    'alaw',
    'ulaw',
  ]),
  skipBytes: z.number().int().min(0).optional(),
});

/**
 * What keeps the project from being written: its file is not where it was (a drive pulled out, a file moved or deleted),
 * may not be written any more, or its disk is full or nearly so.
 */
export interface ProjectTrouble {
  readonly kind: 'gone' | 'unwritable' | 'full';
  readonly filePath: string;
  readonly freeBytes: number | null; // where that is what is wrong
}

/** Files are named by handles that main issued after a dialog, a drop or a command line; never by path. */
export const projectContract = {
  'projects.get': procedure<ProjectInfo | null>()({}),
  /** Why what was open last could not be opened again when this host started; told once. */
  'projects.refusedAtStart': procedure<WireErrorShape | null>()({}),
  'projects.create': procedure<ProjectInfo>()({}),
  /**
   * Opens a project, or imports audio into the open project (a new draft if none is open), by content. If both are among
   * the files the project is opened first, so that the audio goes into it. One job a file, in order; null: the project.
   */
  'projects.openFiles': procedure<{ jobIds: (string | null)[] }>()({
    fileIds: z.array(idSchema).min(1).max(1000),
    raw: rawPcmFormatSchema.optional(),
  }),
  'projects.openSample': procedure<{ jobIds: string[] }>()({}),
  'projects.openRecent': procedure<null>()({ recentId: idSchema }),
  'projects.recent': procedure<RecentProject[]>()({}),
  /** Without a file: writes what is pending to the project's own file. With one: saves there and goes on there. */
  'projects.save': procedure<ProjectInfo>()({ fileId: idSchema.nullable() }),
  'projects.trouble': procedure<ProjectTrouble | null>()({}),
  /** Looks whether what was wrong still is, now and not at the next look. */
  'projects.lookAgain': procedure<ProjectTrouble | null>()({}),
  'projects.close': procedure<null>()({}),
  'projects.setViewState': procedure<null>()({ viewState: z.json() }),
  'projects.renameDocument': procedure<null>()({ documentId: idSchema, name: nameSchema }),
  /** The same recordings, clips and tiers on the clock of another rate, as a document of its own. */
  'projects.resampleDocument': procedure<{ documentId: string }>()({
    documentId: idSchema,
    sampleRateHz: z.number().int().min(1000).max(768_000),
  }),
  'projects.removeDocument': procedure<null>()({ documentId: idSchema }),
} as const;
