/** What a project claims to hold, against what is there: lengths from a hostile file would be believed by every reader. */
import { EngineError } from '../engine/core/errors.ts';
import { clipProblem, overlapProblem } from './extents.ts';
import type { ProjectConnection } from './projectConnection.ts';
import { blockSamples, type AssetRow, type DocumentRow } from './projectStore.ts';

/**
 * Every clip lies within the sound of its asset, and that within its blocks; clips of a track do not overlap. Blocks
 * missing in between are damage for the readers and `check` to tell, not a reason to refuse the rest.
 * @throws EngineError E_PROJECT_CORRUPT with the values and the rule
 */
export function checkExtents(
  connection: ProjectConnection,
  assets: readonly AssetRow[],
  documents: readonly DocumentRow[],
): void {
  const problem = firstAssetProblem(connection, assets) ?? firstClipProblem(assets, documents);
  if (problem === null) return;
  const { path } = connection;
  throw new EngineError('E_PROJECT_CORRUPT', `${path}: ${problem}`, { details: { path } });
}

function firstAssetProblem(connection: ProjectConnection, assets: readonly AssetRow[]): string | null {
  const last = connection.prepare('SELECT max(idx) FROM asset_block WHERE asset_id = ? AND channel = ?').pluck();
  for (const { assetId, channels, nSamples } of assets)
    for (let channel = 0; channel < channels; channel++) {
      const blocks = Number(last.get(assetId, channel) ?? -1) + 1;
      if (nSamples > blocks * blockSamples)
        return `asset ${assetId} claims ${nSamples} samples, its ${blocks} blocks in channel ${channel} hold at most ${blocks * blockSamples}`;
    }
  return null;
}

function firstClipProblem(assets: readonly AssetRow[], documents: readonly DocumentRow[]): string | null {
  const byId = new Map(assets.map((asset) => [asset.assetId, asset]));
  for (const { sampleRateHz, tracks } of documents)
    for (const { channels: trackChannels, clips } of tracks) {
      for (const clip of clips) {
        const problem = clipProblem(clip, { sampleRateHz, trackChannels, asset: byId.get(clip.assetId) });
        if (problem !== null) return problem;
      }
      const overlap = overlapProblem(clips);
      if (overlap !== null) return overlap;
    }
  return null;
}
