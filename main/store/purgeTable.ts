/** What a project keeps only so that edits can be taken back, and letting go of it. */
import { removeAssetRows } from './assetTable.ts';
import type { ProjectConnection } from './projectConnection.ts';

/** Recordings that no document plays any more. Those that arrive are about to be played. */
const unplayedAssets = `SELECT id FROM asset WHERE state <> 'importing'
  AND NOT EXISTS (SELECT 1 FROM clip WHERE asset_id = asset.id)`;

/** Bytes of sound that is only there for undo: that of recordings which no document plays any more. */
export function undoBytes(connection: ProjectConnection): number {
  const bytes = connection
    .prepare(
      `SELECT coalesce(sum(length(data)), 0) FROM block WHERE id IN (SELECT block_id FROM asset_block)
       AND id NOT IN (SELECT block_id FROM asset_block WHERE asset_id NOT IN (${unplayedAssets}))`,
    )
    .pluck()
    .get();
  return Number(bytes);
}

/** To be called within a transaction. Afterwards nothing can be taken back. */
export function purge(connection: ProjectConnection): void {
  connection.prepare('UPDATE document SET head_id = NULL, tip_id = NULL').run();
  connection.prepare('DELETE FROM edit').run();
  connection.prepare('DELETE FROM generation').run();
  const assetIds = connection.prepare(unplayedAssets).pluck().all() as string[];
  for (const assetId of assetIds) removeAssetRows(connection, assetId);
}
