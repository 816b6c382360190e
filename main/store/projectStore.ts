/**
 * What a project file can do, seen from the services. Synchronous: it runs in the studio host, which owns the one
 * connection there is. Every method that changes something is one transaction, durable when it returns.
 */
import type { SampleFormat } from '../engine/audio/source.ts';
import type { FilePlace } from './filePlace.ts';
import type { ClipRow, DocumentState, TierItemRow, TierState, TrackState } from './documentState.ts';

export type { ClipRow, TierItemRow } from './documentState.ts';

/** How a block's samples lie in the file: little-endian, as imported where that is lossless. */
export type BlockEncoding = 's16' | 's24' | 'f32';

/** Samples of one channel in one block; the last block of an asset may be shorter. */
export const blockSamples = 65_536;

export interface AudioBlockData {
  readonly channel: number;
  readonly index: number; // samples [index·65536, …) of the channel
  readonly encoding: BlockEncoding;
  readonly nSamples: number;
  readonly bytes: Uint8Array;
}

export interface SampleSpan {
  readonly from: number; // samples within the block
  readonly count: number;
}

export interface NewAsset {
  readonly name: string;
  readonly container: string;
  readonly codec: string;
  readonly sampleFormat: SampleFormat;
  readonly bitsPerSample: number | null;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly expectedSamples: number | null;
}

export interface AssetRow extends NewAsset {
  readonly assetId: string;
  readonly sha256: string | null;
  readonly nSamples: number; // appended so far
  readonly state: 'importing' | 'ready' | 'failed';
  readonly warnings: readonly string[];
}

/** A track without what lies in it besides its clips. */
export type TrackRow = Omit<TrackState, 'items'>;

/** A tier without its items. */
export interface TierRow extends Omit<TierState, 'items'> {
  readonly documentId: string;
  readonly nItems: number;
}

export interface DocumentRow {
  readonly documentId: string;
  readonly name: string;
  readonly sampleRateHz: number;
  readonly tracks: readonly TrackRow[];
  readonly tiers: readonly TierRow[];
}

export type NewClip = Pick<ClipRow, 'assetId' | 'startSample' | 'lengthSamples' | 'assetOffsetSamples'>;

export interface NewEdit {
  readonly title: string; // as undo names it: "Delete 1.20 s"
  readonly command: unknown; // what was asked for, with its parameters: JSON
}

export interface EditRow extends NewEdit {
  readonly editId: number;
  readonly parentId: number | null;
  readonly madeAt: string; // ISO 8601
}

export interface EditHistory {
  /** Every edit ever made, those of left branches too; in the order in which they were made. */
  readonly edits: readonly EditRow[];
  readonly headId: number | null; // the edit whose result the document is now; null: it is as it was made
  readonly tipId: number | null; // where redo leads in the end
}

export interface SaveCopyOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly doneBytes: number; readonly totalBytes: number }) => void;
}

export interface ProjectStore {
  readonly filePath: string;
  readonly projectId: string;
  /** Whether its names still lead to the files that are open; where they do not, everything that changes something fails. */
  place(): FilePlace;
  /** True if the file was not closed cleanly last time; what SQLite and the checks recovered is then in place. */
  readonly wasUnclean: boolean;
  /** Opened for reading: everything that changes something fails with E_PERMISSION. */
  readonly isReadOnly: boolean;
  /** What the last, unfinished session may have lost, as whole sentences. */
  readonly recoveryNotes: readonly string[];
  readonly createdAt: string; // ISO 8601
  /** Of the program that made the file. */
  readonly appVersion: string;

  /** Says that much new sound is coming, until the returned function is called: it is then written the cheaper way. */
  beginBulk(): () => void;

  assets(): readonly AssetRow[];
  insertAsset(asset: NewAsset): string;
  /** Blocks of all channels for the next indices, in one transaction. */
  appendBlocks(assetId: string, blocks: readonly AudioBlockData[]): void;
  /** @returns the recording's name by content: SHA-256 over the hashes of its blocks (assetHash.ts) */
  finishAsset(assetId: string, result: { readonly nSamples: number; readonly warnings: readonly string[] }): string;
  /** Ends an import that cannot go on but whose sound so far is worth keeping, all of it; the warning says why. */
  failAsset(assetId: string, warning: string): void;
  /** The asset, its blocks, clips and an otherwise empty document go. */
  removeAsset(assetId: string): void;
  /**
   * Ends an import that failed or was cancelled: removeAsset or, where not even that can be written (a full disk),
   * failAsset; if need be in memory only, until it can be written again.
   * @throws EngineError E_NOT_FOUND
   */
  abandonAsset(assetId: string, warning: string): 'removed' | 'kept';
  /**
   * A block whose checksum is good, whole or only the samples of `part` that it has.
   * @throws EngineError E_NOT_FOUND, E_PROJECT_CORRUPT if the block fails its checksum
   */
  readBlock(assetId: string, channel: number, index: number, part?: SampleSpan): AudioBlockData;

  documents(): readonly DocumentRow[];
  insertDocument(document: { readonly name: string; readonly sampleRateHz: number }): string;
  /** A whole document with new ids for itself and all its parts, as it is made: no edit. @returns its id */
  insertWholeDocument(document: Omit<DocumentState, 'documentId'>): string;
  renameDocument(documentId: string, name: string): void;
  removeDocument(documentId: string): void;
  /** Of a document that is being made: what it begins with is no edit. */
  insertTrack(documentId: string, track: { readonly name: string; readonly channels: number }): string;
  /** As insertTrack: a clip that plays its asset as it is. */
  insertClip(trackId: string, clip: NewClip): string;
  /** While its recording arrives. */
  setClipLength(clipId: string, lengthSamples: number): void;

  /** Everything in a document, as edits see it. @throws EngineError E_NOT_FOUND, E_PROJECT_CORRUPT */
  documentState(documentId: string): DocumentState;
  /** @throws EngineError E_NOT_FOUND */
  tierItems(tierId: string): readonly TierItemRow[];

  /**
   * One edit: `change` makes the new state out of the old one, and what differs is written, together with its inverse,
   * in one transaction. @returns null if nothing differs @throws EngineError E_PARAM if the new state breaks a rule
   */
  editDocument(documentId: string, edit: NewEdit, change: (document: DocumentState) => DocumentState): EditRow | null;
  /** Takes the last edit back. @returns it, or null if there is none */
  undo(documentId: string): EditRow | null;
  /** Makes the edit again that was taken back last. @returns it, or null if there is none */
  redo(documentId: string): EditRow | null;
  /** Goes to the state after an edit, on whichever branch; null: before the first one. @throws EngineError E_NOT_FOUND */
  goToEdit(documentId: string, editId: number | null): void;
  /** What undo and redo would take back and make again. */
  nextEdits(documentId: string): { readonly undo: EditRow | null; readonly redo: EditRow | null };
  editHistory(documentId: string): EditHistory;
  /** Bytes of recordings that are kept only so that edits can be taken back. */
  undoBytes(): number;
  /** Lets go of all that is kept only for undo. Afterwards nothing can be taken back. */
  purgeHistory(): void;

  /** What `work` changes is one transaction: all of it, or nothing if it throws. */
  transaction<T>(work: () => T): T;

  viewState(): unknown;
  setViewState(viewState: unknown): void;

  /** Verifies every block's checksum and SQLite's own structure; sentences for what is wrong. */
  check(): readonly string[];
  /** Bytes of the file, of all audio blocks, and of those blocks that no recording refers to. */
  sizes(): {
    readonly fileBytes: number;
    readonly audioBytes: number;
    readonly blocks: number;
    readonly unusedBytes: number;
  };
  /** Waits until everything is in the one file and on the disk. */
  flush(): void;
  /** Writes a complete, cleanly closed copy beside `path` and renames it into place. */
  saveCopy(path: string, options?: SaveCopyOptions): Promise<void>;
  /** saveCopy, then this store goes on in the copy: filePath changes, the old file is closed cleanly and stays. */
  moveTo(path: string, options?: SaveCopyOptions): Promise<void>;
  /** Folds the log into the file, marks it clean, leaves one file on disk. */
  close(): void;
}
