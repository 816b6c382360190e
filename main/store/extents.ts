/** The rules for where clips and tier items may lie: kept when they are written, demanded of a file when it is opened. */
import { EngineError } from '../engine/core/errors.ts';
import { findAsset } from './assetTable.ts';
import type { ProjectConnection } from './projectConnection.ts';
import type { AssetRow, ClipRow, TierItemRow } from './projectStore.ts';
import { maxTimelineSamples } from './rows.ts';

export interface ClipPlace {
  readonly sampleRateHz: number; // of the document
  readonly trackChannels: number;
  readonly asset: AssetRow | undefined;
}

/** @returns the rule that the clip breaks, with its values */
export function clipProblem(clip: ClipRow, { sampleRateHz, trackChannels, asset }: ClipPlace): string | null {
  const { clipId, assetId, startSample, lengthSamples, assetOffsetSamples } = clip;
  if (asset === undefined) return `clip ${clipId} refers to asset ${assetId}, which is not in the project`;
  if (asset.channels !== 1 && asset.channels < trackChannels)
    return `clip ${clipId}: its asset's ${asset.channels} channels must be 1 or at least the ${trackChannels} of its track`;
  if (startSample + lengthSamples > maxTimelineSamples)
    return `clip ${clipId} ends at sample ${startSample + lengthSamples}, must be at most ${maxTimelineSamples}`;
  // As many samples as resampling the rest of the asset to the document's rate gives.
  const rest = Math.max(0, asset.nSamples - assetOffsetSamples);
  const there = Math.ceil((rest * sampleRateHz) / asset.sampleRateHz);
  return lengthSamples <= there
    ? null
    : `clip ${clipId} has ${lengthSamples} samples from ${assetOffsetSamples} of asset ${assetId} on, where there are ${there}`;
}

/** @param clips of one track, by their start */
export function overlapProblem(clips: readonly ClipRow[]): string | null {
  let end = 0;
  for (const { clipId, startSample, lengthSamples } of clips) {
    if (lengthSamples > 0 && startSample < end)
      return `clip ${clipId} starts at sample ${startSample}, before the one before it ends at ${end}`;
    end = Math.max(end, startSample + lengthSamples);
  }
  return null;
}

/** To be called within the transaction that wrote the clip. @throws EngineError E_PARAM */
export function requireClipFits(connection: ProjectConnection, clip: ClipRow): void {
  const { clipId, startSample, lengthSamples } = clip;
  const track = connection
    .prepare(
      `SELECT sample_rate_hz AS sampleRateHz, channels AS trackChannels, track.id AS trackId
       FROM clip JOIN track ON track.id = track_id JOIN document ON document.id = document_id WHERE clip.id = ?`,
    )
    .get(clipId) as { sampleRateHz: number; trackChannels: number; trackId: string };
  const problem = clipProblem(clip, { ...track, asset: findAsset(connection, clip.assetId) });
  if (problem !== null) throw new EngineError('E_PARAM', problem);
  const overlapped = connection
    .prepare(
      `SELECT id FROM clip WHERE track_id = ? AND id <> ? AND length_samples > 0
       AND start_sample < ? AND start_sample + length_samples > ?`,
    )
    .pluck()
    .get(track.trackId, clipId, startSample + lengthSamples, startSample) as string | undefined;
  if (lengthSamples > 0 && overlapped !== undefined)
    throw new EngineError('E_PARAM', `clip ${clipId} at sample ${startSample} overlaps clip ${overlapped}`);
}

/** @throws EngineError E_PARAM */
export function requireItemFits({ startSample, endSample }: Omit<TierItemRow, 'itemId'>): void {
  if (!(startSample >= 0 && endSample >= startSample && endSample <= maxTimelineSamples))
    throw new EngineError(
      'E_PARAM',
      `startSample=${startSample}, endSample=${endSample} must lie forward from 0 to ${maxTimelineSamples}`,
    );
}
