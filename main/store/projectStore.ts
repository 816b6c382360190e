/**
 * What a project file can do, seen from the services. Synchronous: it runs in the studio host, which owns the one
 * connection there is. Every method that changes something is one transaction, durable when it returns.
 */
import type { SampleFormat } from '../engine/audio/source.ts';

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

export interface ClipRow {
  readonly clipId: string;
  readonly assetId: string;
  readonly startSample: number;
  readonly lengthSamples: number;
  readonly assetOffsetSamples: number;
}

export interface TrackRow {
  readonly trackId: string;
  readonly name: string;
  readonly channels: number;
  readonly clips: readonly ClipRow[];
}

export interface TierRow {
  readonly tierId: string;
  readonly documentId: string;
  readonly name: string;
  readonly kind: 'interval' | 'point';
  readonly origin: 'user' | 'vad';
  readonly parameters: Readonly<Record<string, unknown>> | null;
  readonly nItems: number;
}

export interface TierItemRow {
  readonly itemId: string;
  readonly startSample: number;
  readonly endSample: number;
  readonly label: string;
}

export interface DocumentRow {
  readonly documentId: string;
  readonly name: string;
  readonly sampleRateHz: number;
  readonly tracks: readonly TrackRow[];
  readonly tiers: readonly TierRow[];
}

export interface SaveCopyOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly doneBytes: number; readonly totalBytes: number }) => void;
}

export interface ProjectStore {
  readonly filePath: string;
  readonly projectId: string;
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
  renameDocument(documentId: string, name: string): void;
  removeDocument(documentId: string): void;
  insertTrack(documentId: string, track: { readonly name: string; readonly channels: number }): string;
  insertClip(trackId: string, clip: Omit<ClipRow, 'clipId'>): string;
  setClipLength(clipId: string, lengthSamples: number): void;

  insertTier(tier: Omit<TierRow, 'tierId' | 'nItems'>): string;
  renameTier(tierId: string, name: string): void;
  removeTier(tierId: string): void;
  tierItems(tierId: string): readonly TierItemRow[];
  insertTierItems(tierId: string, items: readonly Omit<TierItemRow, 'itemId'>[]): readonly string[];
  updateTierItem(tierId: string, item: TierItemRow): void;
  removeTierItem(tierId: string, itemId: string): void;

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
