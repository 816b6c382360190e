import { EngineError } from '../engine/core/errors.ts';
import { assetHash } from './assetHash.ts';
import type { DocumentCache } from './documentCache.ts';
import { appendBlocks, readBlock, removeBlocksOnlyOf } from './blockTable.ts';
import type { ProjectConnection } from './projectConnection.ts';
import type { AssetRow, NewAsset, ProjectStore } from './projectStore.ts';
import { assetRow, newId, parseRow, requireChanged } from './rows.ts';

const columns =
  'id, name, container, codec, sample_format, bits_per_sample, sample_rate_hz, channels, expected_samples, n_samples, state, sha256, warnings';

function toAsset(connection: ProjectConnection, row: unknown): AssetRow {
  const r = parseRow(connection, 'asset', assetRow, row);
  return {
    assetId: r.id,
    name: r.name,
    container: r.container,
    codec: r.codec,
    sampleFormat: r.sample_format,
    bitsPerSample: r.bits_per_sample,
    sampleRateHz: r.sample_rate_hz,
    channels: r.channels,
    expectedSamples: r.expected_samples,
    nSamples: r.n_samples,
    state: r.state,
    sha256: r.sha256,
    warnings: r.warnings,
  };
}

export function findAsset(connection: ProjectConnection, assetId: string): AssetRow {
  const row = connection.prepare(`SELECT ${columns} FROM asset WHERE id = ?`).get(assetId);
  if (row === undefined) throw new EngineError('E_NOT_FOUND', `asset ${assetId} is not in the project`);
  return toAsset(connection, row);
}

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

/** The rows of the asset and what lived only by it. */
export function removeAssetRows(connection: ProjectConnection, assetId: string): void {
  const tracks = connection.prepare('SELECT DISTINCT track_id FROM clip WHERE asset_id = ?').pluck().all(assetId);
  connection.prepare('DELETE FROM clip WHERE asset_id = ?').run(assetId);
  for (const trackId of tracks) {
    const documentId = connection.prepare('SELECT document_id FROM track WHERE id = ?').pluck().get(trackId);
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
}

/** All that was stored becomes audible: while it arrived, the clip was a little behind. */
function failAsset(connection: ProjectConnection, assetId: string, warning: string): void {
  const { warnings, nSamples } = findAsset(connection, assetId);
  connection
    .prepare("UPDATE asset SET state = 'failed', warnings = ? WHERE id = ?")
    .run(JSON.stringify([...warnings, warning]), assetId);
  connection.prepare('UPDATE clip SET length_samples = ? WHERE asset_id = ?').run(nSamples, assetId);
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
      return connection.read(() =>
        connection
          .prepare(`SELECT ${columns} FROM asset ORDER BY position, id`)
          .all()
          .map((row) => asAbandoned(toAsset(connection, row))),
      );
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
