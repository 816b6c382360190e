import { EngineError } from '../../engine/core/errors.ts';
import type { AssetRow, ProjectStore } from '../../store/projectStore.ts';
import { bytesPerStoredSample, storedEncoding } from './blockEncoding.ts';

/**
 * Ends an import that failed or was cancelled.
 * @returns the error to end the job with: the reason told is the one that ended the import, not what came of it
 */
export function abandonImport(store: ProjectStore, assetId: string, reason: unknown): unknown {
  const asset = findQuietly(store, assetId);
  if (!asset) return reason;
  const arrivedSec = (asset.nSamples / asset.sampleRateHz).toFixed(1);
  const isFull = reason instanceof EngineError && reason.code === 'E_DISK_FULL';
  const why = isFull ? 'the disk is full' : 'it could not be written';
  const warning = `The import of ${asset.name} ended after ${arrivedSec} s because ${why}: import the file again for the rest.`;
  const outcome = endQuietly(store, assetId, warning);
  if (!isFull) return reason;
  const left = outcome === 'kept' ? `its first ${arrivedSec} s are kept` : 'nothing of it is kept';
  const message = `"${asset.name}" was not imported whole${stillNeeded(asset)}, ${left}: ${reason.message}`;
  return new EngineError('E_DISK_FULL', message, { cause: reason, details: reason.details });
}

/** Not there if its document was removed, or the project closed, while it arrived. */
function findQuietly(store: ProjectStore, assetId: string): AssetRow | undefined {
  try {
    return store.assets().find((candidate) => candidate.assetId === assetId);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return undefined;
  }
}

function endQuietly(store: ProjectStore, assetId: string, warning: string): 'removed' | 'kept' {
  try {
    return store.abandonAsset(assetId, warning);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return 'removed'; // by someone else, since it was found
  }
}

function stillNeeded({ expectedSamples, nSamples, channels, sampleFormat }: AssetRow): string {
  if (expectedSamples === null || expectedSamples <= nSamples) return '';
  const bytes = (expectedSamples - nSamples) * channels * bytesPerStoredSample[storedEncoding[sampleFormat]];
  return ` (it needs ${(bytes / 1e6).toFixed(1)} MB more)`;
}
