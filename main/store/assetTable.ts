import { EngineError } from '../engine/core/errors.ts';
import { assetHash } from './assetHash.ts';
import type { DocumentCache } from './documentCache.ts';
import { allAssets, findAsset } from './findAsset.ts';
import { renewGenerations } from './generationTable.ts';
import { appendBlocks, readBlock, removeBlocksOnlyOf } from './blockTable.ts';
import type { ProjectConnection } from './projectConnection.ts';
import type { AssetRow, NewAsset, ProjectStore } from './projectStore.ts';
import { readClips } from './readDocuments.ts';
import { newId, requireChanged } from './rows.ts';

function insertAsset(connection: ProjectConnection, asset: NewAsset): string {
  const assetId = newId();
  connection
    .prepare(
      `INSERT INTO asset (id, position, name, container, codec, sample_format, bits_per_sample, sample_rate_hz, channels, expected_samples, created_at)
       VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM asset), ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      assetId,
      asset.name,
      asset.container,
      asset.codec,
      asset.sampleFormat,
      asset.bitsPerSample,
      asset.sampleRateHz,
      asset.channels,
      asset.expectedSamples,
      new Date().toISOString(),
    );
  return assetId;
}

interface TrackPlace {
  readonly id: string;
  readonly document_id: string;
}

/** The rows of the asset and what lived only by it. */
export function removeAssetRows(connection: ProjectConnection, assetId: string): void {
  const tracks = connection
    .prepare('SELECT id, document_id FROM track WHERE id IN (SELECT track_id FROM clip WHERE asset_id = ?)')
    .all(assetId) as TrackPlace[];
  for (const { id: trackId, document_id: documentId } of tracks) {
    removeClips(connection, trackId, assetId);
    connection
      .prepare('DELETE FROM track WHERE id = ? AND NOT EXISTS (SELECT 1 FROM clip WHERE track_id = track.id)')
      .run(trackId);
    connection
      .prepare(
        `DELETE FROM document WHERE id = ? AND NOT EXISTS (SELECT 1 FROM track WHERE document_id = document.id)
         AND NOT EXISTS (SELECT 1 FROM tier WHERE document_id = document.id)`,
      )
      .run(documentId);
  }
  removeBlocksOnlyOf(connection, assetId);
  requireChanged(connection.prepare('DELETE FROM asset WHERE id = ?').run(assetId).changes, 'asset', assetId);
  for (const documentId of documentsOf(tracks)) forgetEdits(connection, documentId);
}

/** Edits of a document from which rows went otherwise lead nowhere any more. */
function forgetEdits(connection: ProjectConnection, documentId: string): void {
  connection.prepare('UPDATE document SET head_id = NULL, tip_id = NULL WHERE id = ?').run(documentId);
  connection.prepare('DELETE FROM edit WHERE document_id = ?').run(documentId);
  connection.prepare('DELETE FROM generation WHERE document_id = ?').run(documentId);
}

const documentsOf = (tracks: readonly TrackPlace[]) => new Set(tracks.map(({ document_id }) => document_id));

/** Clips stand by their distance from the one before: those behind a removed one stay where they are. */
function removeClips(connection: ProjectConnection, trackId: string, assetId: string): void {
  const rest = readClips(connection, trackId).filter((clip) => clip.assetId !== assetId);
  connection.prepare('DELETE FROM clip WHERE track_id = ? AND asset_id = ?').run(trackId, assetId);
  const place = connection.prepare('UPDATE clip SET advance_samples = ? WHERE id = ?');
  let previous = 0;
  for (const { clipId, startSample } of rest) {
    place.run(startSample - previous, clipId);
    previous = startSample;
  }
}

/** All that was stored becomes audible: while it arrived, the clip was a little behind. */
function failAsset(connection: ProjectConnection, assetId: string, warning: string): void {
  const { warnings, nSamples } = findAsset(connection, assetId);
  connection
    .prepare("UPDATE asset SET state = 'failed', warnings = ? WHERE id = ?")
    .run(JSON.stringify([...warnings, warning]), assetId);
  connection
    .prepare('UPDATE clip SET length_samples = ? WHERE asset_id = ? AND asset_offset_samples = 0')
    .run(nSamples, assetId);
  const documentIds = connection
    .prepare('SELECT DISTINCT document_id FROM track WHERE id IN (SELECT track_id FROM clip WHERE asset_id = ?)')
    .pluck()
    .all(assetId) as string[];
  for (const documentId of documentIds) renewGenerations(connection, documentId);
}

/** A full disk, a drive pulled out: what there was to write may be written later, unless it is not there any more. */
const isUnwritten = (error: unknown) => error instanceof EngineError && error.code !== 'E_NOT_FOUND';

type AssetPart = Pick<
  ProjectStore,
  'assets' | 'insertAsset' | 'appendBlocks' | 'finishAsset' | 'failAsset' | 'removeAsset' | 'abandonAsset' | 'readBlock'
>;

/** For the time between a disk that fills up and one that has room again. */
interface AssetRepair {
  /** Writes the end of imports that there was no room to write, if there is now. */
  settleAbandoned(): void;
}

export function createAssetPart(
  current: () => ProjectConnection,
  cache: Pick<DocumentCache, 'clear'> = { clear: () => undefined },
): AssetPart & AssetRepair {
  /** Blocks whose checksum was good once since the file was opened, or was made by us from their very bytes. */
  const verified = new Set<number>();
  /** Imports that ended with the disk too full to write it down: asset and warning. */
  const unwritten = new Map<string, string>();

  const asAbandoned = (asset: AssetRow): AssetRow => {
    const warning = unwritten.get(asset.assetId);
    return warning === undefined || asset.state !== 'importing'
      ? asset
      : { ...asset, state: 'failed', warnings: [...asset.warnings, warning] };
  };

  const settleAbandoned = () => {
    const connection = current();
    for (const [assetId, warning] of unwritten) {
      try {
        connection.write(() => {
          failAsset(connection, assetId, warning);
          cache.clear();
        });
      } catch (error) {
        if (isUnwritten(error)) return;
        if (!(error instanceof EngineError)) throw error;
      }
      unwritten.delete(assetId);
    }
  };
  return {
    assets: () => {
      const connection = current();
      return connection.read(() => allAssets(connection).map(asAbandoned));
    },
    settleAbandoned,
    insertAsset: (asset) => {
      settleAbandoned();
      const connection = current();
      return connection.write(() => insertAsset(connection, asset));
    },
    appendBlocks: (assetId, blocks) => {
      const connection = current();
      connection.write(() => {
        appendBlocks(connection, findAsset(connection, assetId), blocks, verified);
      });
    },
    finishAsset: (assetId, { nSamples, warnings }) => {
      const connection = current();
      return connection.write(() => {
        const asset = findAsset(connection, assetId);
        if (asset.nSamples !== nSamples)
          throw new EngineError('E_SHAPE', `asset ${assetId} holds ${asset.nSamples} samples, not ${nSamples}`);
        const sha256 = assetHash(connection, assetId);
        connection
          .prepare("UPDATE asset SET state = 'ready', sha256 = ?, warnings = ? WHERE id = ?")
          .run(sha256, JSON.stringify(warnings), assetId);
        return sha256;
      });
    },
    failAsset: (assetId, warning) => {
      const connection = current();
      connection.write(() => {
        failAsset(connection, assetId, warning);
        cache.clear();
      });
    },
    removeAsset: (assetId) => {
      const connection = current();
      connection.write(() => {
        removeAssetRows(connection, assetId);
        cache.clear();
      });
    },
    abandonAsset: (assetId, warning) => {
      const connection = current();
      try {
        connection.write(() => {
          removeAssetRows(connection, assetId);
          cache.clear();
        });
        return 'removed';
      } catch (error) {
        if (!isUnwritten(error)) throw error;
      }
      unwritten.set(assetId, warning);
      settleAbandoned();
      return 'kept';
    },
    readBlock: (assetId, channel, index, part) => {
      const connection = current();
      return connection.read(() => readBlock(connection, { assetId, channel, index, part }, verified));
    },
  };
}
